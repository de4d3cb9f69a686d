/* schedule_rows.c - plans to rows and back. */
#include "care/center/changes.h"
#include "care/schedule/schedule_plan.h"

err schedule_journal(struct wtx *w, const char *kind, int64_t id, str reason, const char *field, str before, str after)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};

	change_text(&ch, field, before, after);
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_SCHEDULE_CHANGED,
		.object = str_format(c->arena, "%s %s", kind, id_show(id).s), .reason = reason, .detail = changes_json(&ch)});
}

err schedule_changed_meanwhile(struct ctx *c)
{
	FAIL(c, ERR_CONFLICT, "Somebody else changed this while you had it open. Look at it again, then make your change.");
}

err schedule_plan_of_slot(struct tx *tx, const struct slot_get_row *slot, struct session_plan *out)
{
	struct slot_breaks_rows breaks;
	struct slot_staff_rows staff;

	*out = (struct session_plan){.weekday = (int)slot->weekday, .start = (int)slot->start_minute, .end = (int)slot->end_minute,
		.kind = slot->service_kind_id, .title = slot->title, .room = slot->room_id, .seats = slot->seats,
		.modality = slot->modality, .link = slot->link};
	TRY(slot_breaks(tx, &breaks, .week_slot_id = slot->id));
	for (size_t i = 0; i < breaks.n && i < SCHEDULE_MOST_BREAKS; i++)
		out->breaks[out->n_breaks++] = (struct minute_span){(int)breaks.v[i].start_minute, (int)breaks.v[i].end_minute};
	TRY(slot_staff(tx, &staff, .week_slot_id = slot->id));
	for (size_t i = 0; i < staff.n && i < SCHEDULE_MOST_STAFF; i++)
		out->staff[out->n_staff++] = staff.v[i].person_id;
	return OK;
}

err schedule_plan_of_session(struct tx *tx, const struct session_get_row *s, struct session_plan *out)
{
	struct ctx *c = tx_ctx(tx);
	struct session_breaks_rows breaks;
	struct session_staff_rows staff;
	int64_t length = (s->ends_at.ms - s->starts_at.ms) / MS_PER_MINUTE;
	int start = zone_wall(c->zone, s->starts_at).minute;

	*out = (struct session_plan){.day = s->day, .weekday = (int)date_weekday(s->day), .start = start, .end = start + (int)length,
		.kind = s->service_kind_id, .title = s->title, .room = s->room_id, .seats = s->seats, .modality = s->modality, .link = s->link};
	TRY(session_breaks(tx, &breaks, .session_id = s->id));
	for (size_t i = 0; i < breaks.n && i < SCHEDULE_MOST_BREAKS; i++)
		out->breaks[out->n_breaks++] = (struct minute_span){
			start + (int)((breaks.v[i].starts_at.ms - s->starts_at.ms) / MS_PER_MINUTE),
			start + (int)((breaks.v[i].ends_at.ms - s->starts_at.ms) / MS_PER_MINUTE)};
	TRY(session_staff(tx, &staff, .session_id = s->id));
	for (size_t i = 0; i < staff.n && i < SCHEDULE_MOST_STAFF; i++)
		out->staff[out->n_staff++] = staff.v[i].person_id;
	return OK;
}

err schedule_put_parts(struct wtx *w, session_id session, const struct session_plan *p, date day)
{
	struct ctx *c = wtx_ctx(w);
	instant starts = schedule_times(c, p, day).starts;

	for (size_t i = 0; i < p->n_breaks; i++)
		TRY(session_break_insert(w, NULL, .session_id = session,
			.starts_at = {starts.ms + (p->breaks[i].start - p->start) * MS_PER_MINUTE},
			.ends_at = {starts.ms + (p->breaks[i].end - p->start) * MS_PER_MINUTE}));
	for (size_t i = 0; i < p->n_staff; i++)
		TRY(session_staff_insert(w, NULL, .session_id = session, .person_id = p->staff[i], .day = day, .leads = i == 0));
	return OK;
}

err schedule_put_session(struct wtx *w, track_id track, week_slot_id slot, const struct session_plan *p, date day, session_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct plan_times t = schedule_times(c, p, day);
	struct kind_of_plan_row kind;
	session_id id = {id_make(c->now)};

	TRY(kind_of_plan(wtx_read(w), &kind, .id = p->kind));
	TRY(session_insert(w, NULL, .id = id, .track_id = track, .week_slot_id = slot, .slot_day = slot.v ? day : (date){0}, .day = day,
		.starts_at = t.starts, .ends_at = t.ends, .service_kind_id = p->kind, .title = p->title, .room_id = p->room, .seats = p->seats,
		.modality = p->modality, .link = p->link, .counts = kind.counts, .billable = kind.billable,
		.counted_min = schedule_counted_minutes(p, kind.counts)));
	TRY(schedule_put_parts(w, id, p, day));
	*made = id;
	return OK;
}

err schedule_set_session(struct wtx *w, const struct session_get_row *s, week_slot_id slot, date slot_day, const struct session_plan *p,
	date day)
{
	struct ctx *c = wtx_ctx(w);
	struct plan_times t = schedule_times(c, p, day);
	struct kind_of_plan_row kind;
	int64_t changed;

	TRY(kind_of_plan(wtx_read(w), &kind, .id = p->kind));
	TRY(session_update(w, &changed, .id = s->id, .seen_version = s->version, .week_slot_id = slot, .slot_day = slot_day, .day = day,
		.starts_at = t.starts, .ends_at = t.ends, .service_kind_id = p->kind, .title = p->title, .room_id = p->room, .seats = p->seats,
		.modality = p->modality, .link = p->link, .counts = kind.counts, .billable = kind.billable,
		.counted_min = schedule_counted_minutes(p, kind.counts)));
	if (!changed)
		return schedule_changed_meanwhile(c);
	TRY(session_breaks_delete(w, NULL, .session_id = s->id));
	TRY(session_staff_delete(w, NULL, .session_id = s->id));
	TRY(schedule_put_parts(w, s->id, p, day));
	return attendance_day_moved(w, NULL, .session_id = s->id, .day = day);
}
