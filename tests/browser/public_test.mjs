// public_test.mjs - the pages that anyone can open.

import { assert, looksRight, open, press, smallest, test } from './harness.mjs'

for (const [how, options] of [['on a desktop', {}], ['on a phone', { phone: true }], ['at 320 px', { view: smallest }], ['without scripts', { noScript: true }]]) {
	test(`the start page leads to the sign-in and to 988 ${how}`, async () => {
		const page = await open('/', options)
		if (options.noScript) assert.deepEqual(page.trouble, [])
		else await looksRight(page, 'home')
		assert.equal(await page.getAttribute('.pl-urgent p a', 'href'), 'tel:988')
		await page.click('text=Sign in to my week')
		assert.match(page.url(), /\/sign-in$/)
	})
}

test('the first key on a page leads past its frame', async () => {
	const page = await open('/')
	assert.equal(await press(page, 'Tab'), 'Skip to main content')
	await press(page, 'Enter')
	assert.match(page.url(), /#main$/)
})

test('a page that is not there says what to do', async () => {
	const page = await open('/no-such-page')
	page.trouble.length = 0 // Chromium calls the 404 itself an error
	await looksRight(page, 'not-found')
	assert.match(await page.textContent('h1'), /not found/)
	await page.click('text=Go to the start page')
	assert.match(page.url(), /\/$/)
})

test('nobody gets a cookie before signing in', async () => {
	const page = await open('/')
	assert.deepEqual(await page.context().cookies(), [])
})
