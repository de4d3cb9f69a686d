// pages_test.mjs - every page of the navigation, as those who have it see it: accessible, and nothing sticks out at 320 px.

import { assert, looksRight, open, smallest, test, walk } from './harness.mjs'

const looked = new Set() // pages that look the same for every role

for (const role of ['clinician', 'front_desk', 'director', 'administrator'])
	test(`each page of the ${role.replace('_', ' ')}'s navigation is accessible and fits a desktop and 320 px`, async () => {
		const page = await open('/today', { as: role })
		const links = await page.locator('.pl-nav a, .pl-side__who a').evaluateAll(all => all.map(a => [a.textContent.trim(), a.href]))
		assert.ok(links.length > 2)
		for (const [name, address] of links) {
			if (looked.has(name)) continue
			if (name !== 'Today') looked.add(name)
			for (const view of [{ width: 1280, height: 800 }, smallest]) {
				await page.setViewportSize(view)
				await page.goto(address)
				await looksRight(page, `${role}-${name.toLowerCase().replace(/\W+/g, '-')}`)
				assert.doesNotMatch(await page.textContent('h1'), /not found|went wrong/i, `${name} leads nowhere`)
				if (view !== smallest) await walk(page)
			}
		}
	})

test('a person\'s page, their stay and the form of a new person are accessible and fit', async () => {
	const page = await open('/today', { as: 'clinician' })
	await page.click('text=People')
	const list = page.url()
	const addresses = await page.locator('main a').evaluateAll(all => ['/people/0', '/episodes/', '/people/new', 'roster']
		.map(part => all.find(a => a.href.includes(part))?.href))
	for (const [at, address] of addresses.entries()) {
		assert.ok(address, `a link of the list, number ${at}`)
		for (const view of [{ width: 1280, height: 800 }, smallest]) {
			await page.setViewportSize(view)
			await page.goto(address)
			await looksRight(page, `person-${at}`)
		}
	}
	assert.match(list, /\/people$/)
})

test('an outbox with nothing in it says what will be there', async () => {
	const page = await open('/today', { as: 'front_desk' })
	await page.click('text=People')
	const people = page.url()
	for (const view of [{ width: 1280, height: 800 }, smallest]) {
		await page.setViewportSize(view)
		await page.goto(people.replace(/people$/, 'outbox'))
		assert.match(await page.textContent('main'), /Nothing was sent yet/)
		await looksRight(page, 'outbox')
	}
})

test('printed, a board is its rows without buttons and navigation', async () => {
	const page = await open('/today', { as: 'clinician' })
	await page.click('text=Groups')
	await page.click('text=Day before')
	await page.locator('main a[href*="/sessions/"]').first().click()
	await page.emulateMedia({ media: 'print' })
	assert.ok(await page.isHidden('.pl-side'))
	assert.ok(await page.isHidden('text=Save the board'))
	assert.ok(await page.isVisible('[data-row]'))
})
