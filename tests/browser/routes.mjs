// routes.mjs - the routes of the program and who may use them, as tests/golden/routes.txt has them.

import { readFileSync } from 'node:fs'

// Those without a name in them first: /people/new is not somebody's page.
export const routes = readFileSync('../golden/routes.txt', 'utf8').split('\n')
	.map(line => line.match(/^(GET|POST) +(\S+): (.*)$/)).filter(Boolean)
	.map(([, method, route, roles]) => ({ method, route, roles: roles.split(' '), matches: new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`) }))
	.sort((a, b) => a.route.split('{').length - b.route.split('{').length)

export const routeOf = (method, address) => {
	const path = address.split(/[?#]/)[0]
	return routes.find(known => known.method === method && known.matches.test(path))
}
