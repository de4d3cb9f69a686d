// funnel_test.mjs - how requests for help fare: the page of it for a director, on a desk, on a phone, by keyboard, without a script.

import { assert, looksRight, open, press, test } from './harness.mjs'

const funnel = async options => {
	const page = await open('/today', { as: 'director', ...options })
	await page.click('nav[aria-label="Main"] >> text=Inquiries')
	await page.click('main >> text=Funnel')
	return page
}

test('the director sees how far requests came, as a chart, its table and a file', async () => {
	const page = await funnel()
	await looksRight(page, 'funnel')
	const words = await page.textContent('main')
	const [, asked, started] = words.match(/Of (\d+) requests, (\d+) \(\d+%\) led to a first session so far/)
	assert.ok(Number(asked) > Number(started) && Number(started) > 10)
	const rows = await page.$$eval('[aria-label="How far requests came, table"] tbody tr', all => all.map(tr => [...tr.cells].map(td => td.textContent)))
	assert.deepEqual([rows.length, rows[0][1], rows[7][1]], [8, asked, started])
	for (const [i, row] of rows.slice(0, 7).entries())
		assert.equal(Number(row[1]), Number(row[3]) + Number(row[4]) + Number(rows[i + 1][1]), row[0])
	assert.match(await page.getAttribute('figure svg', 'aria-labelledby'), /funnel-title funnel-words/)
	const csv = await page.evaluate(async href => (await fetch(href)).text(), await page.getAttribute('text=Download as CSV', 'href'))
	assert.ok(csv.includes(`reached,all,asked,,${asked},,`) && csv.includes(`reached,all,started,,${started},,`))
})

test('the funnel on a phone, and for days of one\'s own choice without a script', async () => {
	await looksRight(await funnel({ phone: true }), 'funnel')
	const page = await funnel({ noScript: true })
	await page.fill('[name="from"]', '2020-01-01')
	await page.fill('[name="to"]', '2020-02-01')
	await page.click('text=Show')
	assert.match(await page.textContent('main'), /Nobody asked for help in these days/)
	await page.fill('[name="to"]', '2019-01-01')
	await page.click('text=Show')
	assert.match(await page.textContent('main'), /must not be before the first/)
})

test('the tables of the funnel are reached by keyboard', async () => {
	const page = await funnel()
	await page.focus('main [name="to"]')
	const seen = []
	for (let i = 0; i < 12; i++) seen.push(await press(page, 'Tab'))
	for (const name of ['How far requests came', 'Days since they asked', 'Where people were lost', 'By who sent them']) assert.ok(seen.includes(`${name}, table`), `${name} in ${seen}`)
})

test('the front desk takes down a request during a call on one screen', async () => {
	for (const options of [{}, { phone: true }, { noScript: true }]) {
		const page = await open('/today', { as: 'front_desk', ...options })
		await page.click('nav[aria-label="Main"] >> text=Inquiries')
		await page.click('text=Take a call')
		if (!options.noScript) await looksRight(page, 'take-a-call')
		await page.fill('[name="given"]', 'Lou')
		await page.fill('[name="heard"]', 'The radio')
		await page.click('text=Save the request')
		assert.match(await page.textContent('main'), /There is a problem/)
		assert.equal(await page.inputValue('[name="heard"]'), 'The radio')
	}
})
