// finder_test.mjs - somebody looks for a program: near three places for each of the five types, with filters, by keyboard, without
// scripts and on a phone; compares three, prints what to ask, and finds a way on where there is nothing.

import { accessible, assert, fits, focused, looksRight, open, phone, picture, press, refused, smallest, test } from './harness.mjs'

const types = ['addiction', 'mental_health', 'co_occurring', 'teen', 'eating_disorder']
// As the editions of 2022 say; the demo's five programs in Austin are one more of each.
const places = {
	'78702': { miles: 25, found: [16 + 1, 6 + 1, 13 + 1, 7 + 1, 5 + 1] },
	'04609': { miles: 100, found: [16, 2, 16, 5, 3] },
	'99929': { miles: 100, found: [2, 1, 2, 0, 2] }
}
const claims = {
	addiction: /Lists intensive outpatient treatment for substance use/,
	mental_health: /ask whether it is an IOP/i,
	co_occurring: /Ask whether one team treats both/,
	teen: /Lists intensive outpatient/,
	eating_disorder: /eating disorders/
}

const words = async (page, of) => (await page.textContent(of)).replace(/\s+/g, ' ')
const total = async page => Number((await words(page, '[data-count]')).match(/^ ?(\d+) places? within/)?.[1] ?? 0)
const names = page => page.locator('.pl-place__name a').allInnerTexts()
const ours = page => page.locator('.pl-place.pl-card--lamp')

for (const [zip, { miles, found }] of Object.entries(places))
	test(`finder: near ${zip}, for each of the five types, on a phone and a desktop`, async () => {
		const page = await open('/find', { phone: zip === '04609' })
		for (const [i, type] of types.entries()) {
			await page.fill('#near', zip)
			await page.selectOption('#for', type)
			await page.selectOption('#miles', String(miles))
			await page.click('text="Find programs"')
			assert.match(page.url(), new RegExp(`near=${zip}&for=${type}&miles=${miles}`))
			const own = await ours(page).count()
			assert.equal(own > 0, zip === '78702', `${type}: a program of ours`)
			assert.equal(await total(page), found[i], type)
			if (found[i]) assert.match(await words(page, '.pl-place:not(.pl-card--lamp)'), claims[type])
			for (const card of await page.locator('.pl-place:not(.pl-card--lamp)').all())
				assert.match(await card.textContent(), /SAMHSA directory 2022: call to confirm/)
			await looksRight(page, `finder-${zip}-${type}`)
		}
	})

test('finder: our own programs say how many seats are open, when that was counted, the next start, days and hours', async () => {
	const page = await open('/find?near=78702&for=addiction')
	const card = await ours(page).first().textContent()
	assert.match(card, /\d+ seats? open now\s+Next start: \w+day \d+ \w+, \d+:\d\d [ap]m|No seat open now/)
	assert.match(card, /Mon, .*\d+:\d\d [ap]m to \d+:\d\d [ap]m/)
	assert.match(card, /Seats from our own rosters, counted \w+day \d+ \w+, \d+:\d\d [ap]m/)
	assert.match(await ours(page).locator('text=Ask for help here').getAttribute('href'), /^\/ask\?center=\w+&program=\w+$/)
	await ours(page).locator('h3 a').click()
	assert.match(page.url(), /\/programs\/\w+\/\w+$/)
	assert.match(await words(page, 'main'), /How long do people stay\?/)
})

test('finder: a city and its state, and what may have been meant', async () => {
	const page = await open('/find?near=Austin%2C+TX&for=addiction')
	assert.match(await words(page, '[data-count]'), /within 25 miles of Austin, TX/)
	await page.fill('#near', 'Austn, TX')
	await refused(page, () => page.click('text="Find programs"'))
	await looksRight(page, 'finder-city-unknown')
	assert.equal(await page.inputValue('#near'), 'Austn, TX')
	await page.click('text="Austin, TX"')
	assert.ok(await total(page) > 1)
})

test('finder: filters count what fits, and the address can be passed on', async () => {
	const page = await open('/find?near=10001&for=addiction')
	const medicaid = page.locator('label[for="pays-medicaid"]')
	const fits = Number((await medicaid.textContent()).match(/\((\d+)\)/)[1])
	assert.ok(fits > 10 && fits < await total(page))
	await medicaid.click()
	await page.waitForURL(/pays=medicaid/)
	await page.waitForFunction(n => document.querySelector('[data-count]').textContent.includes(`${n} places`), fits)
	await page.locator('summary', { hasText: 'Language' }).click()
	await page.locator('label[for="language-spanish"]').click()
	await page.waitForURL(/language=spanish/)
	await looksRight(page, 'finder-filters')
	const other = await open(new URL(page.url()).pathname + new URL(page.url()).search, { noScript: true })
	assert.equal(await total(other), await total(page))
	assert.deepEqual(await names(other), await names(page))
	assert.ok(await other.isChecked('#pays-medicaid'))
	await other.click('text="Clear filters"')
	assert.ok(await total(other) > fits)
})

test('finder: pages follow each other and lead back', async () => {
	const page = await open('/find?near=10001&for=addiction')
	const first = await names(page)
	await page.click('[rel=next]')
	const second = await names(page)
	assert.match(await words(page, 'main'), /Numbers 11 to 20/)
	assert.equal(second.length, 10)
	assert.match(await page.locator('.pl-place__number').first().innerText(), /11$/)
	await page.click('[rel=prev]')
	assert.deepEqual(await names(page), first)
})

