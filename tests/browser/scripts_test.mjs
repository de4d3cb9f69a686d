// scripts_test.mjs - what assets/js promises.

import { accessible, assert, open, press, test } from './harness.mjs'
import { startFixture } from './fixture.mjs'

const onFixture = (name, body) => test(name, async () => {
	const fixture = await startFixture()
	try {
		await body(fixture)
	} finally {
		await fixture.close()
	}
})
const state = (page, id, wanted) => page.waitForSelector(`[data-row="${id}"][data-state="${wanted}"]`)

onFixture('a choice saves its row, with the fields of no other row', async fixture => {
	const page = await open('/board', fixture)
	await page.click('label[for="late-b"]')
	await state(page, 'b', 'saved')
	assert.deepEqual(fixture.sent, [{ row: 'b', csrf: 'token', 'version-b': '1', 'status-b': 'late', 'note-b': '', fragment: 'fragment' }])
	assert.equal(await page.textContent('[role="status"]'), 'Ben Óg: Saved')
	assert.ok(await page.isChecked('#late-b'))
})

onFixture('the next change of a row carries the version that the last one gave', async fixture => {
	const page = await open('/board', fixture)
	await page.click('label[for="late-b"]')
	await state(page, 'b', 'saved')
	await page.fill('#note-b', 'called')
	await page.press('#note-b', 'Tab')
	await page.waitForFunction(() => document.querySelector('[name="version-b"]').value === '3')
	assert.equal(fixture.sent.at(-1)['version-b'], '2')
	assert.equal(fixture.sent.at(-1)['note-b'], 'called')
})

onFixture('what is typed while a row is on its way is kept and sent next', async fixture => {
	let release
	fixture.answer = () => new Promise(resolve => { release = () => resolve({}) })
	const page = await open('/board', fixture)
	await page.click('label[for="present-a"]')
	await state(page, 'a', 'saving')
	await page.fill('#note-a', 'by bus')
	fixture.answer = () => ({})
	release()
	await page.waitForFunction(() => document.querySelector('[name="version-a"]').value === '3')
	assert.equal(await page.inputValue('#note-a'), 'by bus')
	assert.deepEqual(fixture.sent.map(form => [form['version-a'], form['note-a']]), [['1', ''], ['2', 'by bus']])
})

onFixture('going back to what stood there at first while a row is on its way is sent too', async fixture => {
	const page = await open('/board', fixture)
	await page.click('label[for="present-a"]')
	await state(page, 'a', 'saved')
	let release
	fixture.answer = () => new Promise(resolve => { release = () => resolve({}) })
	await page.click('label[for="absent-a"]')
	await state(page, 'a', 'saving')
	await page.click('label[for="present-a"]')
	fixture.answer = () => ({})
	release()
	await page.waitForFunction(() => document.querySelector('[name="version-a"]').value === '4')
	assert.deepEqual(fixture.sent.map(form => form['status-a']), ['present', 'absent', 'present'])
})

onFixture('a row that somebody else changed shows theirs and says so', async fixture => {
	fixture.answer = () => ({ status: 409, html: fixture.row('a', { status: 'absent', version: 5, said: 'Jo changed this first.' }) })
	const page = await open('/board', fixture)
	await page.click('label[for="present-a"]')
	await state(page, 'a', 'conflict')
	assert.ok(await page.isChecked('#absent-a'))
	assert.equal(await page.textContent('[data-row="a"] [data-said]'), 'Jo changed this first.')
	assert.equal(await page.textContent('[role="status"]'), 'Ana Ruiz: Jo changed this first.')
})

onFixture('a row that could not be sent keeps what was chosen and says so', async fixture => {
	const page = await open('/board', fixture)
	await page.route('**/board', route => (route.request().method() === 'POST' ? route.abort() : route.continue()))
	await page.click('label[for="late-c"]')
	await state(page, 'c', 'failed')
	assert.ok(await page.isChecked('#late-c'))
	assert.equal(await page.textContent('[data-row="c"] [data-said]'), 'Not saved')
	await page.unroute('**/board')
	await page.focus('#late-c')
	await press(page, 'Control+Enter')
	await state(page, 'c', 'saved')
})

