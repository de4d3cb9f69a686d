// exchange_test.mjs - a director brings in a FHIR file and reads what became of it.

import { assert, looksRight, open, smallest, test } from './harness.mjs'

const file = {
	name: 'people.ndjson', mimeType: 'application/fhir+ndjson', buffer: Buffer.from([
		'{"resourceType":"Patient","id":"exchange-1","name":[{"family":"Newcomb","given":["Nell"]}]}',
		'{"resourceType":"Patient","id":"exchange-2"}',
		'{"resourceType":"Observation","id":"o"}',
		'not FHIR'].join('\n')),
}

for (const view of [undefined, smallest]) {
	test(`exchange: a file goes in and the page tells what did not, at ${view?.width ?? 1280}`, async () => {
		const page = await open('/today', { as: 'director', view })
		await page.goto(`${page.url().match(/\/c\/[^/]+/)[0]}/exchange/import`)
		await looksRight(page, 'exchange')
		await page.setInputFiles('#files', file)
		await page.click('main button')
		assert.match(await page.textContent('main'), /2 refused/)
		assert.match(await page.textContent('main'), /Patient\/exchange-2.*It has no name/s)
		await looksRight(page, 'exchange-report')
	})
}
