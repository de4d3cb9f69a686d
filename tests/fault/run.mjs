// run.mjs - what breaks, and what must hold: an acknowledged save is never lost, a failed one leaves nothing, the page says what to do.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ask, boardRows, cleanUp, command, demo, folder, look, psql, save, serve, sleep, work } from './site.mjs'

const tests = []
const it = (name, run) => tests.push({ name, run })
const onBoth = (name, run) => { for (const engine of ['sqlite', 'postgres']) it(`${name} (${engine})`, () => run(engine)) }

// Rows that nobody else writes, eight people's share being disjoint.
const rowsOf = url => { const rows = boardRows(url); return rows.slice(0, rows.length - rows.length % 8) }

async function nothingLost(server, rows) {
	const found = await look(server, rows)
	rows.forEach((row, i) => {
		assert.ok(found[i].number >= row.saved, `row ${row.id}: ${row.saved} was acknowledged, ${found[i].number} is there`)
		assert.ok(found[i].number <= row.sent, `row ${row.id}: ${found[i].number} is there and was never sent`)
	})
}

onBoth('a server that is killed under load loses no attendance it acknowledged', async engine => {
	const url = demo(engine, 'killed')
	const rows = rowsOf(url)
	for (let round = 0; round < 3; round++) {
		let server = await serve(url)
		let dead = false
		const loads = work(server, rows, saves => {
			if (saves >= 60 && !dead) { dead = true; server.kill('SIGKILL') }
			return dead
		})
		assert.ok(await loads >= 60)
		server = await serve(url)
		await nothingLost(server, rows)
		const found = await look(server, rows)
		rows.forEach((row, i) => { row.version = found[i].version; row.sent = Math.max(row.sent, found[i].number) })
		await server.kill('SIGTERM')
	}
	assert.match(command('check', '--database', url), /ok +database/)
})

it('a full disk fails the save with a page that says so, and is over when there is room', async () => {
	const url = demo('sqlite', 'full')
	const rows = rowsOf(url)
	const server = await serve(url)
	assert.ok(await save(server, rows[0]))
	await sleep(1500) // what the start does in the background
	execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${statSync(`${url}-wal`).size}:unlimited`])
	assert.equal(await save(server, rows[0]), false)
	assert.ok(rows[0].last.status >= 500)
	assert.match(rows[0].last.text, /disk|[Nn]othing was changed/)
	assert.doesNotMatch(rows[0].last.text, /sqlite|SQL|errno/)
	execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:unlimited'])
	assert.equal((await look(server, [rows[0]]))[0].number, 1)
	rows[0].version = (await look(server, [rows[0]]))[0].version
	assert.ok(await save(server, rows[0]))
	await server.kill('SIGTERM')
	assert.match(command('check', '--database', url), /ok +database/)
})

function holdLock(url) {
	const code = `import sqlite3, sys
db = sqlite3.connect(${JSON.stringify(url)}, isolation_level=None)
db.execute("begin immediate")
print("held", flush=True)
sys.stdin.read()`
	const [program, ...words] = url.startsWith('postgres')
		? ['psql', '-qAtX', url] : ['python3', '-c', code]
	const child = spawn(program, words)
	if (program === 'psql') child.stdin.write("begin; lock table attendance in access exclusive mode; select 'held';\n")
	return new Promise((resolve, reject) => {
		child.stdout.on('data', () => resolve(() => new Promise(done => { child.on('exit', done); child.stdin.end() })))
		child.on('exit', status => reject(new Error(`the lock was not taken: ${status}`)))
	})
}

onBoth('a database that another program holds is said to be busy, and nothing is changed', async engine => {
	const url = demo(engine, 'locked')
	const rows = rowsOf(url)
	const server = await serve(url)
	assert.ok(await save(server, rows[0]))
	await sleep(1500)
	const release = await holdLock(url)
	assert.equal(await save(server, rows[0]), false)
	assert.equal(rows[0].last.status, 503)
	assert.match(rows[0].last.text, /busy/)
	await release()
	assert.equal((await look(server, [rows[0]]))[0].number, 1)
	assert.ok(await save(server, rows[0]))
	await server.kill('SIGTERM')
})

it('losing the connections to PostgreSQL loses nothing acknowledged, and work goes on', async () => {
	const url = demo('postgres', 'cut')
	const rows = rowsOf(url)
	const server = await serve(url)
	let enough = false
	const loads = work(server, rows, () => enough)
	let ended = 0
	for (let i = 0; i < 5; i++) {
		await sleep(300)
		ended += Number(psql(url, 'select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'))
	}
	enough = true
	assert.ok(await loads > 0)
	assert.ok(ended > 0)
	await nothingLost(server, rows)
	const [now] = await look(server, [rows[0]])
	Object.assign(rows[0], { version: now.version, sent: Math.max(rows[0].sent, now.number) })
	assert.ok(await save(server, rows[0]))
	await server.kill('SIGTERM')
	assert.match(command('check', '--database', url), /ok +database/)
})

it('a clock that jumped back is warned about, and the journal keeps its order', async () => {
	const url = demo('sqlite', 'clock')
	const sql = words => execFileSync('python3', [join(process.cwd(), '..', 'cli', 'ask.py'), url, words], { encoding: 'utf8' }).trim()
	const rows = rowsOf(url)
	sql('update journal set id = id + (1 << 45), at = at + (1 << 24) where id = (select max(id) from journal)') // more than four hours ahead
	const newest = BigInt(sql('select max(id) from journal'))
	const server = await serve(url)
	assert.match(server.said, /clock is behind/)
	assert.ok(await save(server, rows[0]))
	assert.ok(BigInt(sql("select max(id) from journal where event like 'attendance%'")) > newest)
	await server.kill('SIGTERM')
})

it('a missing TLS key stops the start with its name', async () => {
	const { status, said } = await serve(demo('sqlite', 'tls'), '--tls-cert', 'no-such.pem', '--tls-key', 'no-such.key')
	assert.ok(status > 0)
	assert.match(said, /no-such/)
})

it('a server that cannot reach its database says so and ends', async () => {
	const { status, said } = await serve('postgres://porchlight@127.0.0.1:9/none')
	assert.equal(status, 7)
	assert.match(said, /Cannot reach the database/)
	assert.doesNotMatch(said, /serving/)
})

it('a file that is no database stays as it is', async () => {
	const file = join(folder, 'letter.txt')
	execFileSync('sh', ['-c', 'printf "Dear Dana" > "$0"', file])
	const { status, said } = await serve(file)
	assert.ok(status > 0)
	assert.match(said, /not a Porchlight database/)
	assert.equal(execFileSync('cat', [file], { encoding: 'utf8' }), 'Dear Dana')
})

let passed = 0
const chosen = process.argv[2]
for (const { name, run } of tests) {
	if (chosen && !name.includes(chosen)) continue
	try {
		await run()
		passed++
	} catch (error) {
		console.log(`FAILED ${name}\n${error.stack}`)
		process.exitCode = 1
		tests.failed = (tests.failed ?? 0) + 1
	}
}
cleanUp()
console.log(`fault: ${passed} passed, ${tests.failed ?? 0} failed`)
