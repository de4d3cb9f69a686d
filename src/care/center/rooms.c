/* rooms.c - the rooms of a center. */
#include "base/id.h"
#include "care/center/center.h"
#include "care/center/changes.h"

static err check_room(struct tx *tx, const struct room_details *d, room_id self)
{
	struct ctx *c = tx_ctx(tx);
	struct room_named_rows same;

	if (str_empty(d->name))
		(void)problem(c, "name", "Enter the room's name.");
	if (d->seats < 1 || d->seats > 500)
		(void)problem(c, "seats", "Enter how many people the room seats, from 1 to 500.");
	TRY(problems_end(c));
	TRY(room_named(tx, &same, .name = d->name));
	for (size_t i = 0; i < same.n; i++)
		if (same.v[i].id.v != self.v)
			return problem(c, "name", "Another room has this name; it may be a retired one. Choose a name that tells them apart.");
	return OK;
}

err room_add(struct wtx *w, const struct plan_proof *may, const struct room_details *d, room_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(check_room(wtx_read(w), d, (room_id){0}));
	change_text(&ch, "name", STR_NONE, d->name);
	change_opt(&ch, "seats", (struct opt_int){0}, (struct opt_int){true, d->seats});
	*made = (room_id){id_make(c->now)};
	TRY(room_insert(w, NULL, .id = *made, .name = d->name, .seats = d->seats));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "room", made->v, &ch);
}

static err save(struct wtx *w, const struct room_get_row *r, const struct room_details *d, date retired, const struct changes *ch)
{
	TRY(room_update(w, NULL, .id = r->id, .name = d->name, .seats = d->seats, .retired_on = retired, .seen_version = r->version));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "room", r->id.v, ch);
}

err room_change(struct wtx *w, const struct plan_proof *may, room_id room, const struct room_details *d, int64_t seen)
{
	struct changes ch = {.c = wtx_ctx(w)};
	struct room_get_row r;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(room_get(wtx_read(w), &r, .id = room));
	change_text(&ch, "name", r.name, d->name);
	change_int(&ch, "seats", r.seats, d->seats);
	if (!ch.n)
		return OK;
	if (r.version != seen)
		return changes_conflict(&ch);
	TRY(check_room(wtx_read(w), d, room));
	return save(w, &r, d, r.retired_on, &ch);
}

static err check_nothing_ahead(struct tx *tx, room_id room, date today)
{
	struct ctx *c = tx_ctx(tx);
	struct room_ahead_row ahead;

	TRY(room_ahead(tx, &ahead, .room_id = room, .day = today));
	if (!ahead.sessions)
		return OK;
	return problem(c, NULL, "%s planned in this room from today on, the first on %s. Move them to another room first.",
		counted(c, ahead.sessions, "session is", "sessions are").p, date_words(ahead.first_day).s);
}

err room_retire(struct wtx *w, const struct plan_proof *may, room_id room, bool retired, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	date today = zone_day(c->zone, c->now);
	struct room_get_row r;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(room_get(wtx_read(w), &r, .id = room));
	if (date_none(r.retired_on) == !retired)
		return OK;
	if (r.version != seen)
		return changes_conflict(&ch);
	if (retired)
		TRY(check_nothing_ahead(wtx_read(w), room, today));
	change_date(&ch, "retired", r.retired_on, retired ? today : (date){0});
	return save(w, &r, &(struct room_details){r.name, r.seats}, retired ? today : (date){0}, &ch);
}
