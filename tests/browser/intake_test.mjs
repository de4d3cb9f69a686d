// intake_test.mjs - one request for help carried from the public form to the board of a first session, without typing anything twice.
// Each test goes on where the one before it ended.

import { accessible, assert, desktop, fits, open, phone, picture, test } from './harness.mjs'
import { ask, days, fillTime, nextSession, request, save, step, words } from './desk.mjs'

// What a page must be, at both widths; the picture is for people to look at.
async function right(page, name) {
	const before = page.viewportSize()
	for (const view of [desktop, phone]) {
		await page.setViewportSize(view)
		await picture(page, `intake-${name}`)
		await fits(page)
	}
	await page.setViewportSize(before)
	await accessible(page)
	assert.deepEqual(page.trouble.filter(text => !/422/.test(text)), []) // a form that was not right yet
}

let desk

test('a mother asks for her daughter, and the desk sees it at once with how to reach whom', async () => {
	await ask('other', { danger: { danger: 'no' }, help: { help: 'mental_health' }, 'your-name': { 'asker-name': 'Mina Haddad', 'asker-is': 'parent' },
		name: { given: 'Noor', family: 'Haddad' }, age: { birth: '1999-03-27' }, where: { zip: '78702' },
		reach: { 'reach-by': 'phone', phone: '512-555-0188', 'safe-times': 'weekdays after 5 pm' },
		paying: { payer: 'private', 'payer-name': 'Lantern Health' }, heard: { source: 'self' }, more: { note: 'She cannot sleep.' } })
	desk = await request('Noor Haddad')
	assert.match(await words(desk), /Mina Haddad.*weekdays after 5 pm/)
	await right(desk, 'new')
})

test('the call is logged, and the pre-screen begins from the request', async () => {
	await desk.click('text=Log a call or message')
	await right(desk, 'contact')
	await desk.check('[name="way"][value="phone"]')
	await desk.check('[name="outcome"][value="reached"]')
	await desk.fill('[name="next_step"]', 'Pre-screen')
	await desk.fill('[name="due"]', days(1))
	await save(desk)
	assert.match(await words(desk), /Contacted.*Pre-screen/)
	await step(desk, 'Pre-screen')
	assert.match(await words(desk), /Pre-screen of Noor Haddad, part 1/)
	await desk.goBack()
})

test('what the insurer says is written down in one call, and the next answer starts from it', async () => {
	await step(desk, 'Insurance')
	assert.equal(await desk.inputValue('[name="payer"]'), 'Lantern Health')
	await right(desk, 'insurance')
	await save(desk)
	assert.match(await words(desk, '[data-errors]'), /whose insurance it is/)
	await desk.selectOption('[name="subscriber"]', 'parent')
	await desk.selectOption('[name="covered"]', 'yes')
	await desk.fill('[name="deductible"]', '$1,250')
	await desk.fill('[name="reference"]', 'R-77')
	await save(desk)
	assert.match(await words(desk), /Lantern Health, IOP covered: yes/)
	await step(desk, 'Insurance')
	assert.equal(await desk.inputValue('[name="deductible"]'), '1250.00')
	assert.match(await words(desk), /R-77/)
	await right(desk, 'insurance-again')
	await desk.click('text=Cancel')
})

let assessment // when and with whom

test('the assessment is booked into the schedule, where it names nobody', async () => {
	await step(desk, 'Assessment')
	await right(desk, 'assessment')
	const staff = await desk.locator('[name="staff"] option').nth(1).getAttribute('value')
	for (let n = 2; !assessment && n < 9; n++) {
		await fillTime(desk, days(n), staff)
		await save(desk)
		if (!desk.url().endsWith('/assessment')) assessment = { day: days(n), staff }
	}
	assert.match(await words(desk), /Assessment booked/)
	const week = await open('/today', { as: 'front_desk' })
	await week.click('nav a:has-text("Schedule")')
	await week.goto(`${week.url().split('?')[0]}?week=${assessment.day}`)
	assert.match(await words(week), /Assessment/)
	assert.doesNotMatch(await words(week), /Haddad/)
	await step(desk, 'Assessment')
	await right(desk, 'assessment-booked')
	await desk.click('main form a:has-text("Back")')
})

test('the decision says what it needs, and accepting leads to admission', async () => {
	await step(desk, 'Decision')
	await right(desk, 'decision')
	await desk.check('[name="decision"][value="wait"]')
	await save(desk)
	assert.match(await words(desk, '[data-errors]'), /Say why.*track they wait for.*who comes first/i)
	await right(desk, 'decision-refused')
	await desk.check('[name="decision"][value="accept"]')
	await save(desk)
	assert.match(await words(desk, '#next >> xpath=ancestor::section'), /Accepted/)
	await right(desk, 'accepted')
})

test('admission makes person, mother, stay and seat of what was asked, and the person stands on the board of the next session', async () => {
	await step(desk, 'Admission')
	assert.equal(await desk.inputValue('[name="given"]'), 'Noor')
	assert.equal(await desk.inputValue('[name="birth"]'), '1999-03-27')
	await right(desk, 'admit')
	assert.match(await desk.textContent('[name="program"] option:checked'), /^Mental health program/)
	const nobodyKnown = desk.locator('[type="radio"][name="person"][value="new"]') // asked only where somebody may be the same
	if (await nobodyKnown.count()) await nobodyKnown.check()
	await desk.selectOption('[name="track"]', { index: await desk.locator('[name="track"] option').evaluateAll(all => all.findIndex(o => o.textContent.includes('Mental health program: '))) })
	await save(desk)
	assert.match(await words(desk), /Noor Haddad is admitted/)
	assert.match(desk.url(), /\/episodes\//)
	await right(desk, 'admitted')
	const track = (await desk.textContent('main a[href*="/roster"]')).trim()
	assert.match(await words(desk), /Mina Haddad Parent 512-555-0188/)
	const board = await nextSession(track, 'Noor')
	assert.match(await words(board), /Noor/)
	await right(board, 'first-session')
})
