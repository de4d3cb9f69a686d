// roles_test.mjs - each role comes in by its own door and finds its own pages.

import { assert, looksRight, open, test } from './harness.mjs'

for (const [role, first] of [['administrator', /today/], ['director', /today/], ['front_desk', /today/], ['clinician', /today/], ['participant', /my$/]]) {
	test(`${role}: the first sign-in ends on the first page`, async () => {
		const page = await open(role === 'participant' ? '/my' : '/today', { as: role })
		assert.match(page.url(), first)
		await looksRight(page, `first-${role}`)
	})
}
