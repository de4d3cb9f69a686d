// make_up_test.mjs - from an absence told ahead to a make-up accepted on a phone, and what both sides see of it.
// The absence is next week's, so that nothing here depends on the weekday or the hour: the demo's participant, free on Fridays and at
// weekends, cannot come to the last group of the week; the sessions that fit have a seat by the way the demo fills its tracks.

import { assert, looksRight, open, phone, smallest, test } from './harness.mjs'

const words = async (page, selector) => (await page.textContent(selector)).replace(/\s+/g, ' ').trim()
const card = (page, name) => page.locator('section.pl-card', { has: page.locator('h2', { hasText: name }) })
let name, group, finder, mine // who; the session they miss; the pages of next week

async function prepare() {
	if (name) return
	name = (await words(await open('/account', { as: 'participant' }), 'main .pl-lead')).split(',')[0]
	const page = await open('/today', { as: 'director' })
	await page.click('text=Make-ups')
	await page.click('text=Week after')
	finder = page.url()
	const my = await open('/my', { as: 'participant' })
	await my.click('text=Week after')
	mine = my.url()
	const last = await my.locator('.pl-session__what strong').last().textContent()
	await page.goto(finder.replace(/make-up.*/, 'groups'))
	await page.click('text=Whole week')
	await page.click('text=Week after')
	await page.locator('main a', { hasText: last }).last().click()
	group = page.url()
}

const openFinder = async (options = {}) => {
	await prepare()
	return open(finder, { as: 'director', ...options })
}
const openMine = (options = {}) => open(mine, { as: 'participant', phone: true, ...options })
const offered = page => page.getByLabel('Make-up session offered')

// The first session that fits, offered with one click: its title and the address of its board.
async function offer(page) {
	const fit = card(page, name).locator('li', { has: page.locator('button', { hasText: 'Offer' }) }).first()
	const link = fit.locator('a')
	const session = { title: await link.textContent(), board: await link.getAttribute('href') }
	await fit.locator('button').click()
	assert.match(await words(page, '[role="status"]'), /Offered\. They see it under My week/)
	return session
}

test('a newcomer to the demo finds somebody who is short this week', async () => {
	const page = await openFinder()
	await page.click('text=Week before')
	await looksRight(page, 'make-up')
	assert.match(await words(card(page, name), 'h2 >> xpath=../..'), /Short by/)
})

test('an absence told ahead makes somebody short, with the rule and the reason named', async () => {
	const page = await openFinder()
	assert.equal(await card(page, name).count(), 0)
	await page.goto(group)
	const row = page.getByRole('group', { name, exact: false }).first()
	const id = await row.getAttribute('data-row')
	await page.click(`label[for="excused-${id}"]`)
	await page.waitForSelector(`[data-row="${id}"][data-state="failed"]`) // it asks why
	await page.selectOption(`[name="reason-${id}"]`, 'court')
	await page.focus(`#note-${id}`)
	await page.keyboard.press('Control+Enter')
	await page.waitForSelector(`[data-row="${id}"][data-state="saved"]`)
	await page.goto(finder)
	const said = (await card(page, name).textContent()).replace(/\s+/g, ' ')
	assert.match(said, /Short by 35 min/)
	assert.match(said, /ASAM level 2\.1, adults asks for 9 h a week\. Coming to everything left gives 8 h 25/)
	assert.match(said, /Excused on \w+ \d+ \w+: Court/)
	assert.match(said, /Addiction, 18 and over · gives 35 min · \d+ of \d+ seats? open/)
	assert.match(said, /The person is free then/)
	assert.match(said, /Makes up everything that is missing/)
})

test('an offer can be declined, and the session is not offered again', async () => {
	const page = await openFinder()
	const { title } = await offer(page)
	assert.match(await card(page, name).textContent(), /Offered, not answered yet/)
	const my = await openMine()
	await looksRight(my, 'my-offer')
	assert.match(await offered(my).textContent(), new RegExp(title))
	await offered(my).getByText('I cannot come').click()
	assert.match(await words(my, '[role="status"]'), /Thank you for telling us/)
	assert.equal(await offered(my).count(), 0)
	await page.goto(finder)
	assert.match(await card(page, name).textContent(), /Declined/)
	assert.match(await card(page, name).textContent(), /Short by 35 min/)
	assert.equal(await card(page, name).locator('button', { hasText: title }).count(), 0)
})

test('an offer whose seat was taken meanwhile says so to both, and is taken back', async () => {
	const page = await openFinder()
	const { board } = await offer(page)
	const my = await openMine()
	await page.goto(`${board}/change`)
	const seats = await page.inputValue('#seats')
	await page.fill('#seats', '1')
	await page.click('text=Save the change')
	await offered(my).getByText('I will come').click()
	assert.match(await words(my, '[role="status"]'), /The last seat has gone/)
	assert.equal(await offered(my).getByText('I will come').count(), 0)
	await looksRight(my, 'my-offer-gone')
	await page.goto(finder)
	assert.match(await card(page, name).textContent(), /Offered, but the last seat has gone/)
	await card(page, name).getByText('Take back').click()
	assert.equal(await offered(await openMine()).count(), 0)
	await page.goto(`${board}/change`)
	await page.fill('#seats', seats)
	await page.click('text=Save the change')
})

test('an offer is accepted on a phone: the seat is taken, the board marks the make-up, and both see the hours', async () => {
	const page = await openFinder()
	const { title, board } = await offer(page)
	const my = await openMine()
	await offered(my).getByText('I will come').click()
	assert.match(await words(my, '[role="status"]'), /You are on the list/)
	await my.goto(mine)
	await looksRight(my, 'my-week-with-make-up')
	assert.match(await my.locator('li.pl-session', { hasText: 'Make-up' }).textContent(), new RegExp(title))

	await page.goto(finder)
	await looksRight(page, 'make-up-arranged')
	assert.match(await card(page, name).textContent(), /Accepted/)
	assert.doesNotMatch(await card(page, name).textContent(), /Short by/)
	const hours = await words(my, '#hours')
	assert.equal(`${(await card(page, name).locator('.pl-hours__words').textContent()).trim()} this week`, hours)
	await page.goto(board)
	await looksRight(page, 'board-with-make-up')
	const row = page.getByRole('group', { name }).first()
	assert.match(await row.textContent(), /Make-up/)
	assert.equal(`${(await row.locator('.pl-hours__words').textContent()).trim()} this week`, hours)
	assert.doesNotMatch(await row.textContent(), /Short by/)
})

for (const view of [phone, smallest])
	test(`the make-up finder is accessible and fits ${view.width} px`, async () => {
		await looksRight(await openFinder({ view }), 'make-up-after')
	})
