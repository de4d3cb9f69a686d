// people_test.mjs - what a participant sees on a phone, and that it is what the staff see.

import { assert, fits, looksRight, open, phone, smallest, test } from './harness.mjs'

const words = async (page, selector) => (await page.textContent(selector)).replace(/\s+/g, ' ').trim()

async function fullName() {
	const page = await open('/account', { as: 'participant', phone: true })
	return (await words(page, 'main .pl-lead')).split(',')[0]
}

for (const [how, view] of [['on a desktop', undefined], ['on a phone', phone], ['at 320 px', smallest]])
	test(`a participant's pages are accessible and fit ${how}`, async () => {
		for (const [name, path] of [['my-week', '/my'], ['my-record', '/my/record'], ['my-account', '/account'],
			['my-calendar', '/my/calendar'], ['my-free-time', '/my/free-time']])
			await looksRight(await open(path, { as: 'participant', view }), name)
	})

test('a participant sees the hours that the director sees', async () => {
	const name = await fullName()
	const [given, family] = name.split(' ')
	const mine = await words(await open('/my', { as: 'participant', phone: true }), '#hours')
	const director = await open('/today', { as: 'director' })
	await director.click('text=Overview')
	const row = director.locator('tr', { hasText: given }).filter({ hasText: family })
	assert.equal(await row.count(), 1)
	assert.equal(`${(await row.locator('.pl-hours__words').textContent()).trim()} this week`, mine)
})

test('who looked at a record stands in it, by name', async () => {
	const clinician = await open('/account', { as: 'clinician' })
	const seer = (await words(clinician, 'main .pl-lead')).split(',')[0]
	await clinician.goto('/today')
	await clinician.click('text=People')
	const name = await fullName()
	await clinician.fill('main [type="search"], main [name="q"]', name.split(' ')[1])
	await clinician.click('main form button')
	await clinician.click(`main a:has-text("${name.split(' ')[1]}")`)
	const page = await open('/my/record', { as: 'participant', phone: true })
	assert.match(await words(page, 'main'), new RegExp(`${seer} (looked at|opened|saw) `))
})

test('the week before and the week after are one step away, without scripts too', async () => {
	const page = await open('/my', { as: 'participant', phone: true, noScript: true })
	const now = page.url()
	await page.click('text=Week before')
	await fits(page)
	assert.match(page.url(), /week=\d{4}-\d\d-\d\d/)
	await page.click('text=Week after')
	assert.notEqual(page.url(), now.replace('/my', '/'))
	assert.match(await words(page, 'h1'), /^Good (morning|afternoon|evening|night), /)
})

test('running late is said where there is a session today, and thanked for', async () => {
	const page = await open('/my', { as: 'participant', phone: true })
	if (!(await page.locator('#minutes').count())) return assert.doesNotMatch(await words(page, 'main'), /running late/)
	await page.selectOption('#minutes', '20')
	await page.click('text=Tell the group leader')
	assert.match(await words(page, 'main'), /You said you will be 20 minutes late/)
	const name = await fullName()
	const clinician = await open('/today', { as: 'clinician' })
	await clinician.locator('main a[href*="/sessions/"]', { hasText: await words(page, 'main .pl-card--lamp p strong') }).first().click()
	assert.match(await words(clinician, `[data-find="${name}"]`), /Says 20 min late/)
})

test('a stranger is asked to sign in, and comes to the page that was wanted', async () => {
	const page = await open('/my/record', { phone: true })
	assert.match(page.url(), /\/sign-in\?then=%2Fmy%2Frecord$/)
	await looksRight(page, 'sign-in')
})

test('many wrong passwords have to wait, and the page says how long', async () => {
	const page = await open('/sign-in', { phone: true })
	for (let tries = 0; tries < 7; tries++) {
		await page.fill('[name="login"]', 'somebody.else')
		await page.fill('[name="password"]', 'not the right words at all')
		await page.click('main button')
		assert.match(await page.title(), /^Error: /)
	}
	assert.match(await words(page, '[data-errors]'), /wait|in \d+|minute|second/i)
	page.trouble.length = 0 // Chromium calls the 429 itself an error
	await looksRight(page, 'sign-in-too-many')
	assert.equal(await page.inputValue('[name="login"]'), 'somebody.else')
	assert.equal(await page.inputValue('[name="password"]'), '')
})
