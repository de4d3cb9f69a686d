// feed_rules.mjs - what a podcast's feed has to be, as RSS 2.0 (rssboard.org), Apple's and Podcasting 2.0's tags and Atom's self link say.
// problemsOf(tree, address) takes the feed as Chromium's own XML parser read it and gives a sentence for each rule that is broken.

const spaces = {
	'http://www.w3.org/2005/Atom': 'atom',
	'http://purl.org/rss/1.0/modules/content/': 'content',
	'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
	'https://podcastindex.org/namespace/1.0': 'podcast'
}
const channelHas = ['title', 'link', 'description', 'language', 'lastBuildDate', 'generator', 'image', 'item', 'atom:link', 'itunes:author',
	'itunes:owner', 'itunes:category', 'itunes:explicit', 'itunes:type', 'itunes:image']
const itemHas = ['title', 'link', 'description', 'guid', 'pubDate', 'enclosure', 'content:encoded', 'itunes:author', 'itunes:duration',
	'itunes:explicit', 'itunes:episodeType', 'podcast:transcript']
const many = ['item', 'itunes:category', 'podcast:transcript']
const sounds = { 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' }
const transcripts = ['text/plain', 'text/html', 'text/vtt', 'application/json', 'application/x-subrip']
const rfc822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/

// In the page: the text as a tree of { name, space, attributes, children, text }, or { trouble }.
export function readXml(text) {
	const read = element => ({
		name: element.localName,
		space: element.namespaceURI,
		attributes: Object.fromEntries([...element.attributes].map(a => [a.name, a.value])),
		children: [...element.children].map(read),
		text: element.children.length ? '' : element.textContent
	})
	const root = new DOMParser().parseFromString(text, 'application/xml')
	const trouble = root.querySelector('parsererror')
	return trouble ? { trouble: trouble.textContent } : read(root.documentElement)
}

const nameOf = node => (node.space ? `${spaces[node.space] ?? node.space}:` : '') + node.name
const all = (node, name) => node.children.filter(child => nameOf(child) === name)
const one = (node, name) => all(node, name)[0]
const words = (node, name) => one(node, name)?.text ?? ''
const isUrl = text => /^https?:\/\/[^/]+\/\S*$/.test(text)

export function problemsOf(rss, address) {
	const problems = []
	const must = (rule, sentence) => { if (!rule) problems.push(sentence) }
	const only = (node, names, where) => {
		for (const child of node.children) must(names.includes(nameOf(child)), `${where} has a ${nameOf(child)}`)
		for (const name of names) must(many.includes(name) || all(node, name).length <= 1, `${where} has more than one ${name}`)
	}
	if (rss.trouble) return [rss.trouble]
	must(nameOf(rss) === 'rss' && rss.attributes.version === '2.0', 'the root is not rss 2.0')
	must(rss.children.length === 1 && nameOf(rss.children[0]) === 'channel', 'there is not one channel')
	const channel = rss.children[0]

	only(channel, channelHas, 'the channel')
	for (const name of ['title', 'description', 'itunes:author', 'language']) must(words(channel, name).trim(), `the channel has no ${name}`)
	must(isUrl(words(channel, 'link')), 'the channel has no link')
	must(/^[a-z]{2}(-[a-z]{2})?$/.test(words(channel, 'language')), 'the language is none')
	must(['true', 'false'].includes(words(channel, 'itunes:explicit')), 'itunes:explicit is neither true nor false')
	must(['episodic', 'serial'].includes(words(channel, 'itunes:type')), 'itunes:type is none')
	must(rfc822.test(words(channel, 'lastBuildDate')), 'lastBuildDate is no date')
	const self = one(channel, 'atom:link')?.attributes ?? {}
	must(self.rel === 'self' && self.type === 'application/rss+xml' && self.href === address, `atom:link is not the feed's own: ${self.href}`)
	const category = one(channel, 'itunes:category')
	must(category?.attributes.text === 'Health & Fitness' && one(category, 'itunes:category')?.attributes.text === 'Mental Health',
		'the category is not one of Apple\'s')
	must(isUrl(one(channel, 'itunes:image')?.attributes.href ?? ''), 'there is no itunes:image')
	const image = one(channel, 'image')
	must(image && isUrl(words(image, 'url')) && words(image, 'title') === words(channel, 'title') && words(image, 'link') === words(channel, 'link'),
		'image does not repeat title and link of the channel')
	const owner = one(channel, 'itunes:owner')
	must(!owner || /^\S+@\S+$/.test(words(owner, 'itunes:email')), 'itunes:owner has no address')

	const items = all(channel, 'item')
	const seen = new Set()
	let before = Infinity
	for (const item of items) {
		const title = words(item, 'title')
		const day = Date.parse(words(item, 'pubDate'))
		const { url = '', length = '', type = '' } = one(item, 'enclosure')?.attributes ?? {}
		const guid = one(item, 'guid')

		only(item, itemHas, title)
		must(title.trim() && words(item, 'description').trim(), 'an item has no title or description')
		must(isUrl(words(item, 'link')), `${title}: no link`)
		must(guid?.text && !seen.has(guid.text), `${title}: its guid is empty or another's`)
		must(isUrl(guid?.text ?? '') || guid?.attributes.isPermaLink === 'false', `${title}: its guid is no link and does not say so`)
		seen.add(guid?.text)
		must(rfc822.test(words(item, 'pubDate')) && day <= before, `${title}: pubDate is no date, or the newest is not first`)
		before = day
		must(isUrl(url) && /^[1-9]\d*$/.test(length), `${title}: the enclosure has no address or length`)
		must(sounds[type] && url.endsWith(`.${sounds[type]}`), `${title}: the enclosure's type is not that of its address`)
		must(/^[1-9]\d*$/.test(words(item, 'itunes:duration')), `${title}: itunes:duration is not in seconds`)
		must(['true', 'false'].includes(words(item, 'itunes:explicit')), `${title}: itunes:explicit is neither true nor false`)
		must(['full', 'trailer', 'bonus'].includes(words(item, 'itunes:episodeType')), `${title}: itunes:episodeType is none`)
		for (const { attributes } of all(item, 'podcast:transcript'))
			must(isUrl(attributes.url) && transcripts.includes(attributes.type), `${title}: a transcript has no address or an unknown type`)
		must(!/(href|src)="(?!https?:|mailto:)/.test(words(item, 'content:encoded')), `${title}: the show notes have an address that leads nowhere elsewhere`)
	}
	return problems
}

// What podcast apps read of it.
export const episodesOf = rss => all(rss.children[0], 'item').map(item => ({
	title: words(item, 'title'),
	link: words(item, 'link'),
	sound: one(item, 'enclosure').attributes,
	seconds: Number(words(item, 'itunes:duration')),
	transcripts: all(item, 'podcast:transcript').map(t => t.attributes)
}))
export const coverOf = rss => one(rss.children[0], 'itunes:image').attributes.href
