// harness.mjs - what the browser tests are written with.
//
//   test('a participant sees the hours of the week', async () => {
//     const page = await open('/my', { as: 'participant', phone: true })
//     await looksRight(page, 'my-week')          // axe finds nothing, nothing sticks out sideways, a picture in out/screens/
//     assert.match(await page.textContent('main'), /of 9 h/)
//   })
//
// open() gives a page of a fresh browser context: { as: role, phone, noScript, base }. The server is $BUILD/porchlight on a
// database of its own with the demo organization. Each file of tests is a process of its own: none finds what another one left.

import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { serverAddress } from './server.mjs'
import { cookiesOf } from './signin.mjs'

export { assert }
export const tests = []
export const test = (name, body) => tests.push({ name, body })

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = new URL(`file://${process.env.OUT ?? `${process.cwd()}/../../out`}/screens/`)
export const desktop = { width: 1280, height: 800 }
export const phone = { width: 360, height: 740 }
export const smallest = { width: 320, height: 640 }

let browser

async function launch() {
	browser ??= await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync']
	})
	return browser
}

export async function open(path, { as, phone: onPhone, noScript, base, view } = {}) {
	const origin = base ?? await serverAddress()
	const context = await (await launch()).newContext({
		baseURL: origin,
		viewport: view ?? (onPhone ? phone : desktop),
		hasTouch: Boolean(onPhone),
		javaScriptEnabled: !noScript,
		reducedMotion: 'reduce',
		locale: 'en-US',
		timezoneId: 'America/Chicago'
	})
	context.setDefaultTimeout(30_000)
	if (as) await context.addCookies(await cookiesOf(browser, origin, as))
	const page = await context.newPage()
	page.trouble = []
	page.on('pageerror', error => page.trouble.push(String(error)))
	page.on('console', message => { if (message.type() === 'error') page.trouble.push(message.text()) })
	page.on('request', request => {
		if (!request.url().startsWith(origin) && !/^(data|about|blob):/.test(request.url())) page.trouble.push(`asked elsewhere: ${request.url()}`)
	})
	await page.goto(path)
	return page
}

// Sends what is not right yet. Chromium calls the 422 of the answer an error, some time after it shows the page: that one is no trouble.
export async function refused(page, send) {
	const told = page.waitForEvent('console', message => message.type() === 'error')
	await send()
	await told
	assert.match(page.trouble.pop(), /422/)
}

// Everything that no page may have: violations that axe knows, trouble in the console, requests to anyone else, words out of view,
// something to click that no key gets to.
export async function looksRight(page, name) {
	await picture(page, name)
	await fits(page)
	await accessible(page)
	await inReachOfKeys(page)
	assert.deepEqual(page.trouble, [])
}

export async function picture(page, name) {
	const { width } = page.viewportSize()
	mkdirSync(screens, { recursive: true })
	await page.screenshot({ path: new URL(`${name}-${width}.png`, screens).pathname, fullPage: true })
}

export async function fits(page) {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
	assert.equal(over, 0, `the page is ${over} px wider than the window of ${page.viewportSize().width}`)
}

export async function accessible(page) {
	await page.evaluate(axeSource) // the debugger's own world: the page's policy allows no foreign script
	const { violations } = await page.evaluate(() => window.axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
		resultTypes: ['violations'],
		preload: false
	}))
	assert.deepEqual(violations.map(v => `${v.id}: ${v.help} - ${v.nodes.map(n => n.target.join(' ')).join(', ')}`), [])
}

// Nothing to click or fill in is left out of the order of the Tab key, and nothing changes that order.
async function inReachOfKeys(page) {
	const wrong = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, audio[controls], [tabindex]')]
		.filter(el => el.checkVisibility() && !el.disabled && !el.closest('[aria-hidden=true]'))
		.filter(el => el.tabIndex > 0 || el.tabIndex < 0 && el.matches('a, button, input, select, textarea, summary, audio'))
		.map(el => el.outerHTML.slice(0, 120)))
	assert.deepEqual(wrong, [], page.url())
}

// Tab from the top of the page to the last control; what cannot be reached is named.
export async function walk(page) {
	await page.evaluate(() => document.body.focus())
	const seen = new Set()
	let last
	for (let n = 0; n < 400; n++) {
		await page.keyboard.press('Tab')
		const at = await page.evaluate(() => [document.body, ...document.querySelectorAll('main [tabindex], a, button, input, select, textarea, summary')].indexOf(document.activeElement))
		if (!at || (seen.has(at) && at !== last)) break // a date has several stops
		seen.add(last = at)
	}
	const missed = await page.evaluate(reached => [...document.querySelectorAll('main a, main button, main input, main select, main textarea, main summary')]
		.filter(el => el.checkVisibility() && el.type !== 'hidden' && el.type !== 'radio' && el.tabIndex >= 0)
		.filter(el => !reached.includes([document.body, ...document.querySelectorAll('main [tabindex], a, button, input, select, textarea, summary')].indexOf(el)))
		.map(el => el.name || el.textContent.trim()), [...seen])
	assert.deepEqual(missed, [], page.url())
}

// The keys a person without a mouse would press, then what is focused: its label or its words.
export async function press(page, ...keys) {
	for (const key of keys) await page.keyboard.press(key)
	return focused(page)
}

export function focused(page) {
	return page.evaluate(() => {
		const at = document.activeElement
		return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim().replace(/\s+/g, ' ')
	})
}

export async function close() {
	await browser?.close()
}
