// server.mjs - the program under test, on a database and a port of its own.

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = `${process.env.BUILD ?? '../../build'}/porchlight`
let starting, child, folder

export const database = () => join(folder, 'porchlight.db')
export const command = (...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 })

const freePort = () => new Promise((resolve, reject) => {
	const probe = createServer()
	probe.on('error', reject)
	probe.listen(0, '127.0.0.1', () => {
		const { port } = probe.address()
		probe.close(() => resolve(port))
	})
})

async function answers(address, output) {
	for (let tries = 0; tries < 200; tries++) {
		if (child.exitCode !== null) throw new Error(`the server ended at once:\n${output()}`)
		try {
			await fetch(address)
			return
		} catch {
			await new Promise(resolve => setTimeout(resolve, 50))
		}
	}
	throw new Error(`the server does not answer at ${address}:\n${output()}`)
}

async function start() {
	folder = mkdtempSync(join(tmpdir(), 'porchlight-browser-'))
	command('demo', '--database', database())
	const port = await freePort()
	const address = `http://127.0.0.1:${port}`
	let said = ''
	child = spawn(program, ['serve', '--database', database(), '--port', String(port), '--data', folder])
	child.stdout.on('data', text => { said += text })
	child.stderr.on('data', text => { said += text })
	await answers(address, () => said)
	return address
}

export const serverAddress = () => (starting ??= start())

export function stopServer() {
	child?.kill()
	if (folder) rmSync(folder, { recursive: true, force: true })
}
process.on('exit', stopServer)
process.on('SIGTERM', () => process.exit(143))
