// site.mjs - a demo organization on either engine, its server, and people who take attendance on it.

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const binary = join(process.env.BUILD, 'porchlight')
const postgres = process.env.PORCHLIGHT_POSTGRES
const running = new Set()
export const folder = mkdtempSync(join(tmpdir(), 'porchlight-fault-'))
export const command = (...words) => execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
export const psql = (url, sql) => execFileSync('psql', ['-qAtX', url, '-c', sql], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
export const sleep = ms => new Promise(done => setTimeout(done, ms))

// A new demo on "sqlite" or "postgres"; its address.
export function demo(engine, name) {
	let url = join(folder, `${name}.db`)
	if (engine === 'postgres') {
		psql(postgres, `drop database if exists fault_${name}`)
		psql(postgres, `create database fault_${name}`)
		url = postgres.replace(/[^/]*$/, `fault_${name}`)
	}
	command('demo', '--database', url)
	return url
}

// Resolves once it listens; with { status, said } when it ended without. A shell starts it, so that a write over the
// limit of a file's size fails instead of ending it, as on a full disk.
export function serve(url, ...options) {
	return new Promise(resolve => {
		const child = spawn('sh', ['-c', 'trap "" XFSZ; exec "$0" "$@"', binary, 'serve', '--port', '0', '--quiet', '--database', url, ...options])
		const server = { said: '', pid: child.pid }
		const ended = new Promise(done => child.on('exit', status => { running.delete(child); done(status) }))
		server.kill = signal => { child.kill(signal); return ended }
		running.add(child)
		ended.then(status => resolve({ status, said: server.said }))
		for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => {
			server.said += piece
			const found = /serving on http:\/\/\S*:(\d+)/.exec(server.said)
			if (found) { server.port = Number(found[1]); resolve(server) }
		})
	})
}

export function ask(server, { method = 'GET', path, cookie, body }) {
	return new Promise((resolve, reject) => {
		const headers = { cookie: `porchlight=${cookie}` }
		if (body) headers['content-type'] = 'application/x-www-form-urlencoded'
		const request = http.request({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false, timeout: 30_000 }, answer => {
			let text = ''
			answer.on('data', piece => { text += piece })
			answer.on('end', () => resolve({ status: answer.statusCode, text }))
			answer.on('error', reject)
		})
		request.on('timeout', () => request.destroy(new Error('no answer in 30 s')))
		request.on('error', reject)
		request.end(body)
	})
}

// The rows of some boards, each with who may save it, and the number its note says last.
export function boardRows(url) {
	return execFileSync(join(process.env.BUILD, 'bench', 'signins'), [url, '1', '1'], { encoding: 'utf8' }).split('\n')
		.map(line => line.split('\t')).filter(([kind]) => kind === 'row')
		.map(([, , path, cookie, form]) => ({ path, cookie, form, id: /&row=(\w+)/.exec(form)[1], version: Number(/(\d{9})$/.exec(form)[1]), sent: 0, saved: 0 }))
}

// Save the next number as the row's note. True: the server said that it is saved.
export async function save(server, row) {
	const number = ++row.sent
	const body = row.form.replace(`&note-${row.id}=`, `&note-${row.id}=n${number}`).replace(/\d{9}$/, String(row.version).padStart(9, '0'))
	const answer = await ask(server, { method: 'POST', path: row.path, cookie: row.cookie, body })
	row.last = answer
	if (answer.status !== 200 || !answer.text.includes(`value="n${number}"`)) return false
	row.saved = number
	row.version++
	return true
}

// What the board says now: number and version of each row.
export async function look(server, rows) {
	const found = new Map()
	for (const { path, cookie } of rows) {
		if (found.has(path)) continue
		const { status, text } = await ask(server, { path, cookie })
		if (status !== 200) throw new Error(`the board answers ${status}`)
		found.set(path, text)
	}
	return rows.map(row => ({
		number: Number(new RegExp(`name="note-${row.id}" value="n(\\d+)"`).exec(found.get(row.path))?.[1] ?? 0),
		version: Number(new RegExp(`name="version-${row.id}" value="(\\d+)"`).exec(found.get(row.path))?.[1] ?? 0),
	}))
}

// Eight people save row after row until `until()`; failures are theirs to bear. Returns how many saves were acknowledged.
export async function work(server, rows, until) {
	let saves = 0
	const person = async n => {
		for (let i = n; !until(saves); i += 8) {
			try {
				if (await save(server, rows[i % rows.length])) saves++
				else if (rows[i % rows.length].last.status === 409) return
			} catch { await sleep(5) }
		}
	}
	await Promise.all([...Array(8).keys()].map(person))
	return saves
}

export function cleanUp() {
	for (const child of running) child.kill('SIGKILL')
	rmSync(folder, { recursive: true, force: true })
}
