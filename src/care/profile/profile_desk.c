/* profile_desk.c - writing what a program says of itself, the insurance it takes, and what its staff is trained in. */
#include "care/profile/profile_desk.h"

#include "base/id.h"
#include "care/center/center.h"
#include "care/center/changes.h"
#include "program.sql.h"

static date today(struct ctx *c)
{
	return zone_day(c->zone, c->now);
}

/* ---- the profile -------------------------------------------------------------------------------------------------------- */

static bool ticked(const struct profile_choices_of_rows *rows, enum profile_topic topic, str code)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].topic == topic && str_eq(rows->v[i].code, code))
			return true;
	return false;
}

static str append(struct arena *a, str list, str more)
{
	return str_format(a, "%.*s%s%.*s", STR_ARG(list), list.n ? ", " : "", STR_ARG(more));
}

/* Old and new in the pack's order, whatever order they came in. */
static void change_ticks(
	struct changes *ch, const struct profile_choices_of_rows *was, const struct profile_details *d, int topic)
{
	struct profile_options all = profile_options((enum profile_topic)topic);
	const struct profile_ticks *is = &d->ticks[topic];
	str before = STR(""), now = STR("");

	for (size_t i = 0; i < all.n; i++) {
		bool on = false;

		for (size_t k = 0; k < is->n; k++)
			on |= str_eq(is->v[k], all.v[i].code);
		if (on)
			now = append(ch->c->arena, now, all.v[i].label);
		if (ticked(was, (enum profile_topic)topic, all.v[i].code))
			before = append(ch->c->arena, before, all.v[i].label);
	}
	change_text(ch, code_of(&profile_topic_codes, topic).p, before, now);
}

static struct changes profile_changes(struct ctx *c, const struct profile_get_row *f,
	const struct profile_choices_of_rows *was, const struct profile_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "about", f->about, d->about);
	change_opt(&ch, "least_weeks", f->least_weeks, d->least_weeks);
	change_opt(&ch, "most_weeks", f->most_weeks, d->most_weeks);
	change_text(&ch, "after_care", f->after_care, d->after_care);
	change_text(&ch, "step_down", f->step_down, d->step_down);
	change_text(&ch, "school_work", f->school_work, d->school_work);
	change_text(&ch, "phone", f->phone, d->phone);
	change_code(&ch, "start", &start_rule_codes, (int)f->start_rule, (int)d->start);
	change_opt(&ch, "weekday", f->start_weekday, (struct opt_int){d->weekday > 0, d->weekday});
	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++)
		change_ticks(&ch, was, d, t);
	return ch;
}

static err check_profile(struct ctx *c, const struct profile_details *d)
{
	if (d->least_weeks.set && d->most_weeks.set && d->least_weeks.v > d->most_weeks.v)
		(void)problem(c, "most_weeks", "The most weeks must not be below the least.");
	if (d->start == START_RULE_NONE)
		(void)problem(c, "start", "Select when somebody new can start.");
	if (d->start == START_WEEKDAY && (d->weekday < MONDAY || d->weekday > SUNDAY))
		(void)problem(c, "weekday", "Select the weekday.");
	if (d->start != START_WEEKDAY && d->weekday)
		(void)problem(c, "weekday", "A weekday is only for \"On one weekday\". Leave it empty.");
	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++)
		for (size_t i = 0; i < d->ticks[t].n; i++)
			if (!profile_option((enum profile_topic)t, d->ticks[t].v[i]))
				(void)problem(c, code_of(&profile_topic_codes, t).p, "Select from the list only.");
	return problems_end(c);
}

static err put_ticks(struct wtx *w, program_id program, const struct profile_details *d)
{
	TRY(profile_choices_drop(w, NULL, .program_id = program));
	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++) {
		struct profile_options all = profile_options((enum profile_topic)t);

		for (size_t i = 0; i < all.n; i++) /* each once, however often it was sent */
			for (size_t k = 0; k < d->ticks[t].n; k++)
				if (str_eq(d->ticks[t].v[k], all.v[i].code)) {
					TRY(profile_choice_insert(
						w, NULL, .program_id = program, .topic = (enum profile_topic)t, .code = all.v[i].code));
					break;
				}
	}
	return OK;
}

/* The profile as it stands, a new and empty one where there is none. */
static err open_profile(struct wtx *w, program_id program, struct profile_get_row *f)
{
	struct tx *tx = wtx_read(w);
	struct program_get_row p;
	err e = profile_get(tx, f, .program_id = program);

	if (e != ERR_NOT_FOUND)
		return e;
	TRY(program_get(tx, &p, .id = program));
	TRY(profile_begin(w, NULL, .program_id = program));
	TRY(profile_get(tx, f, .program_id = program));
	return OK;
}

