// board_test.mjs - attendance on the group board, as it is taken: with keys, by saving itself, without scripts, by two people at once.
// The sessions are yesterday's, all recorded by the demo, so that nothing here depends on the hour of the day: each change is a correction.

import { assert, fits, looksRight, open, phone, press, smallest, test } from './harness.mjs'

const why = 'The sign-in sheet says so'
const state = (page, id, wanted) => page.waitForSelector(`[data-row="${id}"][data-state="${wanted}"]`)
const rowIds = page => page.locator('[data-row]').evaluateAll(rows => rows.map(row => row.dataset.row))
const said = (page, id) => page.textContent(`[data-row="${id}"] [data-said]`)
const chosen = (page, id) => page.inputValue(`[name="status-${id}"]:checked`)
const keys = { absent: 'a', no_show: 'n', present: 'p' }
let address // of yesterday's last session

async function openBoard(options = {}) {
	const page = await open(address ?? '/today', { as: 'clinician', ...options })
	if (!address) {
		await page.click('text=Groups')
		await page.click('text=Day before')
		await page.locator('main a[href*="/sessions/"]').last().click()
		address = new URL(page.url()).pathname
	}
	return page
}

for (const [how, view] of [['on a desktop', undefined], ['on a phone', phone], ['at 320 px', smallest]]) {
	test(`the board is accessible and fits ${how}`, async () => {
		const page = await openBoard({ view })
		await looksRight(page, 'board')
		await page.click('[data-names-switch]')
		await fits(page)
	})
}

test('attendance is taken with the keyboard alone, and each row saves itself', async () => {
	const page = await openBoard()
	const [first, second, third] = await rowIds(page)
	await page.fill('#correction', why)
	const wanted = [] // for each of them what the demo did not choose
	for (const id of [first, second, third]) wanted.push(await chosen(page, id) === 'no_show' ? 'absent' : 'no_show')
	await page.locator(`[name="status-${first}"]:checked`).focus()
	await press(page, keys[wanted[0]])
	await state(page, first, 'saved')
	await press(page, 'ArrowDown', keys[wanted[1]])
	await state(page, second, 'saved')
	await press(page, 'ArrowDown', keys[wanted[2]])
	await state(page, third, 'saved')
	const version = await page.inputValue(`[name="version-${third}"]`)
	await press(page, keys.present)
	await page.waitForFunction(([id, old]) => document.querySelector(`[name="version-${id}"]`).value !== old, [third, version])
	await press(page, '/')
	assert.equal(await page.evaluate(() => document.activeElement.id), 'find')

	const again = await openBoard()
	assert.deepEqual([await chosen(again, first), await chosen(again, second), await chosen(again, third)], [wanted[0], wanted[1], 'present'])
	assert.match(await again.textContent(`[data-row="${first}"]`), /Corrected/)
})

test('a row that lacks something says what, keeps the choice, and Ctrl+Enter sends it again', async () => {
	const page = await openBoard()
	const [, , , id] = await rowIds(page)
	await page.fill('#correction', why)
	await page.locator(`[name="status-${id}"]:checked`).focus()
	await press(page, 'e')
	await state(page, id, 'failed')
	assert.match(await said(page, id), /why they are excused/)
	assert.equal(await chosen(page, id), 'excused')
	await page.selectOption(`[name="reason-${id}"]`, { index: 1 })
	await press(page, 'Control+Enter')
	await state(page, id, 'saved')

	await page.locator(`#excused-${id}`).focus()
	await press(page, 'l')
	await state(page, id, 'failed')
	assert.match(await said(page, id), /when they arrived/)
})

test('a change after the day asks for its reason', async () => {
	const page = await openBoard()
	const id = (await rowIds(page)).at(-1)
	const before = await chosen(page, id)
	const after = before === 'absent' ? 'no_show' : 'absent'
	await page.click(`label[for="${after}-${id}"]`)
	await state(page, id, 'failed')
	assert.match(await said(page, id), /Say why you change it/)
	assert.equal(await chosen(await openBoard(), id), before)
})

test('two people on one board: the second sees what the first wrote, and overwrites nothing', async () => {
	const [one, two] = [await openBoard(), await openBoard({ as: 'front_desk' })]
	const id = (await rowIds(one))[4]
	for (const page of [one, two]) await page.fill('#correction', why)
	await one.fill(`#note-${id}`, 'called ahead')
	await press(one, 'Tab')
	await state(one, id, 'saved')
	two.trouble.length = 0
	await two.fill(`#note-${id}`, 'no call')
	await press(two, 'Tab')
	await state(two, id, 'conflict')
	assert.equal(await two.inputValue(`#note-${id}`), 'called ahead')
	assert.notEqual(await said(two, id), '')
	assert.equal(await (await openBoard()).inputValue(`#note-${id}`), 'called ahead')
})

test('who is signed out while writing is told so, and keeps what was written', async () => {
	const page = await openBoard()
	const id = (await rowIds(page))[5]
	await page.fill('#correction', why)
	const cookies = await page.context().cookies()
	await page.context().clearCookies()
	await page.fill(`#note-${id}`, 'left her umbrella')
	await press(page, 'Tab')
	await state(page, id, 'failed')
	assert.match(await said(page, id), /You are signed out/)
	assert.equal(await page.inputValue(`#note-${id}`), 'left her umbrella')
	await page.context().addCookies(cookies)
	await page.focus(`#note-${id}`)
	await press(page, 'Control+Enter')
	await state(page, id, 'saved')
	assert.equal(await (await openBoard()).inputValue(`#note-${id}`), 'left her umbrella')
})

test('without scripts the board is saved whole, and a refused row keeps what was typed', async () => {
	const page = await openBoard({ noScript: true })
	const id = (await rowIds(page))[6]
	await page.fill(`#note-${id}`, 'by bus')
	await page.click('text=Save the board')
	assert.match(await page.title(), /^Error: /)
	assert.match(await page.textContent('[data-errors]'), /Say why you change it/)
	assert.equal(await page.inputValue(`#note-${id}`), 'by bus')
	await page.fill('#correction', why)
	await page.click('text=Save the board')
	assert.match(await page.textContent('[role="status"]'), /Saved 1 person/)
	assert.equal(await page.inputValue(`#note-${id}`), 'by bus')
})
