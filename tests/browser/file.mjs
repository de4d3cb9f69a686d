// file.mjs - runs the tests of one file, node file.mjs NAME [word...], and says "N passed, N failed" when there were any.

import { close, tests } from './harness.mjs'

const [file, ...words] = process.argv.slice(2)
const mostSeconds = 90
const wanted = name => !words.length || words.some(word => file.includes(word) || name.includes(word))

async function inTime(body) {
	let timer
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`not done after ${mostSeconds} seconds`)), mostSeconds * 1000)
	})
	await Promise.race([body(), late]).finally(() => clearTimeout(timer))
}

let passed = 0
let failed = 0
await import(`./${file}`)
for (const { name, body } of tests.filter(test => wanted(test.name))) {
	try {
		await inTime(body)
		passed++
	} catch (error) {
		failed++
		console.log(`FAILED ${file}: ${name}\n${error.stack.replace(/^/gm, '\t')}`)
	}
}
await close()
if (passed + failed) console.log(`${file}: ${passed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
