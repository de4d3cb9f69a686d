// filter.js - a field that narrows a list while one types; `/` goes to it from anywhere within the list.
//   <input type="search" data-filter="people" aria-controls="people">   <p data-filter-none hidden>Nobody here is called that.</p>
//   <ul id="people"> <li>...</li> </ul>     rows marked data-find, or else the children, are matched by what they say

const folded = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function attach(field) {
	const list = document.getElementById(field.dataset.filter)
	const none = document.querySelector('[data-filter-none]')
	if (!list) return

	const narrow = () => {
		const words = folded(field.value).split(/\s+/).filter(Boolean)
		const marked = list.querySelectorAll('[data-find]')
		let shown = 0

		for (const row of marked.length ? marked : list.children) {
			const says = folded(row.dataset.find || row.textContent)
			row.hidden = !words.every(word => says.includes(word))
			if (!row.hidden) shown++
		}
		if (none) none.hidden = shown > 0
	}
	field.addEventListener('input', narrow)
	list.addEventListener('keydown', event => {
		if (event.key !== '/' || event.target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select')) return
		event.preventDefault()
		field.focus()
		field.select()
	})
	narrow() // a browser that goes back keeps what was typed
}

document.querySelectorAll('[data-filter]').forEach(attach)
