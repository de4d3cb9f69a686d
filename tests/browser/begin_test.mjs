// begin_test.mjs - a center from nothing to attendance, by people who have never seen it, along the links that each page offers.

import { accessible, assert, fits, open, phone, picture, test } from './harness.mjs'
import { emptyServer } from './server.mjs'
import { firstSignIn } from './signin.mjs'

const words = async page => (await page.textContent('main')).replace(/\s+/g, ' ')

// What a page must be, at both widths; the picture is for people to look at.
async function right(page, name) {
	const before = page.viewportSize()
	for (const view of [{ width: 1280, height: 800 }, phone]) {
		await page.setViewportSize(view)
		await picture(page, `begin-${name}`)
		await fits(page)
	}
	await page.setViewportSize(before)
	await accessible(page)
	assert.deepEqual(page.trouble, [])
}

async function today(page) {
	await page.goto('/today')
	return words(page)
}

// The next step as Today names it.
async function step(page, name) {
	await today(page)
	await page.click(`main ol >> text=${name}`)
}

async function fill(page, fields) {
	for (const [name, value] of Object.entries(fields)) {
		const field = page.locator(`main [name="${name}"]`)
		if (await field.evaluate(at => at.tagName === 'SELECT')) await field.selectOption({ label: value })
		else await field.fill(value)
	}
}

// The code that the page shows after an account was made for the person it is open for.
async function account(page, login, role) {
	await page.fill('[name="login"]', login)
	await page.check(`[name="role"][value="${role}"]`)
	await page.click('text=Add the account')
	return { login, code: (await page.textContent('main dd strong')).trim() }
}

async function structure(page) {
	assert.match(await today(page), /Setting up Main center/)
	await right(page, 'today')
	await page.click('text=Give one of these roles')
	await page.click('tbody th a')
	await fill(page, { role: 'Director', center: 'Main center' })
	await page.click('text=Give the role')
	await step(page, 'Rooms')
	await page.click('text=Add the first room')
	await fill(page, { name: 'Willow', seats: '14' })
	await page.click('text=Add the room')
	await step(page, 'Staff who can sign in')
	await page.click('text=Add somebody')
	await fill(page, { given: 'Dana', family: 'Reyes', credentials: 'LCSW' })
	await page.click('text=Add to the staff')
	await right(page, 'staff')
	await page.click('text=Make an account')
	const clinician = await account(page, 'dana', 'clinician')
	await step(page, 'A program and its rules')
	await page.click('text=Add the first program')
	await page.click('main h2 >> text=Mental health >> nth=0')
	await fill(page, { name: 'Day program' })
	await page.click('text=Add the program')
	await page.click('text=Add the first track')
	await fill(page, { name: 'Every day', seats: '8' })
	await page.click('text=Add the track')
	await right(page, 'program')
	return clinician
}

const weekdayIn = days => new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'America/New_York' }).format(Date.now() + days * 86_400_000)

// All day long, today and tomorrow: whatever the clock says, one has begun.
async function week(page) {
	await page.click('tbody a:has-text("Repeating week")')
	await page.waitForURL(/\/week$/)
	const at = page.url()
	for (const weekday of [weekdayIn(0), weekdayIn(1)]) {
		await page.goto(`${at}/new`)
		await fill(page, { title: 'Process group', kind: 'Group process', weekday, start: '00:00', end: '23:59', room: 'Willow (14 seats)', staff: 'Dana Reyes' })
		await page.click('main button:has-text("Add to the week")')
		assert.match(await words(page), /^ ?Added\./)
	}
	await right(page, 'week')
	await page.click('text=See the sessions')
	assert.match(await words(page), /[12] sessions? /)
}

async function participant(page) {
	await step(page, 'The first person in the track')
	await right(page, 'people')
	await page.click('main >> text=Add a person >> nth=0')
	await fill(page, { given: 'Maya', family: 'Okafor', birth: '1990-04-05' })
	await page.click('button:has-text("Add the person")')
	await page.click('main a:has-text("Admit Maya") >> nth=0')
	await page.selectOption('[name="program"]', { index: 1 })
	await page.click('main form button')
	await page.click('main a:has-text("Enroll in a track")')
	await page.selectOption('[name="track"]', { index: 1 })
	await page.click('button:has-text("Enroll Maya")')
	await right(page, 'stay')
	await page.click('text=Make an account for Maya')
	return account(page, 'maya', 'participant')
}

// Each test goes on where the one before it ended.
let base, admin, clinician, maya

test('an empty organization leads its first administrator from the one-time code to a program with a track', async () => {
	const server = await emptyServer()
	base = server.base
	admin = await open('/', { base })
	await firstSignIn(admin, { login: 'administrator', code: server.code })
	clinician = await structure(admin)
})

test('a new track leads to its week, to the first participant and their account, and the setting up is over', async () => {
	await week(admin)
	maya = await participant(admin)
	assert.doesNotMatch(await today(admin), /Setting up/)
})

test('in a center that just began, attendance taken without scripts is what participant, director and journal see', async () => {
	const dana = await open('/', { base, noScript: true })
	await firstSignIn(dana, clinician)
	await dana.click('main ul a:has-text("Process group")')
	await dana.click('label:has-text("Here")')
	await dana.click('text=Save the board')
	assert.match(await words(dana), /saved/i)

	const my = await open('/', { base, phone: true })
	await firstSignIn(my, maya)
	assert.match(await words(my), /of 9 h this week/)
	await right(my, 'my-week')
	await my.goto('/my/record')
	assert.match(await words(my), /Dana Reyes recorded your attendance/)

	await admin.click('nav a:has-text("Overview")')
	assert.match(await words(admin), /Maya Okafor/)
	await admin.click('nav a:has-text("Journal")')
	await admin.selectOption('main select >> nth=0', { label: 'Main center' })
	await admin.click('main form button')
	assert.match(await words(admin), /attendance changed/)
})
