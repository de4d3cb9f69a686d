// server.mjs - the program under test, on a database and a port of its own. $DEMO is a database with the demo organization that nobody
// has used.

import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = `${process.env.BUILD ?? '../../build'}/porchlight`
const running = [] // { child, folder }
let starting, folder

export const database = () => join(folder, 'porchlight.db')
export const command = (...args) => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] })

const freePort = () => new Promise((resolve, reject) => {
	const probe = createServer()
	probe.on('error', reject)
	probe.listen(0, '127.0.0.1', () => {
		const { port } = probe.address()
		probe.close(() => resolve(port))
	})
})

async function answers(address, child, output) {
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

async function serve(folder) {
	const port = await freePort()
	const address = `http://127.0.0.1:${port}`
	const child = spawn(program, ['serve', '--database', join(folder, 'porchlight.db'), '--port', String(port), '--data', folder])
	let said = ''
	running.push({ child, folder })
	child.stdout.on('data', text => { said += text })
	child.stderr.on('data', text => { said += text })
	await answers(address, child, () => said)
	return address
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'porchlight-browser-'))

async function start() {
	folder = newFolder()
	copyFileSync(process.env.DEMO, database())
	return serve(folder)
}

export const serverAddress = () => (starting ??= start())

// An organization with nothing in it: the address, and the one-time code that `setup` printed for its first administrator.
export async function emptyServer() {
	const own = newFolder()
	const code = command('setup', '--if-empty', '--zone', 'America/New_York', '--name', 'Ana Admin', '--database', join(own, 'porchlight.db')).trim()
	return { base: await serve(own), code }
}

process.on('exit', () => {
	for (const { child, folder } of running) {
		child.kill()
		rmSync(folder, { recursive: true, force: true })
	}
})
process.on('SIGTERM', () => process.exit(143))