err profile_save(
	struct wtx *w, const struct plan_proof *may, program_id program, const struct profile_details *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct profile_choices_of_rows was;
	struct profile_get_row f;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(check_profile(c, d));
	TRY(open_profile(w, program, &f));
	TRY(profile_choices_of(wtx_read(w), &was, .program_id = program));
	ch = profile_changes(c, &f, &was, d);
	if (!ch.n)
		return OK;
	if (f.version != (seen ? seen : 1))
		return changes_conflict(&ch);
	TRY(profile_update(w, NULL, .program_id = program, .is_public = f.is_public, .about = d->about,
		.least_weeks = d->least_weeks, .most_weeks = d->most_weeks, .after_care = d->after_care,
		.step_down = d->step_down, .school_work = d->school_work, .phone = d->phone, .start_rule = d->start,
		.start_weekday = {d->weekday > 0, d->weekday}, .seen_version = f.version));
	TRY(put_ticks(w, program, d));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "program", program.v, &ch);
}

static err check_publishable(struct tx *tx, program_id program, const struct profile_get_row *f)
{
	struct ctx *c = tx_ctx(tx);
	struct profile_choices_of_rows ticks;
	struct center_get_row n;
	size_t conditions = 0;

	TRY(center_get(tx, &n, .id = {c->center}));
	TRY(profile_choices_of(tx, &ticks, .program_id = program));
	for (size_t i = 0; i < ticks.n; i++)
		conditions += ticks.v[i].topic == PROFILE_CONDITION;
	if (str_empty(f->about))
		(void)problem(c, "about", "Before it is published, say what the program is.");
	if (str_empty(f->phone) && str_empty(n.phone))
		(void)problem(c, "phone", "Before it is published, enter a phone number that people can call.");
	if (!conditions)
		(void)problem(c, "condition", "Before it is published, select the conditions you treat.");
	return problems_end(c);
}

err profile_publish(struct wtx *w, const struct plan_proof *may, program_id program, bool publish, int64_t seen)
{
	struct changes ch = {.c = wtx_ctx(w)};
	struct profile_get_row f;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(open_profile(w, program, &f));
	change_bool(&ch, "published", f.is_public, publish);
	if (!ch.n)
		return OK;
	if (f.version != (seen ? seen : 1))
		return changes_conflict(&ch);
	if (publish)
		TRY(check_publishable(wtx_read(w), program, &f));
	TRY(profile_update(w, NULL, .program_id = program, .is_public = publish, .about = f.about,
		.least_weeks = f.least_weeks, .most_weeks = f.most_weeks, .after_care = f.after_care, .step_down = f.step_down,
		.school_work = f.school_work, .phone = f.phone, .start_rule = f.start_rule, .start_weekday = f.start_weekday,
		.seen_version = f.version));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "program", program.v, &ch);
}

/* ---- insurance ---------------------------------------------------------------------------------------------------------- */

static struct changes accepted_changes(
	struct ctx *c, const struct accepted_get_row *a, const struct accepted_details *d)
{
	struct changes ch = {.c = c};

	change_code(&ch, "kind", &plan_kind_codes, (int)a->kind, (int)d->kind);
	change_text(&ch, "payer", a->payer, d->payer);
	change_text(&ch, "plan", a->plan_name, d->plan);
	change_bool(&ch, "network", a->in_network, d->in_network);
	return ch;
}

static err check_accepted(struct tx *tx, program_id program, const struct accepted_details *d, accepted_plan_id self)
{
	struct ctx *c = tx_ctx(tx);
	struct accepted_named_rows same;

	if (d->kind == PLAN_KIND_NONE)
		(void)problem(c, "kind", "Select the kind of insurance.");
	if (str_empty(d->payer))
		(void)problem(c, "payer", "Enter the payer.");
	TRY(problems_end(c));
	TRY(accepted_named(tx, &same, .program_id = program, .payer = d->payer, .plan_name = d->plan));
	for (size_t i = 0; i < same.n; i++)
		if (same.v[i].id.v != self.v)
			return problem(
				c, "payer", "This payer and plan are on the list already; they may be retired. Use that line.");
	return OK;
}

err accepted_add(struct wtx *w, const struct plan_proof *may, program_id program, const struct accepted_details *d,
	accepted_plan_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = accepted_changes(c, &(struct accepted_get_row){.payer = STR(""), .plan_name = STR("")}, d);
	struct program_get_row p;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(program_get(wtx_read(w), &p, .id = program));
	TRY(check_accepted(wtx_read(w), program, d, (accepted_plan_id){0}));
	*made = (accepted_plan_id){id_make(c->now)};
	TRY(accepted_insert(w, NULL, .id = *made, .program_id = program, .kind = d->kind, .payer = d->payer,
		.plan_name = d->plan, .in_network = d->in_network, .verified_on = today(c), .verified_by = c->actor->account));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "plan", made->v, &ch);
}

