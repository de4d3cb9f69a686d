// board.js - the group board saves itself, row by row. The page is a plain form without it; with it
// - a change posts the fields of its row (and those of no row) with `row`=its id and the header X-Porchlight: fragment;
//   the answer is that row as the server has it now, with a status: 200 saved, 409 somebody else was first, 422 something is wrong;
// - keys, while a choice is focused: up and down go from row to row, the letter in data-key chooses; Ctrl+Enter saves at once;
// - [data-names-switch] shows initials in place of names.
// What it says stands in the form's data-say-* attributes: saving, saved, failed, signed-out.

const board = document.querySelector('[data-board]')
const pauseAfterTyping = 800 // ms

if (board) start(board)

function start(form) {
	const live = document.createElement('p')
	const waiting = new Map() // row id -> timer of a change not sent yet
	const sending = new Set() // row ids under way
	const kept = new Map() // row id -> what the server has, as far as this page knows
	let replacing = false // taking a field away makes the browser say that it changed

	live.className = 'govuk-visually-hidden'
	live.setAttribute('role', 'status')
	form.after(live)

	const rowOf = element => element.closest?.('[data-row]')
	const rowById = id => form.querySelector(`[data-row="${CSS.escape(id)}"]`)

	const valuesOf = row => String(new URLSearchParams([...row.querySelectorAll('input:not([type="hidden"]), select, textarea')]
		.filter(field => !['radio', 'checkbox'].includes(field.type) || field.checked).map(field => [field.name, field.value])))
	form.querySelectorAll('[data-row]').forEach(row => kept.set(row.dataset.row, valuesOf(row)))

	function say(row, state, text) {
		row.dataset.state = state
		row.querySelector('[data-said]')?.replaceChildren(text)
		live.textContent = `${row.getAttribute('aria-label')}: ${text}`
	}

	function schedule(row, delay) {
		const id = row.dataset.row
		clearTimeout(waiting.get(id))
		waiting.set(id, setTimeout(() => save(id), delay))
		if (row.dataset.state !== 'saving') row.dataset.state = 'dirty'
	}

	function bodyOf(row) {
		const body = new URLSearchParams({ row: row.dataset.row })
		for (const [name, value] of new FormData(form)) {
			const field = form.elements[name]
			const element = field instanceof RadioNodeList ? field[0] : field
			if (row.contains(element) || !rowOf(element)) body.append(name, value)
		}
		return body
	}

	async function save(id) {
		clearTimeout(waiting.get(id))
		waiting.delete(id)
		const row = rowById(id)
		if (sending.has(id)) return schedule(row, pauseAfterTyping)
		if (kept.get(id) === valuesOf(row)) return say(row, 'saved', form.dataset.saySaved)

		sending.add(id)
		kept.delete(id) // until the answer is here nobody knows what the server has
		say(row, 'saving', form.dataset.saySaving)
		try {
			const answer = await fetch(form.action, {
				method: 'POST',
				headers: { 'X-Porchlight': 'fragment' },
				body: bodyOf(row),
				redirect: 'error'
			})
			await settle(id, answer)
		} catch {
			say(row, 'failed', form.dataset.sayFailed)
		} finally {
			sending.delete(id)
		}
	}

	async function settle(id, answer) {
		const row = rowById(id)
		if (answer.status === 401 || answer.status === 403) return say(row, 'failed', form.dataset.saySignedOut)
		if (![200, 409, 422].includes(answer.status)) return say(row, 'failed', form.dataset.sayFailed)

		const template = document.createElement('template')
		template.innerHTML = await answer.text()
		const fresh = template.content.querySelector('[data-row]')
		if (waiting.has(id) && answer.ok) { // typed on meanwhile: keep that, it goes next
			kept.set(id, valuesOf(fresh))
			return takeHidden(row, fresh)
		}

		replace(row, fresh)
		if (answer.status === 422) kept.delete(id)
		if (answer.ok) say(fresh, 'saved', form.dataset.saySaved)
		else say(fresh, answer.status === 409 ? 'conflict' : 'failed', fresh.querySelector('[data-said]')?.textContent ?? form.dataset.sayFailed)
	}

	function saveChanged() {
		const rows = [...form.querySelectorAll('[data-row]')].filter(row => kept.get(row.dataset.row) !== valuesOf(row))
		for (const row of rows) save(row.dataset.row)
		if (!rows.length) live.textContent = form.dataset.saySaved
	}

	// The row's version travels in a hidden field.
	function takeHidden(row, fresh) {
		for (const field of fresh.querySelectorAll('input[type="hidden"]')) {
			const mine = row.querySelector(`input[name="${CSS.escape(field.name)}"]`)
			if (mine) mine.value = field.value
		}
	}

	function replace(row, fresh) {
		const focused = row.contains(document.activeElement) ? document.activeElement : null
		fresh.hidden = row.hidden
		replacing = true
		row.replaceWith(fresh)
		replacing = false
		kept.set(fresh.dataset.row, valuesOf(fresh))
		if (focused) (document.getElementById(focused.id) ?? fresh.querySelector('input:not([type="hidden"])'))?.focus()
	}

	form.addEventListener('change', event => {
		const row = rowOf(event.target)
		if (row && !replacing) schedule(row, 0)
	})
	form.addEventListener('input', event => {
		const row = rowOf(event.target)
		if (row && event.target.type !== 'radio') schedule(row, pauseAfterTyping)
	})

	const shownRows = () => [...form.querySelectorAll('[data-row]:not([hidden])')]
	const controls = row => [...row.querySelectorAll('input:not([type="hidden"], [type="radio"]), select')]

	function step(target, by) {
		const rows = shownRows()
		const row = rowOf(target)
		const next = rows[rows.indexOf(row) + by]
		if (!next) return
		const place = controls(row).indexOf(target)
		const there = place < 0 ? next.querySelector('input[type="radio"]:checked, input[type="radio"]') : controls(next)[place]
		const checked = place < 0 && next.querySelector('input[type="radio"]:checked')
		;(checked || there)?.focus()
	}

	function choose(row, key) {
		const choice = row.querySelector(`[data-key="${CSS.escape(key)}"]`)
		if (!choice || choice.disabled) return false
		choice.focus()
		if (!choice.checked) choice.click()
		return true
	}

	form.addEventListener('keydown', event => {
		if (event.ctrlKey && event.key === 'Enter') {
			event.preventDefault()
			return saveChanged()
		}
		const row = rowOf(event.target)
		if (!row || event.altKey || event.metaKey || event.ctrlKey) return
		const onChoice = event.target.type === 'radio'
		const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
		if (by && (onChoice || event.target.type === 'text')) {
			event.preventDefault()
			step(event.target, by)
		} else if (onChoice && choose(row, event.key.toLowerCase())) {
			event.preventDefault()
		}
	})

	document.querySelector('[data-names-switch]')?.addEventListener('click', event => {
		const initials = form.dataset.names !== 'initials'
		form.dataset.names = initials ? 'initials' : 'full'
		event.currentTarget.setAttribute('aria-pressed', String(initials))
	})

	addEventListener('beforeunload', event => {
		if (waiting.size || sending.size || form.querySelector('[data-state="failed"]')) event.preventDefault()
	})
	form.addEventListener('submit', () => {
		waiting.forEach(timer => clearTimeout(timer))
		waiting.clear()
		form.querySelectorAll('[data-state]').forEach(row => delete row.dataset.state)
	})
}
