// errors.js - a page that comes back with problems starts at the summary; its links go to the field with its label in view.

const summary = document.querySelector('[data-errors]')

if (summary) {
	summary.focus()
	summary.addEventListener('click', event => {
		const link = event.target.closest('a[href^="#"]')
		const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))

		if (!field) return
		event.preventDefault()
		const group = field.closest('fieldset, .govuk-form-group') ?? field
		group.scrollIntoView()
		field.focus({ preventScroll: true })
	})
}
