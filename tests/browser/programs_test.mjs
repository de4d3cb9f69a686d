// programs_test.mjs - the organization's programs for anyone, and the screens on which a director writes them: accessible at both widths,
// and the public ones whole without scripts.

import { assert, looksRight, open, smallest, test } from './harness.mjs'

const views = [{ width: 1280, height: 800 }, smallest]

test('the programs, a center and a program with its eight answers are accessible and fit', async () => {
	const page = await open('/programs')
	const addresses = await page.locator('main a').evaluateAll(all => [/\/programs\/\w+\/\w+$/, /\/centers\//]
		.map(part => all.find(a => part.test(a.href))?.href))
	for (const [at, address] of [page.url(), ...addresses].entries())
		for (const view of views) {
			await page.setViewportSize(view)
			await page.goto(address)
			await looksRight(page, `programs-${at}`)
		}
	await page.goto(addresses[0])
	assert.equal(await page.locator('section:has(> h2)', { hasText: 'How long do people stay?' }).count(), 1)
	assert.match(await page.textContent('main'), /Seats counted at/)
})

test('a director finds the public pages under the settings, and their screens are accessible and fit', async () => {
	const page = await open('/today', { as: 'director' })
	await page.click('text=Settings')
	await page.click('text=Public pages')
	const desk = page.url()
	const found = await page.locator('main a').evaluateAll(all => ['/public', '/insurance', '/therapies']
		.map(end => all.find(a => a.href.endsWith(end))?.href))
	for (const [at, address] of [desk, ...found].entries())
		for (const view of views) {
			await page.setViewportSize(view)
			await page.goto(address)
			await looksRight(page, `public-desk-${at}`)
		}
	await page.goto(found[1])
	await page.locator('button', { hasText: 'Verified today' }).first().click()
	assert.match(await page.textContent('main'), /verified today/i)
})
