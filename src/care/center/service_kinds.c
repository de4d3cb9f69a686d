/* service_kinds.c - the kinds of service, shared by all centers. */
#include "base/id.h"
#include "care/center/center.h"
#include "care/center/changes.h"
#include "care/center/kinds.h"

#define CODE_MOST 40

static bool code_valid(str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", code.p[i]))
			return false;
	return code.n >= 1 && code.n <= CODE_MOST;
}

static void check_kind(struct ctx *c, const struct kind_details *d)
{
	if (str_empty(d->name) || str_points(d->name) > 100)
		(void)problem(c, "name", "Enter a name of 1 to 100 characters.");
	if (d->minutes < 5 || d->minutes > 1440)
		(void)problem(c, "minutes", "Enter how many minutes it usually takes, from 5 to 1440.");
	if (d->grouped && d->limit == GROUP_LIMIT_NONE)
		(void)problem(c, "limit", "Select which rule for the size of groups applies.");
	if (!d->grouped && d->limit != GROUP_LIMIT_NONE)
		(void)problem(c, "limit", "Only groups have a size rule. Tick \"In a group\", or select no rule here.");
}

static struct changes kind_changes(struct ctx *c, const struct kind_get_row *k, const struct kind_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "name", k->name, d->name);
	change_int(&ch, "minutes", k->minutes, d->minutes);
	change_bool(&ch, "counts", k->counts, d->counts);
	change_bool(&ch, "billable", k->billable, d->billable);
	change_bool(&ch, "grouped", k->grouped, d->grouped);
	change_code(&ch, "limit", &group_limit_codes, (int)k->group_limit, (int)d->limit);
	return ch;
}

static err put(struct wtx *w, const struct kind_details *d, service_kind_id *made)
{
	struct changes ch = kind_changes(wtx_ctx(w), &(struct kind_get_row){0}, d);

	change_text(&ch, "code", STR_NONE, d->code);
	*made = (service_kind_id){id_make(wtx_ctx(w)->now)};
	TRY(kind_insert(w, NULL, .id = *made, .code = d->code, .name = d->name, .minutes = d->minutes, .counts = d->counts,
		.billable = d->billable, .grouped = d->grouped, .group_limit = d->limit));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "kind", made->v, &ch);
}

err kind_add(struct wtx *w, const struct plan_proof *may, const struct kind_details *d, service_kind_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct kind_coded_rows same;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	if (!code_valid(d->code))
		(void)problem(c, "code", "Enter a code of capital letters, digits and dashes, like GRP-SKILL.");
	check_kind(c, d);
	TRY(problems_end(c));
	TRY(kind_coded(wtx_read(w), &same, .code = d->code));
	if (same.n)
		return problem(c, "code", "Another kind of service has this code; it may be a retired one.");
	return put(w, d, made);
}

/* Sessions that are dated already follow from the next program week on, in all centers. */
static err sessions_follow(struct wtx *w, service_kind_id kind, const struct kind_details *d)
{
	struct ctx *c = wtx_ctx(w);
	date next;

	TRY(center_next_week(wtx_read(w), zone_day(c->zone, c->now), &next));
	return kind_sessions_follow(w, NULL, .service_kind_id = kind, .day = next, .counts = d->counts, .billable = d->billable);
}

err kind_change(struct wtx *w, const struct plan_proof *may, service_kind_id kind, const struct kind_details *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct kind_get_row k;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(kind_get(wtx_read(w), &k, .id = kind));
	ch = kind_changes(c, &k, d);
	if (!ch.n)
		return OK;
	if (k.version != seen)
		return changes_conflict(&ch);
	check_kind(c, d);
	TRY(problems_end(c));
	TRY(kind_update(w, NULL, .id = kind, .name = d->name, .minutes = d->minutes, .counts = d->counts, .billable = d->billable,
		.grouped = d->grouped, .group_limit = d->limit, .retired_on = k.retired_on, .seen_version = seen));
	if (k.counts != d->counts || k.billable != d->billable)
		TRY(sessions_follow(w, kind, d));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "kind", kind.v, &ch);
}

err kind_retire(struct wtx *w, const struct plan_proof *may, service_kind_id kind, bool retired, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	date day = retired ? zone_day(c->zone, c->now) : (date){0};
	struct kind_get_row k;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(kind_get(wtx_read(w), &k, .id = kind));
	if (date_none(k.retired_on) == !retired)
		return OK;
	if (k.version != seen)
		return changes_conflict(&ch);
	change_date(&ch, "retired", k.retired_on, day);
	TRY(kind_update(w, NULL, .id = kind, .name = k.name, .minutes = k.minutes, .counts = k.counts, .billable = k.billable,
		.grouped = k.grouped, .group_limit = k.group_limit, .retired_on = day, .seen_version = seen));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "kind", kind.v, &ch);
}

err kinds_begin(struct wtx *w, const struct plan_proof *may)
{
	struct ctx *c = wtx_ctx(w);
	struct kind_list_rows there;
	struct kind_starts starts;
	service_kind_id made;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(kind_list(wtx_read(w), &there));
	if (there.n)
		FAIL(c, ERR_CONFLICT, "There are kinds of service already.");
	TRY(kinds_load(c, &starts));
	for (size_t i = 0; i < starts.n; i++) {
		const struct kind_start *s = &starts.v[i];

		TRY(put(w, &(struct kind_details){s->code, s->name, s->minutes, s->counts, s->billable, s->grouped, s->limit}, &made));
	}
	return OK;
}
