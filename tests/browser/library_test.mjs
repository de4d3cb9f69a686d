// library_test.mjs - anyone reads and hears the library; a podcast app takes its feed; a director writes it.

import { assert, looksRight, open, phone, press, smallest, test } from './harness.mjs'
import { coverOf, episodesOf, problemsOf, readXml } from './feed_rules.mjs'

const pages = ['/library', '/library?kind=episode', '/library/your-first-day', '/library/teamwork-in-care']

for (const [how, options] of [['on a desktop', {}], ['on a phone', { phone: true }], ['at 320 px', { view: smallest }]]) {
	test(`library: every public page fits, and axe finds nothing ${how}`, async () => {
		const page = await open('/', options)
		for (const path of pages) {
			await page.goto(path)
			await looksRight(page, `public${path.replace(/[^a-z]+/g, '-')}`)
		}
		assert.deepEqual(await page.context().cookies(), [])
	})
}

test('library: without scripts, the list leads to the article and to the episode with its player and transcript', async () => {
	const page = await open('/library', { noScript: true })
	await page.click('text=What to bring on your first day')
	assert.equal(await page.textContent('h1'), 'What to bring on your first day')
	assert.match(await page.textContent('.pl-library__facts'), /Article\s+\d+ \w+ \d{4}\s+2 min to read\s+By The Porchlight team/)
	await page.click('nav >> text=Library')
	await page.click('text=Podcast >> nth=0')
	await page.click('text=One plan, many hands')
	assert.ok(await page.getAttribute('audio', 'controls') !== null)
	assert.match(await page.textContent('#transcript'), /Maya:.*Today we talk about teamwork/)
	assert.deepEqual(page.trouble, [])
})

test('library: the player starts, goes on and stops with the keyboard, and asks for parts of the recording', async () => {
	const page = await open('/library/teamwork-in-care')
	const asked = []
	page.on('response', response => { if (response.url().includes('/recordings/')) asked.push([response.status(), response.headers()['content-range']]) })
	await page.focus('audio')
	await press(page, 'Space')
	await page.waitForFunction(() => document.querySelector('audio').currentTime > 0)
	await page.evaluate(() => { document.querySelector('audio').currentTime = 100 })
	await page.waitForFunction(() => document.querySelector('audio').currentTime > 100)
	await press(page, 'Space')
	await page.waitForFunction(() => document.querySelector('audio').paused)
	assert.ok(asked.some(([status, range]) => status === 206 && /^bytes \d+-\d+\/\d+$/.test(range)), JSON.stringify(asked))
	const seconds = await page.evaluate(() => document.querySelector('audio').duration)
	assert.ok(seconds > 120 && seconds < 600, `${seconds} s`)
})

test('library: every word of a public page can be reached by keyboard, and the first key leads past the frame', async () => {
	const page = await open('/library', { view: phone })
	assert.equal(await press(page, 'Tab'), 'Skip to main content')
	await press(page, 'Enter')
	const reached = []
	for (let i = 0; i < 12; i++) reached.push(await press(page, 'Tab'))
	for (const words of ['Everything', 'Articles', 'Podcast', 'What to bring on your first day']) assert.ok(reached.includes(words), `${words}: ${reached}`)
})

test('library: the feed keeps every rule that a validator looks at, and all that it names is there', async () => {
	const page = await open('/library')
	const { origin } = new URL(page.url())
	const answer = await page.request.get('/library/podcast.xml')
	assert.equal(answer.headers()['content-type'], 'application/rss+xml; charset=utf-8')
	const rss = await page.evaluate(readXml, await answer.text())
	assert.deepEqual(problemsOf(rss, `${origin}/library/podcast.xml`), [])
	const [episode] = episodesOf(rss)
	assert.equal(episode.title, 'One plan, many hands: teamwork in care')
	const sound = await page.request.get(episode.sound.url)
	assert.equal(sound.headers()['content-type'], episode.sound.type)
	assert.equal((await sound.body()).length, Number(episode.sound.length))
	for (const { url, type } of episode.transcripts) {
		const transcript = await page.request.get(url)
		assert.ok(transcript.headers()['content-type'].startsWith(type))
		assert.match(await transcript.text(), /teamwork/)
	}
	assert.equal((await page.request.get(episode.link)).status(), 200)
	const cover = await (await page.request.get(coverOf(rss))).body()
	assert.equal(cover.toString('latin1', 1, 4), 'PNG')
	assert.deepEqual([cover.readUInt32BE(16), cover.readUInt32BE(20)], [1400, 1400])
})

