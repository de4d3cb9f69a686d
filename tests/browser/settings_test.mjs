// settings_test.mjs - a director and an administrator change how their center is set up.

import { assert, looksRight, open, smallest, test } from './harness.mjs'

// The settings hub of the demo's center.
async function settings(options = {}) {
	const page = await open('/today', { as: 'director', ...options })
	const center = page.url().match(/\/c\/[^/]+/)[0]
	await page.goto(`${center}/settings`)
	return { page, at: `${center}/settings` }
}

const pages = ['', '/center', '/rooms', '/rooms/new', '/kinds', '/kinds/new', '/staff', '/staff/new', '/programs', '/programs/new', '/programs/new?type=teen']

for (const view of [undefined, smallest]) {
	test(`settings: every page fits a window of ${view?.width ?? 1280} and axe finds nothing`, async () => {
		const { page, at } = await settings({ view })
		for (const path of pages) {
			await page.goto(at + path)
			await looksRight(page, `settings${path.replace(/[^a-z]+/g, '-')}`)
		}
		await page.goto(`${at}/programs`)
		await page.click('tbody th a')
		await looksRight(page, 'program')
		await page.click('text=Rules and their history')
		await looksRight(page, 'program-rules')
		await page.goto(page.url().replace(/rules$/, 'house-rule'))
		await looksRight(page, 'house-rule')
	})
}

test('settings: a form with a mistake keeps what was typed and starts at the summary', async () => {
	const { page, at } = await settings()
	await page.goto(`${at}/rooms/new`)
	await page.fill('#name', 'Willow')
	await page.fill('#seats', 'many')
	await page.click('text=Add the room')
	assert.match(await page.title(), /^Error: /)
	assert.equal(await page.inputValue('#name'), 'Willow')
	assert.equal(await page.inputValue('#seats'), 'many')
	await page.click('text=Seats must be a whole number >> nth=0')
	assert.equal(await page.evaluate(() => document.activeElement.id), 'seats')
})

test('settings: who saves a room second is told what the first one saved, and may keep their own', async () => {
	const { page: first, at } = await settings()
	await first.goto(`${at}/rooms`)
	await first.click('tbody th a')
	const { page: second } = await settings()
	await second.goto(first.url())
	await first.fill('#seats', '31')
	await first.click('text=Save the room')
	await second.fill('#seats', '32')
	await second.click('text=Save the room')
	assert.match(await second.textContent('#seats-note'), /This is "31" now/)
	assert.equal(await second.inputValue('#seats'), '32')
	await second.click('text=Save the room')
	assert.match(await second.textContent('[role=status]'), /is saved/)
})

test('settings: without scripts, a house rule begins with a coming week and the history shows both', async () => {
	const { page, at } = await settings({ noScript: true })
	await page.goto(`${at}/programs/new?type=eating_disorder`)
	await page.fill('#name', `Nourish ${Date.now()}`)
	await page.click('text=Add the program')
	await page.click('text=Rules and their history')
	await page.click('text=Change the house rule')
	await page.fill('#least_hours', '10:30')
	await page.selectOption('#from', { index: 1 })
	await page.click('text=Save the house rule')
	const history = await page.textContent('table')
	assert.match(history, /At least 10 h 30[^]*Planned[^]*At least 9 h[^]*This week/)
})

test('settings: an administrator adds a center and is led to what comes next', async () => {
	const page = await open('/organization/centers/new', { as: 'administrator' })
	await page.fill('#name', `Harbor ${Date.now()}`)
	await page.selectOption('#zone', 'America/New_York')
	await page.click('text=Add the center')
	assert.match(await page.textContent('[role=status]'), /is added/)
	await page.click('text=Programs and tracks')
	assert.match(await page.textContent('main'), /No programs yet/)
})
