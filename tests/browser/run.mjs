// run.mjs - finds the *_test.mjs files, runs their tests one after the other, counts.

import { readdirSync } from 'node:fs'
import { clear, close, tests } from './harness.mjs'

const words = process.argv.slice(2)
const mostSeconds = 40
let passed = 0
let failed = 0

for (const file of readdirSync('.').filter(name => name.endsWith('_test.mjs')).sort()) {
	tests.length = 0
	await import(`./${file}`)
	for (const { name, body } of tests.splice(0)) {
		if (words.length && !words.some(word => file.includes(word) || name.includes(word))) continue
		let timer
		const late = new Promise((_, reject) => {
			timer = setTimeout(() => reject(new Error(`not done after ${mostSeconds} seconds`)), mostSeconds * 1000)
		})
		try {
			await Promise.race([body(), late])
			passed++
		} catch (error) {
			failed++
			console.log(`FAILED ${file}: ${name}\n${error.stack.replace(/^/gm, '\t')}`)
		}
		clearTimeout(timer)
	}
	await clear()
}
await close()
console.log(`browser: ${passed} passed, ${failed} failed`)
process.exit(failed || !passed ? 1 : 0)
