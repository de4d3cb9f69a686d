/* shipped_forms.c - the forms that are built in: read once, never changed. A build whose own forms cannot be read does not run. */
#include "care/form/questionnaire.h"

#include <pthread.h>
#include <stdlib.h>

#define FORMS_MOST ((size_t)100)
#define ARENA_MOST ((size_t)32 << 20)

static struct arena memory;
static const struct questionnaire *forms[FORMS_MOST];
static size_t n_forms;

static void read_all(void)
{
	struct pack_files files = pack_under("packs/forms/");
	struct pack_file file;
	struct ctx c;

	arena_init(&memory, ARENA_MOST);
	ctx_init(&c, &memory, (instant){0});
	while (pack_files_next(&files, &file) && n_forms < FORMS_MOST) {
		if (questionnaire_read(&c, &file, &forms[n_forms]) == OK) {
			n_forms++;
			continue;
		}
		fprintf(stderr, "porchlight: %.*s cannot be read: %.*s\n", STR_ARG(file.path), STR_ARG(c.fail_text));
		for (const struct problem *p = c.problems; p; p = p->next)
			fprintf(stderr, "  %.*s: %.*s\n", STR_ARG(p->field), STR_ARG(p->text));
		abort();
	}
}

const struct questionnaire *questionnaire_find(str url, str version)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const struct questionnaire *found = NULL;

	pthread_once(&once, read_all);
	for (size_t i = 0; i < n_forms; i++) {
		const struct questionnaire *q = forms[i];

		if (!str_eq(q->url, url) || (version.p && !str_eq(q->version, version)))
			continue;
		if (!found || str_cmp(q->version, found->version) > 0)
			found = q;
	}
	return found;
}
