// exit.js - the way out: the link, or Escape three times within three seconds, blanks the page and leaves for another site.
// The page does not stay in the browser's history.   <a href="https://..." data-exit>Exit this page</a>

const link = document.querySelector('[data-exit]')
let presses = []

function leave() {
	document.documentElement.classList.add('pl-leaving')
	document.title = link.hostname
	location.replace(link.href)
}

if (link) {
	link.addEventListener('click', event => {
		event.preventDefault()
		leave()
	})
	document.addEventListener('keydown', event => {
		if (event.key !== 'Escape') {
			presses = []
			return
		}
		presses = [...presses.filter(at => event.timeStamp - at < 3000), event.timeStamp]
		if (presses.length === 3) leave()
	})
}