test('library: the rules for feeds find what is wrong with one', async () => {
	const page = await open('/library')
	const address = `${new URL(page.url()).origin}/library/podcast.xml`
	const text = await (await page.request.get('/library/podcast.xml')).text()
	const wrong = async (from, to) => {
		assert.ok(text.includes(from), from)
		return problemsOf(await page.evaluate(readXml, text.replaceAll(from, to)), address)
	}
	assert.match((await wrong('</channel>', '')).join(), /mismatch|error/)
	assert.match((await wrong('rel="self"', 'rel="next"')).join(), /atom:link/)
	assert.match((await wrong(' length="', ' length="x')).join(), /enclosure/)
	assert.match((await wrong('audio/mpeg', 'audio/ogg')).join(), /type/)
	assert.match((await wrong(' +0000</pubDate>', '</pubDate>')).join(), /pubDate/)
	assert.match((await wrong('<itunes:explicit>false', '<itunes:explicit>no')).join(), /explicit/)
	assert.match((await wrong('isPermaLink="false"', '')).join(), /guid/)
})

test('library: a page on paper has the words and neither player nor frame', async () => {
	const page = await open('/library/teamwork-in-care')
	await page.emulateMedia({ media: 'print' })
	for (const gone of ['audio', '.pl-urgent', '.pl-site__foot', '.pl-crumbs']) assert.equal(await page.isVisible(gone), false, gone)
	assert.ok(await page.isVisible('#transcript'))
})

// The desk's pages of one item, with an id that the demo made.
async function desk(options = {}) {
	const page = await open('/organization/library', { as: 'director', ...options })
	await page.click('text=One plan, many hands')
	return page
}

for (const view of [undefined, smallest]) {
	test(`library: the desk's pages fit a window of ${view?.width ?? 1280} and axe finds nothing`, async () => {
		const page = await desk({ view })
		await looksRight(page, 'library-episode')
		const at = page.url()
		for (const path of ['/organization/library', '/organization/library/new', '/organization/library/new?kind=episode', '/organization/library/podcast', `${at}/preview`]) {
			await page.goto(path)
			await looksRight(page, `library${new URL(page.url()).pathname.replace(/[^a-z]+/g, '-')}`)
		}
	})
}

test('library: without scripts, a director writes an article, looks at it, publishes it, and takes it back', async () => {
	const page = await open('/organization/library', { as: 'director', noScript: true })
	const title = `Waiting well ${Date.now()}`
	await page.click('text=Write an article')
	await page.fill('#title', title)
	await page.click('text=Save as a draft')
	assert.match(await page.title(), /^Error: /)
	assert.equal(await page.inputValue('#title'), title)
	await page.fill('#summary', 'What to do while you wait for a seat.')
	await page.fill('#body', '# Call\n\nCall <b>us</b> *each* week. [Ask](javascript:alert(1))')
	await page.click('text=Save as a draft')
	assert.match(await page.textContent('[role=status]'), /is saved/)
	const slug = await page.inputValue('#slug')
	assert.match(slug, /^waiting-well-\d+$/)
	await page.click('text=Look at it as readers will')
	assert.equal(await page.textContent('.pl-prose h2'), 'Call')
	assert.match(await page.innerHTML('.pl-prose'), /Call &lt;b&gt;us&lt;\/b&gt; <em>each<\/em> week\. Ask/)
	await page.click('text=Change it')
	await page.click('text=Publish it')
	assert.match(await page.textContent('[role=status]'), /published/)
	const reader = await open(`/library/${slug}`)
	assert.equal(await reader.textContent('h1'), title)
	await page.click('text=Take it back to a draft')
	reader.trouble.length = 0
	assert.equal((await reader.goto(`/library/${slug}?again`)).status(), 404)
})

test('library: who saves an article second sees the other words beside their own, and may keep their own', async () => {
	const first = await open('/organization/library', { as: 'director' })
	await first.click('text=What a skills group is')
	const second = await open(first.url(), { as: 'administrator' })
	const words = await first.inputValue('#body')
	await first.fill('#body', `${words}\n\nFirst.`)
	await first.click('button:text-is("Save")')
	await second.fill('#body', `${words}\n\nSecond.`)
	await second.click('button:text-is("Save")')
	assert.match(await second.textContent('#body-note'), /another text now/)
	assert.match(await second.inputValue('#body'), /Second\./)
	assert.match(await second.textContent('details pre'), /First\./)
	second.trouble.length = 0 // Chromium calls the 422 itself an error
	await looksRight(second, 'library-conflict')
	await second.click('button:text-is("Save")')
	assert.match(await second.textContent('[role=status]'), /is saved/)
})

test('library: words sent as a recording are refused beside the field', async () => {
	const page = await desk({ noScript: true })
	await page.setInputFiles('#audio', { name: 'talk.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('only words, no sound') })
	await page.click('text=Send the recording')
	assert.match(await page.textContent('#audio-note'), /not an MP3, M4A or Ogg recording/)
})
