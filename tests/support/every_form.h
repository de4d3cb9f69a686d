/* every_form.h - one good filling of every form in the program: who sends it, where to, with what, and which row of the journal tells of
 * it. {names} are things of wide_world.h; a * before a value says that people type free text there.
 * Tests go through the list to see that each change is journaled, that no form reaches what is somebody else's, that a wrong token
 * changes nothing, and that typed text is harmless. A POST route without a line here fails the tests of src/cli/every_route_test.c. */
#ifndef TESTS_SUPPORT_EVERY_FORM_H
#define TESTS_SUPPORT_EVERY_FORM_H

#include "support/wide_world.h"

struct every_form {
	const char *pattern; /* of the route */
	enum world_person who;
	const char *address; /* NULL: the pattern itself is one */
	const char *form;
	enum journal_event event;
	const char *elsewhere; /* shown by this test in its place; the other members are empty */
};

/* In an order in which each still finds what it needs. */
extern const struct every_form every_form[];
extern const size_t every_form_n;

#endif
