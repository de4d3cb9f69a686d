// signin.mjs - signs each role in once, the way a person does at the first time: one-time code, new password, and for staff the
// second factor. Later pages of that role start with the cookies this gave.

import { createHmac } from 'node:crypto'
import { command, database } from './server.mjs'

const kept = new Map() // role -> promise of cookies
export const password = 'seven brown herons over the mill'
let codes

// "  Front desk      login frontdesk       code 2QGZ2-1VJQ6" - role is front_desk
export function codeOf(role) {
	codes ??= [...command('user', 'demo-codes', '--database', database()).matchAll(/^ +(\S.*?) +login (\S+) +code (\S+)/gm)]
		.map(([, label, login, code]) => ({ role: label.toLowerCase().replace(' ', '_'), login, code }))
	const found = codes.find(row => row.role === role)
	if (!found) throw new Error(`no demo account has the role ${role}`)
	return found
}

// RFC 6238 with the parameters every app has: SHA-1, 30 seconds, 6 digits.
export function totp(secret, now = Date.now()) {
	const bits = [...secret.replace(/[\s=]/g, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
	const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
	const counter = Buffer.alloc(8)
	counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
	const mac = createHmac('sha1', key).update(counter).digest()
	const at = mac[19] & 15
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

// The first sign-in, on the open page: ends on the first page of the role.
export async function firstSignIn(page, { login, code }) {
	await page.goto('/sign-in/first')
	await page.fill('[name="login"]', login)
	await page.fill('[name="code"]', code)
	await page.fill('[name="password"]', password)
	await page.fill('[name="again"]', password)
	await page.click('main button')
	if (page.url().includes('/sign-in/second-factor')) {
		await page.fill('[name="code"]', totp(await page.textContent('#key')))
		await page.click('main button')
		await page.click('text=I have them. Go on')
	}
	if (page.url().includes('/sign-in')) throw new Error(`${login} was not let in: ${await page.textContent('main')}`)
}

async function signIn(browser, origin, role) {
	const context = await browser.newContext({ baseURL: origin })
	try {
		await firstSignIn(await context.newPage(), codeOf(role))
		return await context.cookies()
	} finally {
		await context.close()
	}
}

export function cookiesOf(browser, origin, role) {
	if (!kept.has(role)) kept.set(role, signIn(browser, origin, role))
	return kept.get(role)
}
