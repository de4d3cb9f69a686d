// weight_test.mjs - what a first visit brings over the wire: every page that anyone can open, found by following links from the start page
// and by the list of routes, so that a new page cannot be forgotten. Under 60 kB, with its fonts under 120 kB, and with its words in it.

import { assert, open, test } from './harness.mjs'
import { routeOf, routes } from './routes.mjs'
import { fetchRaw } from './wire.mjs'

const kB = 1000
const isWeighed = ({ method, route, roles }) => method === 'GET' && roles.includes('nobody') &&
	!/\.(xml|png|txt)$|\{(file|name|token|draft)\}/.test(route) // files; what needs a secret address
const weighed = routes.filter(isWeighed).map(({ route }) => route)
const weighedRoute = address => weighed.find(route => route === routeOf('GET', address)?.route)

// The heaviest pages of the search: a dense city with nothing chosen and with filters, and one with nothing to show.
const searches = ['/find?near=10001&miles=100', '/find?near=10001&miles=100&for=addiction&pays=medicaid&language=spanish&with=telehealth',
	'/find?near=78702&for=addiction', '/find?near=99929&for=teen']

const hrefs = html => [...html.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href.replaceAll('&amp;', '&'))

// One or two addresses of each public route, and the searches.
async function publicPages(page) {
	const queue = ['/', ...weighed.filter(route => !route.includes('{')), ...searches]
	const seen = new Set()
	const taken = []
	for (const address of queue) {
		const route = weighedRoute(address)
		const known = taken.filter(other => weighedRoute(other) === route).length
		if (!route || seen.has(address) || (known > 1 && !searches.includes(address))) continue
		seen.add(address)
		const answer = await page.request.get(address, { maxRedirects: 0 })
		if (!answer.ok() || !answer.headers()['content-type'].startsWith('text/html')) continue
		assert.equal(answer.headers()['set-cookie'], undefined, `${address} sets a cookie`)
		taken.push(address)
		queue.push(...hrefs(await answer.text()))
	}
	const compared = hrefs(await (await page.request.get(searches[2])).text()).map(href => href.match(/[?&]compare=([^&]+)/)?.[1]).filter(Boolean)
	const picks = `?${[...new Set(compared)].slice(0, 4).map(id => `with=${id}`).join('&')}&near=78702`
	return [...taken, `/find/compare${picks}`, `/find/call-sheet${picks}`]
}

// Bytes as they come when nothing is kept yet, heads included: the page with the scripts, styles and pictures it names, and the fonts
// that its styles name.
const kept = new Map()
async function weigh(address) {
	const part = async path => {
		if (!kept.has(path)) kept.set(path, await fetchRaw(path))
		return kept.get(path)
	}
	const { wire, body } = await fetchRaw(address)
	const bytes = { page: wire, fonts: 0 }
	const asked = new Set([...body.toString().matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, found]) => found))
	for (const asset of asked) { // grows while it is walked
		const got = await part(asset)
		assert.equal(got.status, 200, asset)
		bytes[asset.endsWith('.woff2') ? 'fonts' : 'page'] += got.wire
		if (!asset.endsWith('.css')) continue
		for (const [, inside] of got.body.toString().matchAll(/url\(["']?(\/assets\/[^"')]+)/g)) asked.add(inside)
	}
	return bytes
}

let pages
test('weight: every route that anyone can open is among the pages that are weighed', async () => {
	const page = await open('/')
	pages = await publicPages(page)
	const met = new Set(pages.map(weighedRoute))
	const needs = route => !/^\/sign-in\/(code|first|second-factor|recovery)$/.test(route) // only on the way through the sign-in
	assert.deepEqual(weighed.filter(route => needs(route) && !met.has(route)), [])
})

test('weight: a first visit to any public page is under 60 kB, and under 120 kB with fonts', async () => {
	pages ??= await publicPages(await open('/'))
	for (const address of pages) {
		const { page, fonts } = await weigh(address)
		assert.ok(fonts > 0, `${address} names no font`)
		assert.ok(page < 60 * kB, `${address}: ${page} bytes`)
		assert.ok(page + fonts < 120 * kB, `${address}: ${page + fonts} bytes with fonts`)
	}
})

test('weight: the first answer of every public page has its words, its title, its language and the ways to help', async () => {
	const first = await open('/')
	pages ??= await publicPages(first)
	for (const address of pages) {
		const html = await (await first.request.get(address)).text()
		const main = html.slice(html.indexOf('<main'), html.indexOf('</main>')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
		assert.ok(main.length > 60, `${address}: ${main}`)
		assert.match(html, /<html lang="en"/, address)
		assert.match(html, /<title>[^<]{8,}<\/title>/, address)
		assert.match(html, /<h1[ >]/, address)
		assert.match(html, /href="tel:988"/, address)
		assert.match(html, /data-exit/, address)
		if (!address.startsWith('/sign-in')) assert.match(html, /<meta name="description" content="[^"]{20,}"/, address)
		for (const [, elsewhere] of html.matchAll(/<(?:script|link|img|iframe|audio|source)\b[^>]*(?:src|href)="(https?:[^"]*)"/g))
			assert.ok(elsewhere.startsWith(new URL(first.url()).origin), `${address} asks ${elsewhere}`)
	}
})