test('finder: three are compared, and the sheet to call them with is printed', async () => {
	const page = await open('/find?near=78702&for=addiction')
	for (let i = 0; i < 3; i++) await page.locator('text=Add to the comparison').first().click()
	await page.click('text="Compare side by side"')
	assert.equal(await page.locator('thead th').count(), 3)
	assert.equal(await page.locator('tbody tr').count(), 14) // four facts, eight questions, the source, what to do
	assert.match(await words(page, 'main'), /About \d+ weeks\. Half of the people stayed longer.*SAMHSA directory 2022: call to confirm/)
	for (const view of [{ width: 1280, height: 800 }, phone, smallest]) {
		await page.setViewportSize(view)
		await looksRight(page, 'finder-compare')
	}
	await page.click('text="Call sheet to print"')
	await looksRight(page, 'finder-call-sheet')
	assert.equal(await page.locator('.pl-sheet').count(), 3)
	assert.equal(await page.locator('.pl-sheet__notes').count(), 3 * 9)
	await page.emulateMedia({ media: 'print' })
	for (const gone of ['nav', '.pl-exit', 'main a >> text=Back to the comparison']) assert.equal(await page.locator(gone).first().isVisible(), false, gone)
	assert.equal(await page.locator('.pl-sheet__notes').first().evaluate(e => getComputedStyle(e).printColorAdjust), 'exact')
	assert.ok((await page.pdf()).length > 10_000)
	await page.emulateMedia({ media: 'screen' })
	await page.click('text="A blank checklist"')
	assert.match(await words(page, '.pl-sheet'), /Name.*Phone.*I spoke with.*Day and time.*How long do people stay\?/)
	await looksRight(page, 'finder-checklist')
})

test('finder: one place shows what its codes answer, what is left to ask, and whose list it is', async () => {
	const page = await open('/find?near=04609&for=addiction&miles=50')
	await page.locator('.pl-place__name a').first().click()
	const said = await words(page, 'main')
	assert.match(said, /Eight questions to ask any program.*Ask: How many weeks does the program usually last.*The listing says: /)
	assert.match(said, /We checked none of it\. .*call to confirm/)
	for (const view of [{ width: 1280, height: 800 }, phone]) {
		await page.setViewportSize(view)
		await looksRight(page, 'finder-facility')
	}
	await page.click('text="Back to the results"')
	assert.match(page.url(), /near=04609&for=addiction&miles=50/)
})

test('finder: where there is nothing it leads on', async () => {
	const page = await open('/find?near=99929&for=addiction', { phone: true })
	await looksRight(page, 'finder-nothing')
	assert.match(await words(page, '[data-count]'), /Nothing found within 25 miles of 99929/)
	assert.equal(await page.getAttribute('main a[href="tel:988"]', 'href'), 'tel:988')
	assert.match(await words(page, 'main'), /1-800-662-4357/)
	assert.match(await words(page, 'main'), /The nearest that fits Ketchikan/)
	await page.click('text="Look within 100 miles"')
	assert.equal(await total(page), 2)
	await page.goto('/find?near=99929&for=teen&miles=100')
	await page.click('main li a >> text=Addiction')
	assert.equal(await total(page), 2)
})

test('finder: the whole way by keyboard', async () => {
	const page = await open('/find')
	assert.equal(await press(page, 'Tab'), 'Skip to main content')
	await press(page, 'Enter')
	assert.match(await press(page, 'Tab'), /ZIP code/)
	await page.keyboard.type('78702')
	assert.equal(await press(page, 'Tab'), 'Use my location')
	assert.match(await press(page, 'Tab'), /Help with/)
	assert.match(await press(page, 'a', 'Tab'), /Within/)
	assert.equal(await press(page, 'Tab'), 'Find programs')
	await Promise.all([page.waitForURL(/near=78702&for=addiction/), page.keyboard.press('Enter')])
	await page.focus('#results')
	await press(page, 'Tab')
	for (let i = 0; i < 40 && !/^Add to the comparison/.test(await focused(page)); i++) await press(page, 'Tab')
	await Promise.all([page.waitForURL(/compare=/), page.keyboard.press('Enter')])
	await page.focus('#results')
	assert.equal(await press(page, 'Tab'), 'Compare side by side')
	await Promise.all([page.waitForURL(/\/find\/compare/), page.keyboard.press('Enter')])
	assert.equal(await page.locator('thead th').count(), 1)
})

test('finder: without scripts everything works but the browser\'s own place', async () => {
	const page = await open('/find', { noScript: true, phone: true })
	assert.equal(await page.locator('[data-locate]').isVisible(), false)
	await page.fill('#near', '78702')
	await page.click('text="Find programs"')
	const all = await total(page)
	await page.locator('summary', { hasText: 'Filters' }).click()
	await page.locator('label[for="pays-medicaid"]').click()
	await page.click('text="Show what fits"')
	assert.ok(await total(page) < all && await total(page) > 0)
	await page.locator('text=Add to the comparison').first().click()
	await page.click('text="Compare side by side"')
	assert.equal(await page.locator('thead th').count(), 1)
})

test('finder: the browser tells where somebody is only when asked, about a kilometer wide, and nothing is kept', async () => {
	const page = await open('/find')
	await page.context().grantPermissions(['geolocation'])
	await page.context().setGeolocation({ latitude: 30.263412, longitude: -97.714567 })
	assert.equal(await page.inputValue('#near'), '')
	await page.click('text="Use my location"')
	await page.waitForURL(/near=30.26%2C-97.71/)
	assert.match(await words(page, '[data-count]'), /places within 25 miles of your location/)
	assert.deepEqual(await page.context().cookies(), [])
	assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0])
	await page.context().clearPermissions()
	await page.goto('/find')
	await page.click('text="Use my location"')
	await page.waitForSelector('text=Type a ZIP code or a city')
	await fits(page)
	await accessible(page)
	await picture(page, 'finder-location-refused')
})
