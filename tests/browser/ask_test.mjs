// ask_test.mjs - asking for help from the public site: for oneself, for someone else, as a professional; every page with axe, on a phone, at
// 320 px, by keyboard and without scripts; danger first; and that a code brings back what was written.

import { assert, fits, looksRight, open, phone, press, refused, smallest, test } from './harness.mjs'

const words = async (page, selector = 'main') => (await page.textContent(selector)).replace(/\s+/g, ' ').trim()
const next = page => page.click('main form button:has-text("Continue")')
const answers = {
	danger: page => page.click('label:text-is("No")'),
	you: async page => {
		await page.fill('[name="ref-name"]', 'Dr. Ada Quill')
		await page.fill('[name="ref-org"]', 'Quill Family Practice')
		await page.selectOption('[name="ref-source"]', { index: 1 })
		await page.fill('[name="ref-phone"]', '512 555 0142')
		await page.fill('[name="ref-email"]', 'ada@practice.example')
	},
	help: page => page.check('[name="help"] >> nth=0'),
	'your-name': page => page.fill('[name="asker-name"]', 'Robin'),
	name: async page => {
		if (!/You can leave this empty/.test(await words(page))) await page.fill('[name="given"]', 'Jamie')
	},
	age: page => page.fill('[name="age"]', '34'),
	guardian: async () => {},
	where: page => page.fill('[name="zip"]', '78702'),
	reach: async page => {
		await page.check('[name="reach-by"][value="phone"]')
		await page.fill('[name="phone"]', '512 555 0143')
		await page.check('[name="silent"]')
		await page.fill('[name="safe-times"]', 'weekdays after 5 pm')
	},
	agreement: page => page.check('[name="ref-agreed"][value="yes"]'),
	urgency: page => page.check('[name="urgency"] >> nth=0'),
	paying: async () => {},
	heard: async () => {},
	more: page => page.fill('[name="note"]', 'Evenings would be best.'),
	files: async () => {}
}

// Answers page after page until everything stands there once more; `each` sees every page before its answer.
async function answerAll(page, each = async () => {}) {
	const seen = []
	for (;;) {
		const name = page.url().split('/').pop()
		await each(page, name)
		if (name === 'check') return seen
		assert.ok(answers[name], `a page without an answer here: ${name}`)
		assert.ok(!seen.includes(name), `the page ${name} came again: ${await words(page)}`)
		seen.push(name)
		await answers[name](page)
		await next(page)
	}
}

async function begin(kind, options) {
	const page = await open('/ask', options)
	await page.check(`[name="kind"][value="${kind}"]`)
	await page.click('text=Start')
	return page
}

for (const [how, view] of [['on a desktop', undefined], ['on a phone', phone], ['at 320 px', smallest]])
	for (const kind of ['self', 'other', 'professional'])
		test(`asking for help, ${kind}, ${how}: every page is accessible and fits, and the request arrives`, async () => {
			const page = await begin(kind, { view })
			const seen = await answerAll(page, (at, name) => looksRight(at, `ask-${kind}-${name}`))
			assert.ok(seen[0] === 'danger' && seen.length >= 8, seen.join(' '))
			const all = await words(page, 'main dl')
			assert.ok(all.includes('weekdays after 5 pm') && all.includes('Evenings would be best.'), all)
			await page.click('text=Send my request')
			assert.match(await words(page), /We got it.*What happens next/)
			await looksRight(page, `ask-${kind}-sent`)
			assert.deepEqual(await page.context().cookies(), [])
		})

test('asking for help without scripts reaches the center, which sees it at once', async () => {
	const page = await begin('self', { noScript: true })
	await answerAll(page, async (at, name) => {
		await fits(at)
		if (name === 'name') await at.fill('[name="family"]', 'Wilhelmsen')
	})
	const center = /This goes to ([^.]+)\./.exec(await words(page))[1]
	await page.click('text=Send my request')
	assert.match(await words(page), /We got it/)
	const desk = await open('/today', { as: 'front_desk' })
	await desk.click('nav[aria-label="Main"] >> text=Inquiries')
	assert.ok((await words(desk)).includes('Wilhelmsen'), `not on the list of the front desk; it went to ${center}`)
})

test('danger comes first, with 911 and 988, and what was written is kept', async () => {
	const page = await begin('other', { view: phone })
	await page.click('label:text-is("Yes")')
	await next(page)
	assert.match(await words(page), /Get help now.*Call 911.*988.*is kept/)
	await looksRight(page, 'ask-danger-now')
	await page.click('text=Go on with my request')
	assert.match(page.url(), /\/help$/)
})

test('a code on paper opens the request on another phone where it was left', async () => {
	const page = await begin('self', {})
	await answers.danger(page)
	await next(page)
	await answers.help(page)
	await next(page)
	await page.fill('[name="given"]', 'Juniper')
	await next(page)
	await page.click('summary:has-text("Stop here")')
	const code = await words(page, '.pl-code')
	const other = await open('/ask/return', { view: phone })
	await looksRight(other, 'ask-return')
	await other.fill('[name="code"]', '0000-0000')
	await other.click('main form button')
	assert.ok((await words(other, '.govuk-error-message')).length > 10)
	await other.fill('[name="code"]', code.toLowerCase())
	await other.click('main form button')
	assert.match(other.url(), /\/age$/)
	await answerAll(other)
	assert.ok((await words(other, 'main dl')).includes('Juniper'))
	await page.reload()
	assert.match(await words(page), /not find|not found|moved|gone/i)
})

test('a mistake is told beside its field, and what was typed stays', async () => {
	const page = await begin('self', {})
	await refused(page, () => next(page))
	await looksRight(page, 'ask-mistake')
	assert.match(await words(page, '.govuk-error-message'), /Select|Choose/)
	await page.goto(page.url().replace(/danger$/, 'reach'))
	await page.check('[name="reach-by"][value="phone"]')
	await page.fill('[name="phone"]', '12')
	await page.fill('[name="safe-times"]', 'at noon')
	await next(page)
	assert.deepEqual([await page.inputValue('[name="phone"]'), await page.inputValue('[name="safe-times"]')], ['12', 'at noon'])
	assert.ok((await words(page, '.govuk-error-message')).length > 10)
})

test('a link for families or professionals has answered the first question, and the keyboard alone starts', async () => {
	const page = await open('/families', {})
	await page.click('main >> text=Ask for someone')
	assert.ok(await page.isChecked('[name="kind"][value="other"]'))
	await page.goto('/professionals')
	await page.click('main >> text=Make a referral')
	assert.ok(await page.isChecked('[name="kind"][value="professional"]'))
	await page.focus('[name="kind"][value="professional"]')
	await press(page, 'ArrowUp', 'ArrowUp')
	assert.equal(await press(page, 'Tab'), 'Start')
	await page.keyboard.press('Enter')
	await page.waitForURL(/\/danger$/)
	await page.focus('[name="danger"] >> nth=1')
	await press(page, 'Space', 'Tab')
	await page.keyboard.press('Enter')
	await page.waitForURL(/\/help$/)
})
