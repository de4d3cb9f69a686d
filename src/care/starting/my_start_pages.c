/* my_start_pages.c - a participant's own list before the start: what to sign, whether we know the right phone number, the first session. */
#include "care/starting/starting_routes.h"
#include "care/starting/starting_view.h"
#include "my_start.html.h"

static bool has_checked(const struct starting_marks_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].kind == MARK_CHECKED && instant_none(rows->v[i].undone_at))
			return true;
	return false;
}

/* GET /my/start */
static err my_start_show(struct ctx *c)
{
	const struct chart_proof *may;
	struct my_start_view v = {0};
	struct starting_marks_rows marks;
	err e;

	TRY(access_own_chart(c->tx, &may));
	TRY(starting_of(c->tx, may, &v.s));
	v.name = str_empty(v.s.f.preferred) ? v.s.f.given : v.s.f.preferred;
	TRY(person_get(c->tx, &v.p, .id = v.s.f.person_id));
	TRY(person_relations(c->tx, &v.relations, .person_id = v.s.f.person_id));
	TRY(consents_asked(c->tx, &v.consents, .episode_id = v.s.f.episode_id));
	TRY(signatures_of(c->tx, &v.signatures, .episode_id = v.s.f.episode_id));
	TRY(starting_marks(c->tx, &marks, .episode_id = v.s.f.episode_id));
	v.checked = has_checked(&marks);
	e = starting_first(c->tx, &v.first, .episode_id = v.s.f.episode_id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	return page(c, tpl_my_start, &v);
}

static err write_own(struct wtx *w, void *arg)
{
	const struct chart_proof *may;

	TRY(access_own_chart(wtx_read(w), &may));
	return starting_record_own(w, may, *(const enum mark_kind *)arg);
}

/* POST /my/start - do=checked or do=shown */
static err my_start_save(struct ctx *c)
{
	enum mark_kind kind = (enum mark_kind)form_code(c, &(struct field){.name = "do", .label = "what", .required = true}, &mark_kind_codes);

	TRY(problems_end(c));
	TRY(web_write(c, write_own, &kind));
	return redirect(c, url_my_start(),
		kind == MARK_CHECKED ? STR("Thank you for looking.") : STR("Thank you. See you there."));
}

const struct route my_start_routes[] = {
	{METHOD_GET, "/my/start", my_start_show, PERM_MY, JOURNAL_VIEW_OWN, 0, 0},
	{METHOD_POST, "/my/start", my_start_save, PERM_MY, JOURNAL_NONE, 0, 0},
};
const size_t my_start_routes_n = COUNT_OF(my_start_routes);
