/* program.c - programs and tracks: adding, changing, closing. */
#include "care/center/program.h"

#include "base/id.h"
#include "care/center/changes.h"
#include "care/center/program_starts.h"

#define OLDEST 120

static void check_ages(struct ctx *c, struct opt_int least, struct opt_int most)
{
	if (least.set && (least.v < 0 || least.v > OLDEST))
		(void)problem(c, "least_age", "Enter an age from 0 to %d.", OLDEST);
	if (most.set && (most.v < 0 || most.v > OLDEST))
		(void)problem(c, "most_age", "Enter an age from 0 to %d.", OLDEST);
	if (least.set && most.set && least.v > most.v)
		(void)problem(c, "most_age", "The highest age must not be below the lowest.");
}

static void check_days(struct ctx *c, date opened, date closed)
{
	if (date_none(opened))
		(void)problem(c, "opened", "Enter the first day.");
	else if (!date_none(closed) && date_cmp(closed, opened) < 0)
		(void)problem(c, "closed", "The last day must not be before the first.");
}

/* ---- programs -------------------------------------------------------------------------------------------------------- */

static struct changes program_changes(struct ctx *c, const struct program_get_row *p, const struct program_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "name", p->name, d->name);
	change_code(&ch, "type", &program_type_codes, (int)p->type, (int)d->type);
	change_text(&ch, "level", p->level_of_care, d->level);
	change_opt(&ch, "least_age", p->least_age, d->least_age);
	change_opt(&ch, "most_age", p->most_age, d->most_age);
	change_int(&ch, "weeks", p->weeks, d->weeks);
	change_date(&ch, "opened", p->opened_on, d->opened);
	change_date(&ch, "closed", p->closed_on, d->closed);
	return ch;
}

static err check_program(struct tx *tx, const struct program_details *d, program_id self)
{
	struct ctx *c = tx_ctx(tx);
	struct program_named_rows same = {0};

	if (str_empty(d->name))
		(void)problem(c, "name", "Enter the program's name.");
	else
		TRY(program_named(tx, &same, .name = d->name));
	for (size_t i = 0; i < same.n; i++)
		if (same.v[i].id.v != self.v)
			(void)problem(c, "name", "Another program has this name; it may be a closed one. Choose a name that tells them apart.");
	if (d->type == PROGRAM_TYPE_NONE)
		(void)problem(c, "type", "Select the type of the program.");
	if (str_empty(d->level))
		(void)problem(c, "level", "Enter the level of care, like 2.1.");
	if (d->weeks < 1 || d->weeks > 104)
		(void)problem(c, "weeks", "Enter how many weeks it takes, from 1 to 104.");
	check_ages(c, d->least_age, d->most_age);
	check_days(c, d->opened, d->closed);
	return problems_end(c);
}

/* Its first rules hold from the week of its first day. */
static err start_rules(struct wtx *w, const struct plan_proof *may, program_id program, const struct program_details *d)
{
	struct ctx *c = wtx_ctx(w);
	struct program_start start;
	date next, from;

	TRY(program_start_of(c, d->type, &start));
	TRY(center_next_week(wtx_read(w), d->opened, &next));
	from = date_add(next, -7);
	return rules_begin(w, may, program, start.rules.v, start.rules.n, start.house.name.p ? &start.house : NULL, from);
}

err program_add(struct wtx *w, const struct plan_proof *may, const struct program_details *d, program_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = program_changes(c, &(struct program_get_row){0}, d);

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(check_program(wtx_read(w), d, (program_id){0}));
	*made = (program_id){id_make(c->now)};
	TRY(program_insert(w, NULL, .id = *made, .name = d->name, .type = d->type, .level_of_care = d->level, .least_age = d->least_age,
		.most_age = d->most_age, .weeks = d->weeks, .opened_on = d->opened, .closed_on = d->closed));
	TRY(structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "program", made->v, &ch));
	return start_rules(w, may, *made, d);
}

static err check_program_span(struct tx *tx, program_id program, date first, date last)
{
	struct ctx *c = tx_ctx(tx);
	struct program_span_row before, all;

	TRY(program_span(tx, &before, .program_id = program, .first = first));
	TRY(program_span(tx, &all, .program_id = program, .first = first, .last = last));
	if (before.people)
		(void)problem(c, "opened", "%s admitted before that day.", counted(c, before.people, "person was", "people were").p);
	else if (before.tracks)
		(void)problem(c, "opened", "%s opened before that day.", counted(c, before.tracks, "track", "tracks").p);
	if (all.people > before.people)
		(void)problem(c, "closed", "%s in the program beyond that day. Discharge or transfer them first.",
			counted(c, all.people - before.people, "person is", "people are").p);
	else if (all.tracks > before.tracks)
		(void)problem(c, "closed", "%s open beyond that day. Close them first.",
			counted(c, all.tracks - before.tracks, "track is", "tracks are").p);
	return problems_end(c);
}

