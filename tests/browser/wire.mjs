// wire.mjs - pages as they come over the wire, without a browser.

import http from 'node:http'
import { gunzipSync } from 'node:zlib'
import { serverAddress } from './server.mjs'

// One answer as a browser asks for it; `body` is what it reads, `wire` how many bytes came, headers included.
export async function fetchRaw(path) {
	const address = new URL(path, await serverAddress())
	return new Promise((resolve, reject) => http.get(address, { agent: false, headers: { 'accept-encoding': 'gzip' } }, answer => {
		const pieces = []
		answer.on('data', piece => pieces.push(piece))
		answer.on('end', () => {
			const sent = Buffer.concat(pieces)
			const body = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
			const head = answer.rawHeaders.reduce((sum, text) => sum + text.length + 2, 20)
			resolve({ status: answer.statusCode, headers: answer.headers, body, wire: head + sent.length })
		})
	}).on('error', reject))
}
