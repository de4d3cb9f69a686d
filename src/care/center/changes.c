/* changes.c - old and new, side by side. */
#include "care/center/changes.h"

#include <inttypes.h>

#include "base/id.h"
#include "base/crypt.h"
#include "base/json.h"

static void add(struct changes *ch, const char *field, str was, str is)
{
	assert(ch->n < COUNT_OF(ch->v));
	ch->v[ch->n++] = (struct change){.field = field, .was = was, .is = is};
}

void change_text(struct changes *ch, const char *field, str was, str is)
{
	if (!str_eq(was.p ? was : STR(""), is.p ? is : STR("")))
		add(ch, field, was, is);
}

static str sum(struct changes *ch, str text)
{
	struct sha256_hex hash = crypt_sha256((bytes){(const uint8_t *)text.p, text.n});

	return str_empty(text) ? STR_NONE : str_format(ch->c->arena, "%zu letters, %.12s", str_points(text), hash.s);
}

void change_long(struct changes *ch, const char *field, str was, str is)
{
	size_t before = ch->n;

	change_text(ch, field, sum(ch, was), sum(ch, is));
	if (ch->n > before)
		ch->v[before].summed = true;
}

static str number(struct changes *ch, struct opt_int v)
{
	return v.set ? str_format(ch->c->arena, "%" PRId64, v.v) : STR_NONE;
}

void change_opt(struct changes *ch, const char *field, struct opt_int was, struct opt_int is)
{
	change_text(ch, field, number(ch, was), number(ch, is));
}

void change_int(struct changes *ch, const char *field, int64_t was, int64_t is)
{
	change_opt(ch, field, (struct opt_int){true, was}, (struct opt_int){true, is});
}

void change_bool(struct changes *ch, const char *field, bool was, bool is)
{
	change_text(ch, field, was ? STR("yes") : STR("no"), is ? STR("yes") : STR("no"));
}

void change_date(struct changes *ch, const char *field, date was, date is)
{
	struct arena *a = ch->c->arena;

	change_text(ch, field, str_copy(a, str_of(date_show(was).s)), str_copy(a, str_of(date_show(is).s)));
}

void change_code(struct changes *ch, const char *field, const struct code_table *t, int was, int is)
{
	change_text(ch, field, code_label(t, was), code_label(t, is));
}

str changes_json(const struct changes *ch)
{
	struct buf b;
	struct sink out;
	struct json j;
	str text;

	buf_init(&b, 64 * 1024);
	sink_buf(&out, &b);
	json_init(&j, &out);
	json_object(&j);
	for (size_t i = 0; i < ch->n; i++) {
		json_array(json_key(&j, ch->v[i].field));
		json_str(&j, ch->v[i].was);
		json_str(&j, ch->v[i].is);
		json_array_end(&j);
	}
	json_object_end(&j);
	text = json_end(&j) == OK ? str_copy(ch->c->arena, buf_view(&b)) : STR_NONE;
	buf_free(&b);
	return text;
}

err changes_conflict(const struct changes *ch)
{
	(void)problem(ch->c, NULL, "Somebody else changed this while you had it open. Look at what they saved, then save again to keep yours.");
	for (size_t i = 0; i < ch->n; i++)
		if (str_empty(ch->v[i].was))
			(void)problem(ch->c, ch->v[i].field, "This is empty now.");
		else if (ch->v[i].summed)
			(void)problem(ch->c, ch->v[i].field, "This is another text now. It is shown beside yours.");
		else
			(void)problem(ch->c, ch->v[i].field, "This is \"%.*s\" now.", STR_ARG(ch->v[i].was));
	return ERR_CONFLICT;
}

err structure_journal(struct wtx *w, enum journal_event event, const char *kind, int64_t id, const struct changes *ch)
{
	return journal_add(w, &(struct journal_entry){.event = event, .detail = changes_json(ch),
		.object = str_format(wtx_ctx(w)->arena, "%s %s", kind, id_show(id).s)});
}

err structure_may(struct wtx *w, const struct plan_proof *may, enum permission p)
{
	return may && actor_may(wtx_ctx(w)->actor, p) ? OK : ERR_DENIED;
}

str counted(struct ctx *c, int64_t n, const char *one, const char *many)
{
	return str_format(c->arena, "%" PRId64 " %s", n, n == 1 ? one : many);
}
