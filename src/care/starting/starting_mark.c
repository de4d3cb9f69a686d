/* starting_mark.c - what staff and participants record for the task list, and undoing it. */
#include "base/id.h"
#include "care/admission/admission.h"
#include "care/starting/starting.h"

enum starting_task starting_task_of(enum mark_kind kind)
{
	if (kind >= MARK_LICENSE && kind <= MARK_OTHER_ID)
		return STARTING_IDENTITY;
	return kind == MARK_CHECKED || kind == MARK_NAMES_NOBODY ? STARTING_CONTACTS
		: kind == MARK_ALONE                                  ? STARTING_GUARDIANS
		: kind == MARK_INSURED || kind == MARK_SELF_PAY       ? STARTING_INSURANCE
		: kind == MARK_HELD                                   ? STARTING_ORIENTATION
		: kind == MARK_SHOWN                                  ? STARTING_SCHEDULE
															  : STARTING_TASK_NONE;
}

static err check_staff(struct tx *tx, const struct starting_note *in)
{
	struct works_here_row row;

	if (in->kind != MARK_HELD)
		return OK;
	if (!in->staff.v)
		return problem(tx_ctx(tx), "staff", "Choose who held it.");
	TRY(works_here(tx, &row, .person_id = in->staff, .day = in->on));
	return row.here ? OK : problem(tx_ctx(tx), "staff", "Choose somebody who worked here on that day.");
}

static err check(struct tx *tx, const struct starting_note *in, date today)
{
	struct ctx *c = tx_ctx(tx);
	err e;

	if (!starting_task_of(in->kind))
		(void)problem(c, "kind", "Choose what was done.");
	if (date_cmp(in->on, today) > 0 || date_cmp(in->on, date_add(today, -730)) < 0)
		(void)problem(c, "on", "Enter the day, today or earlier.");
	if (in->kind == MARK_ALONE && str_empty(in->note))
		(void)problem(c, "note", "Say why this person may agree to treatment without a parent or guardian.");
	if (in->kind == MARK_INSURED && str_empty(in->payer))
		(void)problem(c, "payer", "Enter who insures them.");
	e = check_staff(tx, in);
	return e == OK || e == ERR_INVALID ? problems_end(c) : e;
}

static err journal(struct wtx *w, const struct chart_proof *may, str detail, str reason)
{
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_STARTING, .person = chart_proof_person(may), .detail = detail,
		.reason = reason, .object = str_format(wtx_ctx(w)->arena, "episode %s", id_show(chart_proof_episode(may).v).s)});
}

static err put(struct wtx *w, const struct chart_proof *may, const struct starting_note *in)
{
	struct ctx *c = wtx_ctx(w);
	bool insured = in->kind == MARK_INSURED;

	TRY(starting_mark_insert(w, NULL, .episode_id = chart_proof_episode(may), .id = {id_make(c->now)}, .task = starting_task_of(in->kind),
		.kind = in->kind, .note = in->note, .payer = insured ? in->payer : STR_NONE, .member_number = insured ? in->member : STR_NONE,
		.done_on = in->on, .staff_id = in->kind == MARK_HELD ? in->staff : (person_id){0}, .account_id = c->actor->account,
		.account_name = c->actor->name));
	return journal(w, may, code_of(&mark_kind_codes, (int)in->kind), STR_NONE);
}

static err still_open(struct wtx *w, const struct chart_proof *may)
{
	struct episode_get_row e;

	TRY(episode_get(wtx_read(w), &e, .id = chart_proof_episode(may)));
	if (e.status == EPISODE_DISCHARGED)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "This stay has ended. Its list is closed.");
	return OK;
}

err starting_record(struct wtx *w, const struct chart_proof *may, const struct starting_note *in)
{
	struct ctx *c = wtx_ctx(w);
	date today = zone_day(c->zone, c->now);
	struct starting_note n = *in;

	if (date_none(n.on))
		n.on = today;
	TRY(still_open(w, may));
	TRY(check(wtx_read(w), &n, today));
	return put(w, may, &n);
}

err starting_record_own(struct wtx *w, const struct chart_proof *may, enum mark_kind kind)
{
	struct ctx *c = wtx_ctx(w);

	if (c->actor->person.v != chart_proof_person(may).v || (kind != MARK_CHECKED && kind != MARK_SHOWN))
		return ERR_DENIED;
	TRY(still_open(w, may));
	return put(w, may, &(struct starting_note){.kind = kind, .on = zone_day(c->zone, c->now)});
}

err starting_undo(struct wtx *w, const struct chart_proof *may, starting_mark_id mark, str reason)
{
	struct ctx *c = wtx_ctx(w);
	struct starting_mark_get_row m;
	int64_t changed;

	TRY(starting_mark_get(wtx_read(w), &m, .episode_id = chart_proof_episode(may), .id = mark));
	if (str_empty(reason))
		(void)problem(c, "reason", "Say why it is undone.");
	TRY(problems_end(c));
	TRY(starting_mark_undo(w, &changed, .episode_id = chart_proof_episode(may), .id = mark, .undone_by = c->actor->account,
		.undone_name = c->actor->name, .undone_reason = reason));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "This was undone already.");
	return journal(w, may, str_format(c->arena, "undone %.*s", STR_ARG(code_of(&mark_kind_codes, (int)m.kind))), reason);
}
