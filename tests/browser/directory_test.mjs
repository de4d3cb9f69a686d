// directory_test.mjs - an administrator brings in an export of FindTreatment.gov and reads what became of it. Its places are on Guam, where
// no other test looks.

import { assert, looksRight, open, refused, smallest, test } from './harness.mjs'

const place = (i, more) => ({ name1: `Place ${i}`, street1: `${i} Chalan Santo Papa`, city: 'Hagatna', state: 'GU', zip: '96910', typeFacility: 'SA',
	services: [{ f1: 'Payment', f2: 'PAY', f3: 'Medicaid; Barter' }], ...more })
const file = {
	name: 'export.json', mimeType: 'application/json',
	buffer: Buffer.from(JSON.stringify({ page: 1, rows: [place(1), place(2), place(3, { latitude: '144.75', longitude: '13.47' }), place(4, { zip: '' })] }))
}

for (const view of [undefined, smallest]) {
	test(`directory: an edition is brought in and the page tells what was refused, at ${view?.width ?? 1280}`, async () => {
		const page = await open('/organization/directory', { as: 'administrator', view })
		await looksRight(page, 'directory')
		assert.match(await page.textContent('main'), /SAMHSA directory of mental health treatment facilities, edition 2022/)
		await page.setInputFiles('#files', { name: 'notes.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
		await refused(page, () => page.click('main button'))
		assert.match(await page.textContent('main'), /notes.csv is not a directory/)
		await looksRight(page, 'directory-refused')
		await page.setInputFiles('#files', file)
		await page.click('main button')
		const told = await page.textContent('main')
		assert.match(told, /The new edition is in.*4 rows, 3 taken, 1 refused.*coordinates that had changed places 1/s)
		assert.match(told, /Its ZIP code cannot be right.*PAY:Barter/s)
		assert.match(told, /FindTreatment.gov, edition 20/)
		await looksRight(page, 'directory-report')
	})
}
