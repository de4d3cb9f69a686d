// form.js - the questions of a form appear and go as one answers. Without it the next part of the form waits for "Continue".
//   <form data-form>  <input type="hidden" name="live" value="">
//   <div data-when='[["q3","=","true",""], false]' data-any hidden>
// Each condition is [field, operator, value, "n" where numbers compare], or true or false where the answer is on another page.
// Conditions look at earlier fields only, so one walk down the page decides them all; what is hidden has no answers.

const compare = {
	'=': order => order === 0,
	'>': order => order > 0,
	'<': order => order < 0,
	'>=': order => order >= 0,
	'<=': order => order <= 0,
}

function answersOf(form, name) {
	return [...form.querySelectorAll(`[name="${name}"]`)]
		.filter(field => !field.closest('[hidden]') && (!['radio', 'checkbox'].includes(field.type) || field.checked))
		.map(field => field.value.trim()).filter(Boolean)
}

function order(a, b, asNumbers) {
	const [x, y] = asNumbers ? [Number(a), Number(b)] : [a, b]
	return x < y ? -1 : x > y ? 1 : x === y ? 0 : NaN
}

function holds(form, condition) {
	if (typeof condition === 'boolean') return condition
	const [name, operator, value, kind] = condition
	const answers = answersOf(form, name)
	if (operator === 'exists') return (answers.length > 0) === (value === 'true')
	const some = answers.some(answer => compare[operator === '!=' ? '=' : operator](order(answer, value, kind === 'n')))
	return operator === '!=' ? !some : some
}

function attach(form) {
	const items = [...form.querySelectorAll('[data-when]')].map(item => [item, JSON.parse(item.dataset.when)])

	const settle = () => {
		for (const [item, conditions] of items) {
			const all = conditions.map(condition => holds(form, condition))
			const shown = 'any' in item.dataset ? all.some(Boolean) : all.every(Boolean)
			if (item.hidden === shown) item.hidden = !shown
		}
	}
	form.elements.live.value = 'yes'
	form.addEventListener('input', settle)
	form.addEventListener('change', settle)
	settle() // a browser that goes back keeps what was typed
}

document.querySelectorAll('form[data-form]').forEach(attach)