err program_change(struct wtx *w, const struct plan_proof *may, program_id program, const struct program_details *d, int64_t seen)
{
	struct tx *tx = wtx_read(w);
	struct program_get_row p;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(program_get(tx, &p, .id = program));
	ch = program_changes(wtx_ctx(w), &p, d);
	if (!ch.n)
		return OK;
	if (p.version != seen)
		return changes_conflict(&ch);
	TRY(check_program(tx, d, program));
	TRY(check_program_span(tx, program, d->opened, d->closed));
	TRY(program_update(w, NULL, .id = program, .name = d->name, .type = d->type, .level_of_care = d->level, .least_age = d->least_age,
		.most_age = d->most_age, .weeks = d->weeks, .opened_on = d->opened, .closed_on = d->closed, .seen_version = seen));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "program", program.v, &ch);
}

/* ---- tracks ------------------------------------------------------------------------------------------------------------- */

static struct changes track_changes(struct ctx *c, const struct track_get_row *t, const struct track_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "name", t->name, d->name);
	change_int(&ch, "seats", t->seats, d->seats);
	change_opt(&ch, "least_age", t->least_age, d->least_age);
	change_opt(&ch, "most_age", t->most_age, d->most_age);
	change_date(&ch, "opened", t->opened_on, d->opened);
	change_date(&ch, "closed", t->closed_on, d->closed);
	return ch;
}

static err check_track(struct tx *tx, const struct program_get_row *p, const struct track_details *d, track_id self)
{
	struct ctx *c = tx_ctx(tx);
	struct track_named_rows same = {0};

	if (str_empty(d->name))
		(void)problem(c, "name", "Enter the track's name.");
	else
		TRY(track_named(tx, &same, .program_id = p->id, .name = d->name));
	for (size_t i = 0; i < same.n; i++)
		if (same.v[i].id.v != self.v)
			(void)problem(c, "name", "Another track of this program has this name. Choose one that tells them apart.");
	if (d->seats < 1 || d->seats > 200)
		(void)problem(c, "seats", "Enter how many people can belong to it, from 1 to 200.");
	check_ages(c, d->least_age, d->most_age);
	check_days(c, d->opened, d->closed);
	TRY(problems_end(c));
	if (date_cmp(d->opened, p->opened_on) < 0)
		(void)problem(c, "opened", "The program opens on %s. Enter that day or a later one.", date_words(p->opened_on).s);
	if (!date_none(p->closed_on) && (date_none(d->closed) || date_cmp(d->closed, p->closed_on) > 0))
		(void)problem(c, "closed", "The program closes on %s. Enter that day or an earlier one.", date_words(p->closed_on).s);
	return problems_end(c);
}

err track_add(struct wtx *w, const struct plan_proof *may, program_id program, const struct track_details *d, track_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = track_changes(c, &(struct track_get_row){0}, d);
	struct program_get_row p;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(program_get(wtx_read(w), &p, .id = program));
	TRY(check_track(wtx_read(w), &p, d, (track_id){0}));
	*made = (track_id){id_make(c->now)};
	TRY(track_insert(w, NULL, .id = *made, .program_id = program, .name = d->name, .seats = d->seats, .least_age = d->least_age,
		.most_age = d->most_age, .opened_on = d->opened, .closed_on = d->closed));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "track", made->v, &ch);
}

static err check_track_span(struct tx *tx, track_id track, date first, date last)
{
	struct ctx *c = tx_ctx(tx);
	struct track_span_row before, all;

	TRY(track_span(tx, &before, .track_id = track, .first = first));
	TRY(track_span(tx, &all, .track_id = track, .first = first, .last = last));
	if (before.people || before.sessions)
		(void)problem(c, "opened", "%s and %s before that day.", counted(c, before.people, "person joined", "people joined").p,
			counted(c, before.sessions, "session was", "sessions were").p);
	if (all.people > before.people)
		(void)problem(c, "closed", "%s to it beyond that day. Let them leave or move them to another track first.",
			counted(c, all.people - before.people, "person belongs", "people belong").p);
	else if (all.sessions > before.sessions)
		(void)problem(c, "closed", "%s planned after that day. End its week in time, or cancel them.",
			counted(c, all.sessions - before.sessions, "session is", "sessions are").p);
	return problems_end(c);
}

err track_change(struct wtx *w, const struct plan_proof *may, track_id track, const struct track_details *d, int64_t seen)
{
	struct tx *tx = wtx_read(w);
	struct program_get_row p;
	struct track_get_row t;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(track_get(tx, &t, .id = track));
	TRY(program_get(tx, &p, .id = t.program_id));
	ch = track_changes(wtx_ctx(w), &t, d);
	if (!ch.n)
		return OK;
	if (t.version != seen)
		return changes_conflict(&ch);
	TRY(check_track(tx, &p, d, track));
	TRY(check_track_span(tx, track, d->opened, d->closed));
	TRY(track_update(w, NULL, .id = track, .name = d->name, .seats = d->seats, .least_age = d->least_age, .most_age = d->most_age,
		.opened_on = d->opened, .closed_on = d->closed, .seen_version = seen));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "track", track.v, &ch);
}
