// desk_test.mjs - the admissions desk as a coordinator works: the pre-screen during a call, requests for oneself and by a doctor carried to
// the first session, and all of it with the keyboard alone.

import { assert, focused, looksRight, open, phone, press, refused, smallest, test, walk } from './harness.mjs'
import { ask, carry, days, nextSession, request, words } from './desk.mjs'

const referral = { name: 'referral.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') }

test('desk: asked for oneself, carried from the public form to the board of the first session', async () => {
	await ask('self', { danger: { danger: 'no' }, help: { help: 'addiction' }, name: { given: 'Oona', family: 'Brandt' },
		age: { birth: '1991-02-03' }, where: { zip: '78702' }, reach: { 'reach-by': 'phone', phone: '512-555-0190' },
		paying: { payer: 'private' }, more: { note: 'I would like to sleep again.' } })
	const desk = await request('Oona Brandt')
	assert.match(await words(desk), /512-555-0190.*I would like to sleep again\./)
	const board = await nextSession(await carry(desk), 'Oona')
	assert.match(await words(board), /Oona/)
})

test('desk: a doctor refers somebody with an attachment; the desk reads it, and it leads to the first session', async () => {
	await ask('professional', { danger: { danger: 'no' }, help: { help: 'co_occurring' },
		you: { 'ref-name': 'Dr. Ada Quill', 'ref-org': 'Quill Family Practice', 'ref-source': { index: 1 }, 'ref-phone': '512-555-0142', 'ref-email': 'ada@practice.example' },
		name: { given: 'Tomas', family: 'Ferreira' }, age: { birth: '1988-07-09' }, where: { zip: '78702' },
		reach: { 'reach-by': 'phone', phone: '512-555-0191' }, agreement: { 'ref-agreed': 'yes' }, urgency: { urgency: 'week' } }, referral)
	const desk = await request('Tomas Ferreira')
	assert.match(await words(desk, 'section:has(#referrer)'), /Dr\. Ada Quill.*Quill Family Practice.*Yes, the person agreed/)
	const got = desk.waitForEvent('download')
	await desk.click('a:has-text("referral.pdf")')
	assert.match((await got).suggestedFilename(), /^request-\w+\.pdf$/) // a name that says nothing of treatment
	await desk.click('button:has-text("Make their link")')
	const link = (await words(desk, '.pl-break')).trim()
	const doctor = await open(link)
	assert.match(await words(doctor), /Received/i)
	assert.doesNotMatch(await doctor.content(), /Ferreira|Tomas/)
	await looksRight(doctor, 'desk-referral-link')
	const board = await nextSession(await carry(desk), 'Tomas')
	assert.match(await words(board), /Tomas/)
	await doctor.reload()
	assert.match(await words(doctor), /Scheduled/i)
})

// ---- the pre-screen, filled in from the desk

const choose = (page, question, reply) => page.locator('fieldset', { hasText: question }).last().getByLabel(reply, { exact: true }).check()
const go = page => page.click('main form button[value="next"]')

async function callSomebody() {
	await ask('self', { danger: { danger: 'no' }, help: { help: 'addiction' }, name: { given: 'Greta', family: 'Winslow' },
		age: { age: '17' }, reach: { 'reach-by': 'phone', phone: '512-555-0192' } })
	const page = await request('Greta Winslow')
	await page.click('a:has-text("Pre-screen")')
	return page
}

test('desk: the pre-screen begins with safety, asks what follows from an answer, and is looked over before it is completed', async () => {
	const page = await callSomebody()
	assert.match(await words(page, 'h1'), /Safety first/)
	await looksRight(page, 'desk-pre-screen')
	await refused(page, () => go(page))
	assert.match(await page.title(), /^Error: /)
	assert.match(await focused(page), /There is a problem/)
	assert.ok(await page.locator('fieldset .govuk-error-message').count() >= 3) // beside each question that needs an answer
	await looksRight(page, 'desk-pre-screen-errors')
	const plan = page.locator('fieldset', { hasText: 'do they have a plan' }).last()
	assert.equal(await plan.isVisible(), false)
	await choose(page, 'thought about ending their life', 'Yes')
	assert.equal(await plan.isVisible(), true)
	await choose(page, 'do they have a plan', 'No')
	await choose(page, 'Is anyone in danger right now', 'No')
	await choose(page, 'hurting somebody else', 'No')
	for (const view of [phone, smallest]) {
		await page.setViewportSize(view)
		await looksRight(page, 'desk-pre-screen-asked')
	}
	const where = page.getByLabel('Where are they now')
	if (await where.isVisible()) await where.fill('At home, with her sister')
	await go(page)
	assert.match(await words(page, 'h1'), /Alcohol, drugs and stopping/)
	await page.click('text=Save and look over')
	assert.match(await words(page), /questions need an answer before it is complete/)
	await looksRight(page, 'desk-pre-screen-review')
	await page.click('text=Complete the pre-screen')
	assert.doesNotMatch(await words(page), /Completed /) // not without the rest
})

test('desk: without scripts the pre-screen asks on the same page what follows from an answer', async () => {
	const desk = await request('Greta Winslow', { noScript: true })
	await desk.click('a:has-text("Pre-screen")')
	assert.match(await words(desk), /Thought about ending|thought about ending/)
	await desk.click('text=Go on with it')
	assert.match(await words(desk, 'h1'), /Alcohol, drugs and stopping/)
	await choose(desk, 'Do they drink alcohol', 'Yes')
	await go(desk)
	assert.match(await words(desk), /What do they use\?/)
})

// ---- the keyboard alone

test('desk: every page can be walked with the keyboard alone', async () => {
	const page = await request('Greta Winslow')
	const at = page.url()
	for (const rest of ['', '/contact', '/step', '/insurance', '/assessment', '/decision', '/admit', '/places', '/pre-screen']) {
		await page.goto(at + rest)
		await walk(page)
	}
	for (const list of ['', '/waiting', '/ended', '/new', '/funnel']) {
		await page.goto(at.replace(/\/[^/]+$/, list))
		await walk(page)
	}
})

test('desk: a call is logged with the keyboard alone', async () => {
	const page = await request('Greta Winslow')
	await page.focus('a:has-text("Log a call or message")')
	await page.keyboard.press('Enter')
	await page.waitForURL(/contact$/)
	await page.focus('[name="way"] >> nth=0')
	await press(page, 'Space', 'Tab')
	await press(page, 'Space', 'Tab')
	await page.keyboard.type('Works nights')
	assert.match(await press(page, 'Tab'), /What comes next/)
	await page.keyboard.type('Call after 3 pm')
	await page.focus('[name="due"]')
	await page.fill('[name="due"]', days(1))
	await page.focus('main form .pl-button')
	await page.keyboard.press('Enter')
	await page.waitForURL(url => !url.pathname.endsWith('contact'))
	assert.match(await words(page), /Call after 3 pm.*Works nights/)
})