static err put_accepted(struct wtx *w, const struct accepted_get_row *a, const struct changes *ch)
{
	TRY(accepted_update(w, NULL, .id = a->id, .kind = a->kind, .payer = a->payer, .plan_name = a->plan_name,
		.in_network = a->in_network, .verified_on = a->verified_on, .verified_by = a->verified_by,
		.retired_on = a->retired_on, .seen_version = a->version));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "plan", a->id.v, ch);
}

err accepted_change(
	struct wtx *w, const struct plan_proof *may, accepted_plan_id plan, const struct accepted_details *d, int64_t seen)
{
	struct accepted_get_row a;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(accepted_get(wtx_read(w), &a, .id = plan));
	ch = accepted_changes(wtx_ctx(w), &a, d);
	if (!ch.n)
		return OK;
	if (a.version != seen)
		return changes_conflict(&ch);
	TRY(check_accepted(wtx_read(w), a.program_id, d, plan));
	a.kind = d->kind;
	a.payer = d->payer;
	a.plan_name = d->plan;
	a.in_network = d->in_network;
	return put_accepted(w, &a, &ch);
}

err accepted_verify(struct wtx *w, const struct plan_proof *may, accepted_plan_id plan, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	struct accepted_get_row a;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(accepted_get(wtx_read(w), &a, .id = plan));
	change_date(&ch, "verified", a.verified_on, today(c));
	if (!ch.n)
		return OK;
	if (a.version != seen)
		return changes_conflict(&ch);
	a.verified_on = today(c);
	a.verified_by = c->actor->account;
	return put_accepted(w, &a, &ch);
}

err accepted_retire(struct wtx *w, const struct plan_proof *may, accepted_plan_id plan, bool retired, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	struct accepted_get_row a;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(accepted_get(wtx_read(w), &a, .id = plan));
	if (date_none(a.retired_on) == !retired)
		return OK;
	if (a.version != seen)
		return changes_conflict(&ch);
	change_date(&ch, "retired", a.retired_on, retired ? today(c) : (date){0});
	a.retired_on = retired ? today(c) : (date){0};
	return put_accepted(w, &a, &ch);
}

/* ---- what the staff is trained in ------------------------------------------------------------------------------------------- */

static str shown(struct arena *a, str therapy, struct opt_int since)
{
	return since.set ? str_format(a, "%.*s %lld", STR_ARG(therapy), (long long)since.v) : therapy;
}

err therapies_mark(struct tx *tx, person_id who, str *out)
{
	struct therapies_of_rows rows;

	TRY(therapies_of(tx, &rows, .person_id = who));
	*out = STR("");
	for (size_t i = 0; i < rows.n; i++)
		*out = append(tx_ctx(tx)->arena, *out, shown(tx_ctx(tx)->arena, rows.v[i].therapy, rows.v[i].since_year));
	return OK;
}

static err check_therapies(struct ctx *c, const struct therapy_details *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *field = str_format(c->arena, "since-%.*s", STR_ARG(v[i].therapy)).p;

		if (!profile_option(PROFILE_THERAPY, v[i].therapy))
			return problem(c, "therapy", "Select from the list only.");
		if (v[i].since.set && (v[i].since.v < 1950 || date_cmp(date_of((int)v[i].since.v, 1, 1), today(c)) > 0))
			(void)problem(c, field, "Enter a year from 1950 to this year.");
	}
	return problems_end(c);
}

err therapies_set(
	struct wtx *w, const struct plan_proof *may, person_id who, const struct therapy_details *v, size_t n, str seen)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	struct therapy_person_row p;
	str was, is;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(therapy_person(wtx_read(w), &p, .person_id = who));
	TRY(check_therapies(c, v, n));
	TRY(therapies_mark(wtx_read(w), who, &was));
	TRY(therapies_drop(w, NULL, .person_id = who));
	for (size_t i = 0; i < n; i++)
		TRY(therapy_insert(w, NULL, .person_id = who, .therapy = v[i].therapy, .since_year = v[i].since));
	TRY(therapies_mark(wtx_read(w), who, &is));
	change_text(&ch, "therapy", was, is);
	if (!ch.n)
		return OK;
	if (!str_eq(was, seen.p ? seen : STR("")))
		return changes_conflict(&ch);
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "person", who.v, &ch);
}
