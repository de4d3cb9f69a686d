/* appointment.c - booking and cancelling. A changed appointment is a cancelled one and a new one, so that both stay readable. */
#include "care/schedule/appointment.h"

#include "base/id.h"
#include "care/schedule/schedule_plan.h"

static err check_day(struct tx *tx, const struct appointment_plan *p)
{
	struct ctx *c = tx_ctx(tx);
	struct closures_between_rows closed;

	if (date_none(p->day))
		return problem(c, "day", "Enter the day.");
	if (p->start >= 0 && zone_instant(c->zone, p->day, p->start).ms < c->now.ms)
		(void)problem(c, "day", "Enter a day and time to come.");
	TRY(closures_between(tx, &closed, .from_day = p->day, .to_day = p->day));
	if (closed.n)
		(void)problem(c, "day", "The center is closed on that day: %.*s.", STR_ARG(closed.v[0].name));
	return OK;
}

static struct session_plan as_session(const struct appointment_plan *p)
{
	return (struct session_plan){.day = p->day, .start = p->start, .end = p->end, .room = p->room, .seats = 1, .modality = p->modality,
		.link = p->link, .staff = {p->staff}, .n_staff = p->staff.v ? 1 : 0};
}

static err check(struct tx *tx, const struct appointment_plan *p)
{
	struct ctx *c = tx_ctx(tx);
	struct session_plan s = as_session(p);
	err e = check_day(tx, p);

	if (e != OK && e != ERR_INVALID)
		return e;
	if (!p->staff.v)
		(void)problem(c, "staff", "Choose who meets them.");
	if (p->modality == MODALITY_NONE)
		(void)problem(c, "modality", "Choose how you meet.");
	TRY(schedule_check_time_and_place(tx, &s));
	return problems_end(c);
}

err appointment_book(struct wtx *w, const struct appointment_plan *p, appointment_id *made, struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct session_plan s = as_session(p);
	struct plan_times t = schedule_times(c, &s, p->day);

	TRY(check(tx, p));
	TRY(schedule_conflicts_on(tx, &s, p->day, (session_id){0}, (week_slot_id){0}, in_the_way));
	if (in_the_way->n)
		FAIL(c, ERR_CONFLICT, "The room or the person is taken at that time. Nothing was changed.");
	*made = (appointment_id){id_make(c->now)};
	return appointment_insert(w, NULL, .id = *made, .about_id = p->about, .title = p->title, .day = p->day, .starts_at = t.starts,
		.ends_at = t.ends, .staff_id = p->staff, .room_id = p->room, .modality = p->modality, .link = p->link,
		.made_by = c->actor->account);
}

err appointment_cancel(struct wtx *w, appointment_id id, str reason)
{
	int64_t changed;

	if (str_empty(reason))
		return problem(wtx_ctx(w), "reason", "Say why the appointment is cancelled.");
	TRY(appointment_cancel_row(w, &changed, .id = id, .cancel_reason = reason));
	if (!changed)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "This appointment is cancelled already.");
	return OK;
}
