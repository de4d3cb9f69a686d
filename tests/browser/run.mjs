// run.mjs - runs the *_test.mjs files, each in a process of its own and as many at once as there are processors.

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { command } from './server.mjs'

const words = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'porchlight-demo-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.env.DEMO = join(folder, 'porchlight.db')
command('demo', '--database', process.env.DEMO)

const waiting = readdirSync('.').filter(name => name.endsWith('_test.mjs')).sort()
let wrong = 0
let ran = false

// What a file says comes out whole when it is done.
const runFile = file => new Promise(resolve => {
	const child = spawn(process.execPath, ['file.mjs', file, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
	let said = ''
	child.stdout.on('data', text => { said += text })
	child.on('close', status => {
		process.stdout.write(said)
		ran ||= said !== ''
		if (status) wrong++
		if (status && !/passed,/.test(said)) console.log(`FAILED ${file}: ended with status ${status}`)
		resolve()
	})
})

async function work() {
	for (let file; (file = waiting.shift());) await runFile(file)
}
await Promise.all(Array.from({ length: availableParallelism() }, work))
if (!ran) console.log('browser: no test has that in its name')
process.exit(wrong || !ran ? 1 : 0)
