// signin.mjs - signs each role in once, the way a person does at the first time: one-time code, new password, and for staff the
// second factor. Later pages of that role start with the cookies this gave.

import { createHmac } from 'node:crypto'
import { command, database } from './server.mjs'

const kept = new Map() // role -> promise of cookies
const password = 'seven brown herons over the mill'
let codes

// "  Front desk      login frontdesk       code 2QGZ2-1VJQ6" - role is front_desk
function codeOf(role) {
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

async function signIn(browser, origin, role) {
	const { login, code } = codeOf(role)
	const context = await browser.newContext({ baseURL: origin })
	try {
		const page = await context.newPage()
		await page.goto('/sign-in/first')
		await page.fill('[name="login"]', login)
		await page.fill('[name="code"]', code)
		await page.fill('[name="password"]', password)
		await page.click('main button')
		const secret = page.locator('[data-totp-secret]')
		if (await secret.count()) {
			await page.fill('[name="code"]', totp(await secret.textContent()))
			await page.click('main button')
		}
		return await context.cookies()
	} finally {
		await context.close()
	}
}

export function cookiesOf(browser, origin, role) {
	if (!kept.has(role)) kept.set(role, signIn(browser, origin, role))
	return kept.get(role)
}
