// links_test.mjs - what a page leads to is there, and for whoever reads it: from the first page of each role on, every kind of link is
// followed, and every form goes to a route that the role has.

import { assert, open, test } from './harness.mjs'
import { routeOf } from './routes.mjs'

const perRoute = 3 // addresses of one route that are followed: a list and its neighbors, not every row
const found = (html, pattern) => [...html.matchAll(pattern)].map(([, address]) => address.replaceAll('&amp;', '&'))

// What is wrong with the forms of a page, in words.
function formsAt(html, path, role) {
	const actions = [...html.matchAll(/<form\b[^>]*>/g)].map(([form]) => form).filter(form => /method="post"/i.test(form))
		.map(form => /action="([^"]*)"/.exec(form)?.[1].replaceAll('&amp;', '&') || path)
	const buttons = found(html, /formaction="([^"]+)"/g)
	return [...actions, ...buttons].filter(action => !routeOf('POST', action)?.roles.includes(role)).map(action => `${path} sends to ${action}`)
}

for (const role of ['administrator', 'director', 'clinician', 'front_desk', 'participant'])
	test(`every link and form that the ${role.replace('_', ' ')} meets is theirs to use`, async () => {
		const page = await open(role === 'participant' ? '/my' : '/today', { as: role })
		const met = new Map() // route -> how often it was followed
		const from = new Map([[new URL(page.url()).pathname, 'the sign-in']])
		const wrong = []
		for (const [address, source] of from) { // grows while it is walked
			const path = address.split('?')[0]
			const known = routeOf('GET', address)?.route ?? `nothing like ${path}`
			const times = met.get(known) ?? 0
			if (times >= perRoute) continue
			met.set(known, times + 1)
			const answer = await page.request.get(address)
			if (!answer.ok()) wrong.push(`${source} leads to ${address}, which answers ${answer.status()}`)
			if (!answer.ok() || !answer.headers()['content-type']?.startsWith('text/html')) continue
			const html = await answer.text()
			wrong.push(...formsAt(html, path, role))
			for (const link of found(html, /<a\b[^>]*?\bhref="(\/[^"#]*)/g)) if (!from.has(link)) from.set(link, path)
		}
		assert.deepEqual([...new Set(wrong)], [])
		assert.ok(met.size > 7, `only ${met.size} routes were met`)
	})
