// desk.mjs - what the tests of the admissions desk share: asking on the public pages, finding the request, going on with it, its first session.

import { assert, open } from './harness.mjs'

export const words = async (page, selector = 'main') => (await page.textContent(selector)).replace(/\s+/g, ' ').trim()

export async function answer(page, fields) {
	for (const [name, value] of Object.entries(fields)) {
		const field = page.locator(`main [name="${name}"]`)
		if (await field.first().getAttribute('type') === 'radio') await page.check(`main [name="${name}"][value="${value}"]`)
		else if (await field.evaluate(at => at.tagName === 'SELECT')) await field.selectOption(value)
		else await field.fill(value)
	}
	await page.click('main form:has([name]) .pl-buttons button >> nth=0')
}

// On the public pages, with what is said on each of them by its name; pages without an answer here are left as they are. A file is sent
// along as it is chosen: the page shows it and comes once more.
export async function ask(kind, said, file) {
	const page = await open('/ask', { phone: true, noScript: true })
	await answer(page, { kind })
	for (let name, n = 0; (name = page.url().split('/').pop()) !== 'check'; n++) {
		assert.ok(n < 25, `no further than ${name}: ${await words(page)}`)
		if (name === 'files' && file) {
			await page.setInputFiles('[name="files"]', file)
			file = undefined
		}
		await answer(page, said[name] ?? {})
	}
	await page.click('button:has-text("Send")')
	assert.match(page.url(), /\/sent$/)
}

export async function request(name, options = {}) {
	const page = await open('/today', { as: 'front_desk', ...options })
	await page.goto(await page.getAttribute('nav a:has-text("Inquiries")', 'href'))
	await page.click(`main table a:has-text("${name}")`)
	return page
}

export const step = (page, name) => page.click(`section:has(#next) li a:has-text("${name}")`)
export const save = page => page.click('main form .pl-buttons button')
export const days = n => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(Date.now() + n * 86_400_000)

// The board of the first session of a track that begins from today on, as a clinician opens it.
export async function nextSession(track, name) {
	const page = await open('/today', { as: 'clinician' })
	await page.click('nav a:has-text("Schedule")')
	const choice = await page.locator('[name="show"] option', { hasText: track }).getAttribute('value')
	const schedule = page.url().split('?')[0]
	for (const week of [days(0), days(7)]) {
		await page.goto(`${schedule}?week=${week}&show=${choice}`)
		const sessions = await page.locator('.pl-week a.pl-event').evaluateAll(all => all.map(at => at.getAttribute('href')))
		for (const session of sessions) {
			await page.goto(session)
			if ((await words(page)).includes(name)) return page
		}
	}
	return page
}

export async function fillTime(page, day, staff) {
	await page.fill('[name="day"]', day)
	await page.fill('[name="start"]', '07:00')
	await page.fill('[name="end"]', '08:00')
	await page.selectOption('[name="staff"]', staff)
	await page.selectOption('[name="modality"]', 'audio')
}

// From a new request to its stay, along the links that each page offers: reached, insured, assessed, accepted, admitted to a track with an
// open seat of the program that was asked for. Gives the name of the track.
export async function carry(desk) {
	await desk.click('text=Log a call or message')
	await desk.check('[name="way"][value="phone"]')
	await desk.check('[name="outcome"][value="reached"]')
	await save(desk)
	await step(desk, 'Insurance')
	await desk.fill('[name="payer"]', 'Lantern Health')
	await desk.selectOption('[name="subscriber"]', 'self')
	await save(desk)
	await step(desk, 'Assessment')
	const staff = await desk.locator('[name="staff"] option').nth(1).getAttribute('value')
	for (let n = 2; n < 12 && desk.url().endsWith('/assessment'); n++) {
		await fillTime(desk, days(n), staff)
		await save(desk)
	}
	assert.match(await words(desk), /Assessment booked/)
	await step(desk, 'Decision')
	await desk.check('[name="decision"][value="accept"]')
	await save(desk)
	await step(desk, 'Admission')
	const someone = desk.locator('[type="radio"][name="person"][value="new"]') // asked only where somebody may be the same
	if (await someone.count()) await someone.check()
	const program = await desk.textContent('[name="program"] option:checked')
	const tracks = await desk.locator('[name="track"] option').evaluateAll(all => all.map(o => o.textContent))
	const free = text => (([, taken, seats]) => Number(taken) < Number(seats))(/(\d+) of (\d+) seats taken/.exec(text) ?? [0, 0, 1])
	await desk.selectOption('[name="track"]', { index: tracks.findIndex(text => text.includes(': ') && program.startsWith(text.split(': ')[0]) && free(text)) })
	await save(desk)
	assert.match(await words(desk), /is admitted/)
	return (await desk.textContent('main a[href*="/roster"]')).trim()
}
