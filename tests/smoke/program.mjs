// program.mjs - starts $BUILD/porchlight serve on a free port with a database of its own, and knows how to ask it.

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const binary = join(process.env.BUILD ?? `${process.cwd()}/../../build`, 'porchlight')
const running = new Set()
export const folder = mkdtempSync(join(tmpdir(), 'porchlight-smoke-'))

// { address, port, stop() }, or { status, said } when it ended without serving.
export function serve(...options) {
	return new Promise(resolve => {
		const child = spawn(binary, ['serve', '--port', '0', '--database', join(folder, 'smoke.db'), ...options])
		let said = ''
		const ended = new Promise(done => child.on('exit', status => { running.delete(child); done(status) }))

		running.add(child)
		ended.then(status => resolve({ status, said }))
		for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => {
			said += piece
			const [, address, port] = /serving on (https?:\/\/\S*:(\d+))/.exec(said) ?? []
			if (address) resolve({ address, port: Number(port), stop: () => { child.kill('SIGTERM'); return ended } })
		})
	})
}

export function get(address, { path = '/', ...options } = {}) {
	return new Promise((resolve, reject) => {
		const request = (address.startsWith('https') ? https : http).get(address + path, { agent: false, ...options }, answer => {
			const pieces = []
			answer.on('data', piece => pieces.push(piece))
			answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }))
		})
		request.on('error', reject)
	})
}

// All the bytes that come back for these bytes.
export function talk(port, bytes) {
	return new Promise((resolve, reject) => {
		let heard = ''
		const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes))
		socket.on('data', piece => { heard += piece })
		socket.on('close', () => resolve(heard))
		socket.on('error', reject)
	})
}

export function certificate(name) {
	const cert = join(folder, `${name}.pem`), key = join(folder, `${name}.key`)
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
		'-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'ignore' })
	return { cert, key }
}

export function cleanUp() {
	for (const child of running) child.kill('SIGKILL')
	rmSync(folder, { recursive: true })
}