onFixture('a row with something wrong is sent again when asked, and a right one is not', async fixture => {
	fixture.answer = form => ({ status: 422, html: fixture.row('a', { status: form['status-a'], said: 'Say why.' }) })
	const page = await open('/board', fixture)
	await page.click('label[for="late-a"]')
	await state(page, 'a', 'failed')
	assert.equal(await page.textContent('[data-row="a"] [data-said]'), 'Say why.')
	fixture.answer = () => ({})
	await page.focus('#late-a')
	await press(page, 'Control+Enter')
	await state(page, 'a', 'saved')
	await press(page, 'Control+Enter')
	assert.deepEqual(fixture.sent.map(form => form.row), ['a', 'a'])
})

onFixture('somebody whose sign-in ended is told so', async fixture => {
	fixture.answer = () => ({ status: 401, html: 'no' })
	const page = await open('/board', fixture)
	await page.click('label[for="late-c"]')
	await state(page, 'c', 'failed')
	assert.equal(await page.textContent('[data-row="c"] [data-said]'), 'Signed out')
})

onFixture('a whole board is kept with the keyboard alone', async fixture => {
	const page = await open('/board', fixture)
	await page.focus('#present-a')
	await press(page, 'p')
	await press(page, 'ArrowDown', 'l')
	await press(page, 'ArrowDown', 'e')
	for (const id of ['a', 'b', 'c']) await state(page, id, 'saved')
	assert.deepEqual(fixture.sent.map(form => form[`status-${form.row}`]), ['present', 'late', 'excused'])
	assert.equal(await press(page, 'ArrowUp'), 'Late')
	assert.equal(await press(page, '/'), 'Find')
})

onFixture('a letter typed into a field is a letter', async fixture => {
	const page = await open('/board', fixture)
	await page.focus('#note-a')
	await page.keyboard.type('late')
	assert.equal(await page.inputValue('#note-a'), 'late')
	assert.ok(!(await page.isChecked('#late-a')))
})

onFixture('finding somebody does not ask for accents or for whole words', async fixture => {
	const page = await open('/board', fixture)
	await page.fill('#find', 'og be')
	assert.deepEqual(await page.locator('[data-row]:visible').evaluateAll(rows => rows.map(row => row.dataset.row)), ['b'])
	await page.fill('#find', 'zoe')
	assert.ok(await page.isVisible('[data-filter-none]'))
	await page.fill('#find', '')
	assert.equal(await page.locator('[data-row]:visible').count(), 3)
})

onFixture('one press shows initials in place of names', async fixture => {
	const page = await open('/board', fixture)
	await page.click('[data-names-switch]')
	assert.ok(await page.isHidden('[data-row="a"] .pl-board__name'))
	assert.ok(await page.isVisible('[data-row="a"] .pl-board__initials'))
	assert.equal(await page.getAttribute('[data-names-switch]', 'aria-pressed'), 'true')
	await accessible(page)
})

onFixture('without scripts the board is one form that is sent whole', async fixture => {
	const page = await open('/board', { ...fixture, noScript: true })
	await page.click('label[for="late-b"]')
	assert.deepEqual(fixture.sent, [])
	await page.click('form button')
	assert.equal(fixture.sent.length, 1)
	assert.equal(fixture.sent[0]['status-b'], 'late')
	assert.equal(fixture.sent[0].csrf, 'token')
	assert.equal(fixture.sent[0].fragment, undefined)
})

onFixture('a page with problems starts at their summary, and its links go to the fields', async fixture => {
	const page = await open('/errors', fixture)
	await page.waitForFunction(() => document.activeElement.matches('[data-errors]'))
	assert.equal(await press(page, 'Tab', 'Enter'), 'Title')
})

onFixture('Escape three times leaves the page, and Back does not return to it', async fixture => {
	const page = await open('/elsewhere', fixture)
	await page.goto('/exit')
	await press(page, 'Escape', 'Escape', 'a', 'Escape')
	assert.equal(await page.title(), 'Exit')
	await page.keyboard.press('Escape')
	await page.keyboard.press('Escape')
	await page.waitForURL('**/elsewhere')
	await page.goBack()
	assert.notEqual(await page.title(), 'Exit')
})

onFixture('the exit link leaves the page', async fixture => {
	const page = await open('/exit', fixture)
	await page.click('[data-exit]')
	await page.waitForURL('**/elsewhere')
})
