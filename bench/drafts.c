/* drafts.c - people who ask for help, as far as the last page: what the load posts.
 *
 * drafts URL N > requests
 * Lines as bench/signins prints them, with the address of who asks at their end. Kinds: answer (a question of the form, answered again and
 * again), send (the check page, which sends the request; once each), N of either. */
#include "base/crypt.h"
#include "care/inquiry/draft.h"

#define AT_ONCE 500

struct making {
	const char *kind;
	int from, n;
};

static err make_one(struct wtx *w, const struct making *m, int number)
{
	struct ctx *c = wtx_ctx(w);
	bool sends = !strcmp(m->kind, "send");
	struct draft d = {0};

	c->address = str_format(c->arena, "10.%d.%d.%d", sends + 1, number / 250, number % 250 + 1);
	d.v[ASK_KIND] = STR("self");
	d.v[ASK_DANGER] = STR("no");
	d.v[ASK_HELP] = STR("addiction");
	d.v[ASK_CENTER] = STR(CENTER_ANY);
	d.v[ASK_ZIP] = STR("78702");
	d.v[ASK_GIVEN] = str_format(c->arena, "Given%d", number);
	d.v[ASK_FAMILY] = str_format(c->arena, "Family%d", number % 997);
	d.v[ASK_AGE] = STR("34");
	d.v[ASK_REACH_BY] = STR("email");
	d.v[ASK_PHONE] = str_format(c->arena, "512-55%d-%04d", number / 10000 % 10, number % 10000);
	d.v[ASK_EMAIL] = str_format(c->arena, "person%d@example.org", number);
	d.v[ASK_PAYER] = STR("medicaid");
	d.v[ASK_SOURCE] = STR("self");
	TRY(draft_begin(w, &d));
	printf("%s\tPOST\t/ask/%.*s/%s\t\t%s\t%.*s\n", m->kind, STR_ARG(d.token), sends ? "check" : "reach",
		sends ? "send=1" : "reach-by=phone&phone=512-555-0199&email=&safe-times=evenings", STR_ARG(c->address));
	return OK;
}

static err make_some(struct wtx *w, void *arg)
{
	const struct making *m = arg;

	for (int i = 0; i < m->n; i++)
		TRY(make_one(w, m, m->from + i));
	return OK;
}

static err make_all(struct db *db, const char *kind, int n)
{
	for (int from = 0; from < n; from += AT_ONCE) {
		struct making m = {kind, from, n - from < AT_ONCE ? n - from : AT_ONCE};
		struct arena memory;
		struct ctx c;
		err e;

		arena_init(&memory, (size_t)256 << 20);
		ctx_init(&c, &memory, instant_now());
		access_local(&c);
		e = db_write_long(&c, db, make_some, &m);
		if (e != OK)
			fprintf(stderr, "drafts: %s %.*s\n", err_name(e), STR_ARG(c.fail_text));
		arena_free(&memory);
		TRY(e);
	}
	return OK;
}

int main(int argc, char **argv)
{
	struct db *db;
	char why[512];
	int64_t n;
	err e;

	if (argc != 3 || !str_to_int(str_of(argv[2]), &n) || n < 1 || n > 60000) {
		fputs("usage: drafts URL N\n", stderr);
		return 2;
	}
	if (crypt_init() != OK || db_open(&(struct db_options){.url = argv[1]}, &db, why, sizeof(why)) != OK) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	e = make_all(db, "answer", (int)n);
	if (e == OK)
		e = make_all(db, "send", (int)n);
	db_close(db);
	return e != OK;
}
