// places_test.mjs - places to call for somebody who is referred on: found, ticked, kept and printed; on a phone and without a script.

import { assert, looksRight, open, test } from './harness.mjs'

// From the first request of the list to its places, near a ZIP of Austin.
async function places(options = {}) {
	const page = await open('/today', { as: 'front_desk', ...options })
	await page.goto(await page.getAttribute('nav a:has-text("Inquiries")', 'href'))
	await page.locator('main table a[href*="/inquiries/"]').first().click()
	await page.click('text=/Give (more )?places/')
	await page.fill('[name="near"]', '78702')
	await page.selectOption('[name="for"]', 'addiction')
	await page.click('main button:has-text("Search")')
	return page
}

test('the desk gives places to call, and prints them without the person', async () => {
	const page = await places()
	const name = (await page.textContent('h1 ~ form[method="post"] label >> nth=0')).split(',')[0].trim()
	await looksRight(page, 'places')
	await page.locator('[name="facility"]').first().check()
	await page.click('text=Keep the list')
	assert.ok((await page.textContent('section:has(#given)')).includes(name))
	const who = (await page.textContent('h1')).trim()
	await page.click('text=Print the list')
	const sheet = await page.textContent('main')
	for (const word of [name, 'call to confirm', '988', '1-800-662-4357']) assert.ok(sheet.includes(word), word)
	assert.ok(!(await page.content()).includes(who))
	await looksRight(page, 'places-print')
})

test('places on a phone', async () => {
	const page = await places({ phone: true })
	await looksRight(page, 'places')
	await page.locator('[name="facility"]').first().check()
	await page.click('text=Keep the list')
	await page.click('text=Print the list')
	await looksRight(page, 'places-print')
})

test('without a script a list with nothing ticked is refused in words', async () => {
	const page = await places({ noScript: true })
	await page.click('text=Keep the list')
	assert.match(await page.textContent('main'), /Tick at least one place/)
})
