// run.mjs - what only the program as a whole can show.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { certificate, cleanUp, get, serve, talk } from './program.mjs'

const tests = []
const test = (name, body) => tests.push({ name, body })

test('it says where it serves, serves, and ends in peace when told to', async () => {
	const site = await serve()
	const page = await get(site.address)
	assert.equal(page.status, 200)
	assert.match(page.body.toString(), /<title>/)
	assert.match(page.headers['content-security-policy'], /default-src 'none'/)
	assert.equal((await get(site.address, { path: '/no/such/page' })).status, 404)
	assert.equal(await site.stop(), 0)
})

test('an asset is kept for a year, compressed when asked, and not sent again unchanged', async () => {
	const site = await serve()
	const [path] = /\/assets\/[^"]*\.css/.exec((await get(site.address)).body)
	const whole = await get(site.address, { path })
	const small = await get(site.address, { path, headers: { 'Accept-Encoding': 'gzip' } })
	const again = await get(site.address, { path, headers: { 'If-None-Match': whole.headers.etag } })
	assert.match(whole.headers['cache-control'], /max-age=31536000, immutable/)
	assert.match(whole.headers['content-type'], /^text\/css/)
	assert.equal(small.headers['content-encoding'], 'gzip')
	assert.deepEqual(gunzipSync(small.body), whole.body)
	assert.equal(again.status, 304)
	assert.equal(again.body.length, 0)
	await site.stop()
})

test('a request hidden in another one is not served', async () => {
	const site = await serve()
	const heard = await talk(site.port, 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n' +
		'0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n')
	assert.match(heard, /^HTTP\/1\.1 400 /)
	assert.doesNotMatch(heard, / 200 /)
	await site.stop()
})

test('over TLS the certificate is the one given, and old protocols are not spoken', async () => {
	const { cert, key } = certificate('site')
	const site = await serve('--tls-cert', cert, '--tls-key', key)
	const page = await get(site.address, { ca: readFileSync(cert) })
	assert.equal(page.status, 200)
	assert.match(page.headers['strict-transport-security'], /max-age=/)
	await assert.rejects(new Promise((resolve, reject) => {
		const old = tls.connect({ port: site.port, host: '127.0.0.1', maxVersion: 'TLSv1.1', minVersion: 'TLSv1', rejectUnauthorized: false }, resolve)
		old.on('error', reject)
	}))
	assert.equal(await site.stop(), 0)
})

test('only a trusted proxy is believed about TLS', async () => {
	const headers = { 'X-Forwarded-Proto': 'https' }
	const alone = await serve()
	assert.equal((await get(alone.address, { headers })).headers['strict-transport-security'], undefined)
	await alone.stop()
	const behind = await serve('--trust-proxy', '127.0.0.1')
	assert.match((await get(behind.address, { headers })).headers['strict-transport-security'], /max-age=/)
	await behind.stop()
})

test('what keeps it from starting is said in a sentence', async () => {
	const one = certificate('one'), other = certificate('other')
	const site = await serve()
	for (const [options, sentence] of [
		[['--port', String(site.port)], /is in use/],
		[['--tls-cert', one.cert], /--tls-key/],
		[['--tls-cert', '/nowhere.pem', '--tls-key', one.key], /Cannot read \/nowhere\.pem/],
		[['--tls-cert', one.cert, '--tls-key', other.key], /certificate and key/],
		[['--listen', 'example.org'], /not an address/],
		[['--trust-proxy', 'example.org'], /addresses like/]
	]) {
		const end = await serve(...options)
		assert.match(end.said ?? 'it serves', sentence)
		assert.notEqual(end.status, 0)
	}
	await site.stop()
})

let failed = 0
for (const { name, body } of tests) {
	try {
		await Promise.race([body(), new Promise((_, reject) => setTimeout(reject, 120_000, new Error('took longer than 120 s')).unref())])
		console.log(`ok   ${name}`)
	} catch (error) {
		failed++
		console.log(`FAIL ${name}\n${error.stack}`)
	}
}
cleanUp()
console.log(`smoke: ${tests.length - failed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
