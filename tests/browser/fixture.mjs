// fixture.mjs - a small page with the real scripts and style sheets of the program, and a server that answers as the board does.
// For what the scripts promise, apart from what the program says.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const build = process.env.BUILD ?? '../../build'
const folders = { css: `${build}/assets`, js: '../../assets/js' }
const types = { css: 'text/css', js: 'text/javascript', html: 'text/html; charset=utf-8' }
const names = { a: 'Ana Ruiz', b: 'Ben Óg', c: 'Cleo Park' }
const choices = [['present', 'Here', 'p'], ['late', 'Late', 'l'], ['absent', 'Absent', 'a'], ['excused', 'Excused', 'e']]

const row = (id, { status = '', note = '', version = 1, said = '' } = {}) => `
<div class="pl-board__row" data-row="${id}" role="group" aria-label="${names[id]}">
<div class="pl-board__who"><span class="pl-board__name">${names[id]}</span><span class="pl-board__initials">${names[id][0]}.</span>
<input type="hidden" name="version-${id}" value="${version}"></div>
<fieldset class="pl-segments"><legend>Attendance of ${names[id]}</legend>${choices.map(([code, label, key]) => `
<input type="radio" id="${code}-${id}" name="status-${id}" value="${code}" data-key="${key}"${status === code ? ' checked' : ''}><label for="${code}-${id}">${label}</label>`).join('')}</fieldset>
<div class="pl-board__cell"><label for="note-${id}">Note</label><input class="govuk-input" id="note-${id}" name="note-${id}" value="${note}"></div>
<p class="pl-board__said" data-said>${said}</p></div>`

const pageOf = (title, body, scripts) => `<!doctype html><html lang="en" class="govuk-template"><head><title>${title}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/porchlight.css"><link rel="stylesheet" href="/assets/staff.css">
${scripts.map(name => `<script type="module" src="/assets/${name}.js"></script>`).join('')}</head>
<body class="govuk-template__body pl-body"><main id="main">${body}</main></body></html>`

const pages = {
	'/board': () => pageOf('Board', `<h1>Group</h1><label for="find">Find</label> <input class="govuk-input" type="search" id="find" data-filter="[data-row]">
<p data-filter-none hidden>Nobody here is called that.</p><button type="button" data-names-switch aria-pressed="false">Show initials</button>
<div class="pl-board-box"><form class="pl-board" method="post" action="/board" data-board data-say-saving="Saving" data-say-saved="Saved"
data-say-failed="Not saved" data-say-signed-out="Signed out"><input type="hidden" name="csrf" value="token">${Object.keys(names).map(id => row(id)).join('')}
<button>Save</button></form></div>`, ['board', 'filter']),
	'/errors': () => pageOf('Error: form', `<div data-errors tabindex="-1"><h2>There is a problem</h2><a href="#title">Enter a title</a></div>
<h1>Form</h1><div class="govuk-form-group"><label for="title">Title</label><input id="title"></div>`, ['errors']),
	'/exit': () => pageOf('Exit', '<h1>Private</h1><a href="/elsewhere" data-exit>Exit this page</a>', ['exit']),
	'/elsewhere': () => pageOf('Weather', '<h1>Weather</h1>', [])
}

function asset(path) {
	const name = path.slice('/assets/'.length)
	const type = name.split('.').pop()
	return folders[type] && { type, body: readFileSync(`${folders[type]}/${name}`) }
}

// sent: the forms that came, oldest first. answer(form) may say { status, row } in place of saving it, or a promise of that.
export async function startFixture() {
	const fixture = { sent: [], answer: () => ({}), row }

	const server = createServer(async (request, response) => {
		const say = (status, type, body) => response.writeHead(status, { 'content-type': types[type] }).end(body)
		if (request.method === 'POST') {
			let body = ''
			for await (const piece of request) body += piece
			const form = Object.fromEntries(new URLSearchParams(body))
			fixture.sent.push({ ...form, fragment: request.headers['x-porchlight'] })
			const id = form.row
			if (!id) return response.writeHead(303, { location: '/board' }).end()
			const { status = 200, html } = await fixture.answer(form)
			return say(status, 'html', html ?? row(id, { status: form[`status-${id}`], note: form[`note-${id}`], version: Number(form[`version-${id}`]) + 1 }))
		}
		const found = request.url.startsWith('/assets/') && asset(request.url)
		if (found) return say(200, found.type, found.body)
		return pages[request.url] ? say(200, 'html', pages[request.url]()) : response.writeHead(404).end()
	})
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
	fixture.base = `http://127.0.0.1:${server.address().port}`
	fixture.close = () => new Promise(resolve => server.close(resolve) && server.closeAllConnections())
	return fixture
}
