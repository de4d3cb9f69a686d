// site_test.mjs - the public site from outside: every page of the sitemap on a desktop and on a phone, by keyboard, without scripts; that
// nothing of anyone is kept and nobody else is asked; and that every link leads somewhere.

import { assert, desktop, fits, focused, looksRight, open, phone, picture, press, test } from './harness.mjs'
import { fetchRaw } from './wire.mjs'

let listed
async function sitemap() {
	listed ??= [...(await fetchRaw('/sitemap.xml')).body.toString().matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname)
	assert.ok(listed.length > 20)
	return listed
}

const plain = path => path.slice(1).replaceAll('/', '-') || 'home'

// A quarter of the pages at a time, so that no test takes long.
const quarters = 4
for (const [how, view] of [['on a desktop', desktop], ['on a phone', phone]])
	for (let part = 0; part < quarters; part++)
		test(`every page of the sitemap looks right ${how}, part ${part + 1} of ${quarters}`, async () => {
			const page = await open('/', { view })
			for (const path of (await sitemap()).filter((_, i) => i % quarters === part)) {
				await page.goto(path)
				await looksRight(page, `site-${plain(path)}`)
			}
			assert.deepEqual(await page.context().cookies(), [])
		})

test('every page of the sitemap can be read without scripts, keeps no cookie and stores nothing', async () => {
	const page = await open('/', { noScript: true })
	for (const path of await sitemap()) {
		await page.goto(path)
		assert.ok((await page.innerText('main')).length > 200, path)
		assert.equal(await page.locator('h1').count(), 1, path)
		assert.equal(await page.getAttribute('html', 'lang'), 'en')
		assert.ok(await page.locator('.pl-urgent a[href="tel:988"]').isVisible(), path)
		assert.ok(await page.locator('.pl-urgent [data-exit]').isVisible(), path)
		assert.ok((await page.getAttribute('meta[name=description]', 'content')).length > 30, path)
		await fits(page)
	}
	const { cookies, origins } = await page.context().storageState()
	assert.deepEqual({ cookies, origins }, { cookies: [], origins: [] })
	assert.deepEqual(page.trouble, [])
})

test('titles and descriptions tell the pages of the sitemap apart', async () => {
	const titles = new Map(), descriptions = new Map()
	for (const path of await sitemap()) {
		const html = (await fetchRaw(path)).body.toString()
		for (const [seen, [, text]] of [[titles, /<title>([^<]+)</.exec(html)], [descriptions, /name="description" content="([^"]+)"/.exec(html)]]) {
			assert.equal(seen.get(text), undefined, `${path} says the same as ${seen.get(text)}: ${text}`)
			seen.set(text, path)
		}
	}
})

test('every link of the public site leads somewhere', async () => {
	const seen = new Map([['/', 'the start']])
	const bodies = new Map()
	for (const [path, from] of seen) { // grows while it is walked
		const answer = await fetchRaw(path)
		assert.ok(answer.status === 200 || (answer.status === 303 && /^\/(sign-in|find|ask)/.test(answer.headers.location)),
			`${path}, linked from ${from}, answers ${answer.status}`)
		if (!/html/.test(answer.headers['content-type'] ?? '')) continue
		const html = answer.body.toString()
		bodies.set(path, html)
		for (const [, found] of html.matchAll(/<a\b[^>]*?\bhref="([^"]+)"/g)) {
			const link = found.replaceAll('&amp;', '&')
			if (/^(tel:|mailto:|https?:)/.test(link)) continue
			const [to, anchor] = link.split('#')
			if (anchor && !to) assert.match(html, new RegExp(`id="${anchor}"`), `${path} has no ${anchor}`)
			// What is found depends on what is asked: one page of a kind is enough.
			if (to && !/^\/sign-in/.test(path) && seen.size < 400) seen.has(to) || seen.set(to, path)
		}
	}
	for (const path of await sitemap()) assert.ok(seen.has(path), `nothing leads to ${path}`)
})

test('with the keyboard one gets from the start page to a type of program, past the frame', async () => {
	const page = await open('/')
	assert.equal(await press(page, 'Tab'), 'Skip to main content')
	await press(page, 'Enter')
	for (let i = 0; i < 30 && await focused(page) !== 'Eating disorders'; i++) await press(page, 'Tab')
	assert.equal(await focused(page), 'Eating disorders')
	await page.keyboard.press('Enter')
	await page.waitForURL('**/types/eating-disorders')
	assert.match(await page.textContent('main'), /Nutrition counseling/)
})

test('the menu of a phone opens with a key and without scripts', async () => {
	const page = await open('/families', { phone: true, noScript: true })
	const menu = page.locator('.pl-site__menu')
	assert.equal(await menu.locator('a').first().isVisible(), false)
	await menu.locator('summary').focus()
	await page.keyboard.press('Enter')
	assert.equal((await menu.locator('[aria-current]').textContent()).trim(), 'For families')
	await picture(page, 'site-menu')
	await fits(page)
	await menu.locator('text=Paying for it').click()
	assert.match(page.url(), /\/paying$/)
})

test('what to expect draws the week of a real track, and the start page counts the seats of own programs', async () => {
	const page = await open('/what-to-expect')
	assert.equal(await page.locator('.pl-days__day').count(), 7)
	assert.match(await page.locator('.pl-days__slot').first().textContent(), /\d:\d\d (am|pm) to/)
	assert.ok(await page.locator('.pl-days__day--free').count() > 0)
	await page.click('main a[href^="/programs/"]')
	assert.match(page.url(), /\/programs\/\w+\/\w+$/)
	await page.goto('/')
	assert.match(await page.locator('section[aria-labelledby=ours]').textContent(), /seats? open|Full now/)
})
