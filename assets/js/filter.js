// filter.js - a field that narrows a list while one types; `/` goes to it from anywhere within the list.
//   <input type="search" data-filter="[data-row]">   <p data-filter-none hidden>Nobody here is called that.</p>
// The attribute selects the rows. A row is matched by its data-find, or else by all it says.

const typing = 'input:not([type="radio"], [type="checkbox"]), textarea, select'
const folded = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function attach(field) {
	const rows = () => document.querySelectorAll(field.dataset.filter)
	const none = document.querySelector('[data-filter-none]')

	const narrow = () => {
		const words = folded(field.value).split(/\s+/).filter(Boolean)
		let shown = 0

		for (const row of rows()) {
			const says = folded(row.dataset.find || row.textContent)
			row.hidden = !words.every(word => says.includes(word))
			if (!row.hidden) shown++
		}
		if (none) none.hidden = shown > 0
	}
	field.addEventListener('input', narrow)
	document.addEventListener('keydown', event => {
		if (event.key !== '/' || !event.target.closest(field.dataset.filter) || event.target.matches(typing)) return
		event.preventDefault()
		field.focus()
		field.select()
	})
	narrow() // a browser that goes back keeps what was typed
}

document.querySelectorAll('[data-filter]').forEach(attach)
