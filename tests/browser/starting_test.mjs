// starting_test.mjs - what is to be done before somebody starts: on the phone of the participant, at the desk, and on the director's screens.

import { assert, fits, looksRight, open, phone, press, smallest, test } from './harness.mjs'

const words = async (page, selector) => (await page.textContent(selector)).replace(/\s+/g, ' ').trim()

// The list of somebody with something open, as the front desk finds it.
async function openList(options = {}) {
	const page = await open('/today', { as: 'front_desk', ...options })
	await page.goto(page.url().replace(/today.*/, 'starting'))
	return page
}

async function fullName() {
	const page = await open('/account', { as: 'participant', phone: true })
	return (await words(page, 'main .pl-lead')).split(',')[0]
}

for (const [how, view] of [['on a desktop', undefined], ['on a phone', phone], ['at 320 px', smallest]])
	test(`starting: every page is accessible and fits ${how}`, async () => {
		const list = await openList({ view })
		await looksRight(list, 'starting-center')
		await list.click('main table a')
		await looksRight(list, 'starting-stay')
		const stay = list.url()
		for (const task of ['identity', 'contacts', 'insurance', 'orientation', 'schedule']) {
			await list.goto(`${stay}/record?task=${task}`)
			await looksRight(list, `starting-${task}`)
		}
		const mine = await open('/my/start', { as: 'participant', view })
		await looksRight(mine, 'my-start')
		await mine.locator('main li', { hasText: 'You signed' }).locator('a').first().click()
		await looksRight(mine, 'my-start-signed')
		await mine.goto('/my/start')
		await mine.locator('main li', { hasText: 'Read and sign' }).locator('a').first().click()
		await looksRight(mine, 'my-start-text')
		const director = await open('/organization/consents', { as: 'director', view })
		await looksRight(director, 'consents')
		await director.click('main table a')
		await looksRight(director, 'consent')
		await director.click('main .pl-links a')
		await looksRight(director, 'consent-version')
		await director.goto('/today')
		await director.goto(director.url().replace(/today.*/, 'settings/programs'))
		await director.click('main table a')
		await director.click('text=What is needed before a stay begins')
		await looksRight(director, 'starting-rule')
	})

test('starting: a participant signs with the keyboard alone and sees again what was signed', async () => {
	const name = await fullName()
	const page = await open('/my', { as: 'participant', phone: true })
	await page.click('text=See what to do')
	await page.locator('main li', { hasText: 'Read and sign' }).locator('a').first().click()
	const title = await words(page, 'h1')
	await page.focus('#typed')
	await page.keyboard.type('Somebody Else')
	await press(page, 'Tab', 'Space')
	await page.keyboard.press('Tab')
	await page.keyboard.press('Enter')
	await page.waitForSelector('[data-errors]')
	assert.match(await page.title(), /^Error: /)
	assert.match(await words(page, '[data-errors]'), new RegExp(`Type the name as it is on record: ${name}`))
	page.trouble.length = 0 // Chromium calls the 422 itself an error
	await page.focus('#typed')
	await press(page, 'Control+a')
	await page.keyboard.type(name.toLowerCase())
	if (!(await page.isChecked('#agreed'))) await press(page, 'Tab', 'Space')
	await page.focus('main form.pl-form button')
	await page.keyboard.press('Enter')
	await page.waitForURL(/signatures/)
	assert.match(await words(page, 'main'), /The words above are the ones that were signed/)
	await looksRight(page, 'my-signature')
	await page.goto('/my/start')
	assert.match(await words(page, `main li:has-text("${title}")`), /You signed/)
})

test('starting: at the desk, without scripts, a document is recorded and undone with its reason', async () => {
	const page = await openList({ noScript: true })
	await page.click('main table a')
	const stay = page.url()
	await page.goto(`${stay}/record?task=identity`)
	await page.check('[value="passport"]')
	await page.fill('#note', 'Valid for two more years')
	await page.click('text=Record it')
	assert.equal(page.url(), stay)
	assert.match(await words(page, '[aria-labelledby="identity"]'), /Passport seen/)
	await page.locator('[aria-labelledby="identity"] a', { hasText: 'Undo' }).first().click()
	await page.fill('#reason', 'It was somebody else')
	await page.click('main form button')
	assert.match(await words(page, '[aria-labelledby="identity"]'), /Undone .*It was somebody else/)
	await fits(page)
})

test('starting: a director writes the next version, and the one that was signed stays as it was', async () => {
	const page = await open('/organization/consents', { as: 'director' })
	await page.click('text=Keeping each other')
	const before = await page.inputValue('#body')
	await page.fill('#body', `${before}\n\nWe agree on this together.`)
	await page.click('text=Save the draft')
	assert.match(await words(page, 'main'), /Publish version \d/)
	await page.click('main button:has-text("Publish version")')
	assert.match(await words(page, 'main'), /Published\. These words stay as they are/)
	await page.locator('.pl-links a', { hasText: 'Version 1' }).click()
	assert.doesNotMatch(await words(page, 'article'), /We agree on this together/)
	assert.match(await words(page, 'code'), /^[0-9a-f]{64}$/)
})

test('starting: what was signed on paper is recorded with the keyboard alone, and the page prints with lines to sign on', async () => {
	const page = await openList()
	const links = await page.locator('main table a').evaluateAll(all => all.map(at => at.href))
	for (const stay of links) {
		await page.goto(stay)
		if (await page.locator('a:has-text("Signed on paper")').count()) break
	}
	await page.locator('a:has-text("Sign on this device")').first().click()
	await page.emulateMedia({ media: 'print' })
	assert.equal(await page.locator('.pl-line').first().isVisible(), true)
	assert.equal(await page.locator('main form.pl-form').isVisible(), false)
	await page.emulateMedia({ media: 'screen' })
	assert.equal(await page.locator('.pl-line').first().isVisible(), false)
	await page.click('text=it was signed on paper')
	await looksRight(page, 'starting-paper')
	for (const view of [phone, smallest]) {
		await page.setViewportSize(view)
		await looksRight(page, 'starting-paper')
	}
	await page.focus('#on')
	await page.keyboard.type('11/24/2099')
	await page.focus('main form .pl-button')
	await page.keyboard.press('Enter')
	await page.waitForSelector('[data-errors]')
	assert.match(await words(page, '[data-errors]'), /day is in the future/)
	page.trouble.length = 0
	await page.fill('#on', new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(Date.now()))
	await page.focus('#witness')
	await page.keyboard.press('End')
	await page.keyboard.type(' and Rosa')
	await page.focus('main form .pl-button')
	await page.keyboard.press('Enter')
	await page.waitForURL(/starting/)
	assert.match(await words(page, 'main'), /Recorded: signed on paper/)
	await page.click('summary:has-text("All signatures")')
	await page.locator('details a').first().click()
	assert.match(await words(page, 'main'), /On paper.*and Rosa.*Unchanged/)
	await looksRight(page, 'starting-paper-signed')
})
