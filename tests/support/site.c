/* site.c - see site.h. */
#include "support/site.h"

#include "base/crypt.h"
#include "base/id.h"

void site_open(struct site *s, struct test_db *t)
{
	*s = (struct site){.t = t};
	wide_world_make(t);
	serve_routes(&s->routes);
	test_web_open(&s->w, t->db, s->routes.tables, s->routes.n_tables);
	s->w.address = "192.0.2.77";
	s->w.app.now = t->c->now;
}

void enter_as(struct site *s, enum world_person who)
{
	memset(s->w.jar, 0, sizeof(s->w.jar));
	web_sign_in(&s->w, s->t, who);
}

const struct every_form *form_of(const char *pattern)
{
	for (size_t i = 0; i < every_form_n; i++)
		if (!strcmp(every_form[i].pattern, pattern))
			return &every_form[i];
	return NULL;
}

/* ---- what the database holds ------------------------------------------------------------------------------------------ */

static void put_value(struct buf *b, enum db_type type, const void *v)
{
	if (!v)
		buf_z(b, "null");
	else if (type == DB_TEXT || type == DB_CODE)
		buf_str(b, *(const str *)v);
	else if (type == DB_BYTES)
		buf_put(b, ((const bytes *)v)->p, ((const bytes *)v)->n);
	else if (type == DB_BOOL)
		buf_z(b, *(const bool *)v ? "true" : "false");
	else if (type == DB_DATE)
		buf_z(b, date_show(*(const date *)v).s);
	else
		buf_format(b, "%lld", (long long)*(const int64_t *)v);
	buf_char(b, '|');
}

static err put_row(void *arg, const struct db_table *t, const void *const *values)
{
	for (size_t i = 0; i < t->n_columns; i++)
		put_value(arg, t->columns[i].type, values[i]);
	return OK;
}

str digest(struct site *s)
{
	struct ctx *c = test_ctx();
	struct buf b;
	str out;

	buf_init(&b, 64 << 20);
	assert_ok(db_read_begin(c, s->t->db));
	for (unsigned i = 0; i < db_table_count; i++)
		if (!strstr("journal journal_seal throttle", db_tables[i].name))
			assert_ok(db_table_each(c->tx, &db_tables[i], put_row, &b));
	db_read_end(c);
	out = str_copy(s->t->c->arena, str_of(crypt_sha256((bytes){(const uint8_t *)b.p, b.n}).s));
	buf_free(&b);
	test_ctx_free(c);
	return out;
}

/* ---- what the journal holds ------------------------------------------------------------------------------------------ */

static const void *column(const struct db_table *t, const void *const *values, const char *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (!strcmp(t->columns[i].name, name))
			return values[i];
	fail_msg("the journal has no column %s", name);
	return NULL;
}

static bool row_is(const void *value, const char *text)
{
	return !text || (value && str_is(*(const str *)value, text));
}

static bool row_about(const struct db_table *t, const void *const *values, int64_t person)
{
	const int64_t *one = column(t, values, "person_id");
	const str *detail = column(t, values, "detail");

	return !person || (one && *one == person) || (detail && str_index(*detail, str_of(id_show(person).s)) >= 0);
}

static err count_row(void *arg, const struct db_table *t, const void *const *values)
{
	struct told *x = arg;
	int64_t id = *(const int64_t *)column(t, values, "id");
	const int64_t *account = column(t, values, "account_id");

	if (id > x->last)
		x->last = id;
	x->n += id > x->after && account && *account == x->account && row_about(t, values, x->person) &&
		row_is(column(t, values, "event"), x->event) && row_is(column(t, values, "address"), x->address) &&
		((const instant *)column(t, values, "at"))->ms == x->at.ms && ((const str *)column(t, values, "account_name"))->n > 0;
	return OK;
}

struct told ask_journal(struct site *s, struct told x)
{
	struct ctx *c = test_ctx();

	x.address = s->w.address;
	x.at = s->w.app.now;
	assert_ok(db_read_begin(c, s->t->db));
	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, "journal"))
			assert_ok(db_table_each(c->tx, &db_tables[i], count_row, &x));
	db_read_end(c);
	test_ctx_free(c);
	return x;
}
