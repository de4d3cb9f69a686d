// finder.js - what the search gains from scripts: the browser's own place, and filters that count at once.
// The place is rounded to two decimals (about a kilometer), goes into the form and is kept nowhere else.

const form = document.querySelector('[data-finder]')
const locate = document.querySelector('[data-locate]')

function locating() {
	const said = document.querySelector('[data-locate-said]')
	locate.hidden = false
	locate.addEventListener('click', () => {
		said.textContent = 'Asking your browser…'
		navigator.geolocation.getCurrentPosition(({ coords }) => {
			form.elements.near.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`
			form.requestSubmit()
		}, () => { said.textContent = 'Your browser did not tell where you are. Type a ZIP code or a city.' })
	})
}

// The whole page is asked for again; its results, and the counts of its filters, take the place of those that are shown.
let last = 0
async function refresh() {
	const turn = ++last
	const address = `${form.action}?${new URLSearchParams(new FormData(form))}`
	const results = document.querySelector('[data-results]')
	results.setAttribute('aria-busy', 'true')
	try {
		const answer = await fetch(address)
		if (!answer.ok) throw new Error(answer.status)
		const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
		if (turn !== last) return
		results.replaceWith(page.querySelector('[data-results]'))
		replaceFilters(page)
		history.replaceState(null, '', address)
		announce(document.querySelector('[data-count]').textContent)
	} catch {
		if (turn === last) location.assign(address)
	}
}

// What is open stays open, and the keyboard stays where it was.
function replaceFilters(page) {
	const here = document.querySelector('[data-filters]')
	const focused = here.contains(document.activeElement) && document.activeElement.id
	const fresh = page.querySelector('[data-filters]')
	for (const group of fresh.querySelectorAll('[data-group]')) {
		const before = here.querySelector(`[data-group="${group.dataset.group}"]`)
		if (before) group.open = before.open
	}
	here.replaceWith(fresh)
	if (focused) document.getElementById(focused)?.focus()
}

const status = document.createElement('p')
status.className = 'govuk-visually-hidden'
status.setAttribute('role', 'status')
function announce(text) {
	status.textContent = text.trim().replace(/\s+/g, ' ')
}

if (locate && 'geolocation' in navigator) locating()
if (document.querySelector('[data-filters]')) {
	document.querySelector('main').append(status)
	document.addEventListener('change', event => { if (event.target.closest('[data-filters]')) refresh() })
}
