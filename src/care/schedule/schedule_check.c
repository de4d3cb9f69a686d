/* schedule_check.c - does a plan make sense by itself, and does it stand in anybody's way. */
#include "appointment.sql.h"
#include "care/schedule/schedule_plan.h"

static void check_breaks(struct ctx *c, const struct session_plan *p)
{
	int after = p->start;

	for (size_t i = 0; i < p->n_breaks; i++) {
		str field = str_format(c->arena, "break-%zu", i + 1);

		if (p->breaks[i].start < after || p->breaks[i].end > p->end || p->breaks[i].start >= p->breaks[i].end)
			(void)problem(c, field.p, "Each break must lie inside the session, after the one before it.");
		after = p->breaks[i].end;
	}
}

static void check_place(struct ctx *c, const struct session_plan *p)
{
	bool in_room = p->modality == MODALITY_IN_PERSON || p->modality == MODALITY_HYBRID;
	bool by_link = p->modality == MODALITY_VIDEO || p->modality == MODALITY_HYBRID;

	if (in_room && !p->room.v)
		(void)problem(c, "room", "Choose a room, or say that the session is by video or phone.");
	if (by_link && str_empty(p->link))
		(void)problem(c, "link", "Enter the address of the video meeting.");
	if (!str_empty(p->link) && !str_starts(p->link, "https://"))
		(void)problem(c, "link", "The address must start with https://.");
}

static err check_room(struct tx *tx, const struct session_plan *p)
{
	struct ctx *c = tx_ctx(tx);
	struct room_of_plan_row room;
	err e;

	if (!p->room.v)
		return OK;
	e = room_of_plan(tx, &room, .id = p->room);
	if (e == ERR_NOT_FOUND)
		return problem(c, "room", "Choose a room of this center."), OK;
	TRY(e);
	if (!date_none(room.retired_on))
		(void)problem(c, "room", "%.*s is no longer used. Choose another room.", STR_ARG(room.name));
	if (p->seats > room.seats)
		(void)problem(c, "seats", "%.*s has %lld seats. Enter that many or fewer.", STR_ARG(room.name), (long long)room.seats);
	return OK;
}

static err check_staff(struct tx *tx, const struct session_plan *p, date day)
{
	struct ctx *c = tx_ctx(tx);
	struct staff_of_plan_row who;

	for (size_t i = 0; i < p->n_staff; i++) {
		err e = staff_of_plan(tx, &who, .person_id = p->staff[i], .day = day);

		if (e == ERR_NOT_FOUND)
			(void)problem(c, "staff", "Choose people who work at this center on that day.");
		else
			TRY(e);
		for (size_t k = 0; k < i; k++)
			if (p->staff[k].v == p->staff[i].v)
				(void)problem(c, "staff", "Name each person once.");
	}
	return OK;
}

err schedule_check_time_and_place(struct tx *tx, const struct session_plan *p)
{
	struct ctx *c = tx_ctx(tx);

	if (p->start < 0)
		(void)problem(c, "start", "Enter a start time, like 18:00.");
	if (p->end < 0)
		(void)problem(c, "end", "Enter an end time, like 19:15.");
	if (p->start >= 0 && p->end >= 0 && p->end <= p->start)
		(void)problem(c, "end", "The end must be after the start.");
	check_place(c, p);
	TRY(check_room(tx, p));
	return check_staff(tx, p, date_none(p->day) ? zone_day(c->zone, c->now) : p->day);
}

err schedule_check(struct tx *tx, const struct session_plan *p)
{
	struct ctx *c = tx_ctx(tx);
	struct kind_of_plan_row kind;
	err e;

	if (str_empty(p->title))
		(void)problem(c, "title", "Enter a title.");
	if (p->seats < 1 || p->seats > 200)
		(void)problem(c, "seats", "Enter how many people can take part, from 1 to 200.");
	if (p->start >= 0 && p->end > p->start)
		check_breaks(c, p);
	e = kind_of_plan(tx, &kind, .id = p->kind);
	if (e == ERR_NOT_FOUND)
		(void)problem(c, "kind", "Choose a kind of service.");
	else
		TRY(e);
	if (e == OK && !date_none(kind.retired_on))
		(void)problem(c, "kind", "%.*s is no longer used. Choose another kind.", STR_ARG(kind.name));
	TRY(schedule_check_time_and_place(tx, p));
	return problems_end(c);
}

err schedule_track_open(struct tx *tx, track_id track)
{
	struct ctx *c = tx_ctx(tx);
	struct track_of_plan_row t;

	TRY(track_of_plan(tx, &t, .id = track));
	if (!date_none(t.closed_on) && date_cmp(t.closed_on, zone_day(c->zone, c->now)) < 0)
		return problem(c, "track", "%.*s is closed. Choose another track.", STR_ARG(t.name));
	return OK;
}

err schedule_not_held(struct tx *tx, session_id session, const char *field)
{
	struct session_credited_row row;

	TRY(session_credited(tx, &row, .session_id = session));
	if (row.people)
		return problem(tx_ctx(tx), field, "The time of %lld %s is recorded in this session already. Clear it on the board first.",
			(long long)row.people, row.people == 1 ? "person" : "people");
	return OK;
}

struct plan_times schedule_times(struct ctx *c, const struct session_plan *p, date day)
{
	return (struct plan_times){zone_instant(c->zone, day, p->start), zone_instant(c->zone, day, p->end)};
}

static struct schedule_conflict *grow(struct ctx *c, struct schedule_conflicts *all)
{
	struct schedule_conflict *v = ARENA_NEW_ARRAY(c->arena, struct schedule_conflict, all->n + 1);

	if (all->n)
		memcpy(v, all->v, all->n * sizeof(*v));
	all->v = v;
	return &v[all->n++];
}

static err add_room(struct tx *tx, const struct session_plan *p, date day, session_id except, week_slot_id but_slot,
	struct schedule_conflicts *out)
{
	struct ctx *c = tx_ctx(tx);
	struct plan_times t = schedule_times(c, p, day);
	struct room_conflicts_rows found;
	struct room_appointments_rows booked;

	TRY(room_conflicts(tx, &found, .room_id = p->room, .from_day = date_add(day, -1), .to_day = date_add(day, 1), .starts_at = t.starts,
		.ends_at = t.ends, .except = except, .but_slot = but_slot));
	for (size_t i = 0; i < found.n; i++)
		*grow(c, out) = (struct schedule_conflict){.room = true, .who = found.v[i].room, .title = found.v[i].title,
			.day = found.v[i].day, .starts = found.v[i].starts_at, .ends = found.v[i].ends_at, .session = found.v[i].session_id};
	TRY(room_appointments(tx, &booked, .room_id = p->room, .from_day = date_add(day, -1), .to_day = date_add(day, 1),
		.starts_at = t.starts, .ends_at = t.ends));
	for (size_t i = 0; i < booked.n; i++)
		*grow(c, out) = (struct schedule_conflict){.room = true, .who = booked.v[i].room, .title = booked.v[i].title,
			.day = booked.v[i].day, .starts = booked.v[i].starts_at, .ends = booked.v[i].ends_at};
	return OK;
}

static err add_person(struct tx *tx, const struct session_plan *p, person_id who, date day, session_id except, week_slot_id but_slot,
	struct schedule_conflicts *out)
{
	struct ctx *c = tx_ctx(tx);
	struct plan_times t = schedule_times(c, p, day);
	struct staff_conflicts_rows found;
	struct staff_appointments_rows booked;

	TRY(staff_conflicts(tx, &found, .person_id = who, .from_day = date_add(day, -1), .to_day = date_add(day, 1), .starts_at = t.starts,
		.ends_at = t.ends, .except = except, .but_slot = but_slot));
	for (size_t i = 0; i < found.n; i++) {
		const struct staff_conflicts_row *f = &found.v[i];

		*grow(c, out) = (struct schedule_conflict){.who = str_format(c->arena, "%.*s %.*s", STR_ARG(f->given), STR_ARG(f->family)),
			.title = f->title, .center = f->center_id.v == c->center ? STR_NONE : f->center, .day = f->day, .starts = f->starts_at,
			.ends = f->ends_at, .session = f->session_id};
	}
	TRY(staff_appointments(tx, &booked, .person_id = who, .from_day = date_add(day, -1), .to_day = date_add(day, 1),
		.starts_at = t.starts, .ends_at = t.ends));
	for (size_t i = 0; i < booked.n; i++) {
		const struct staff_appointments_row *b = &booked.v[i];

		*grow(c, out) = (struct schedule_conflict){.who = str_format(c->arena, "%.*s %.*s", STR_ARG(b->given), STR_ARG(b->family)),
			.title = b->title, .center = b->center_id.v == c->center ? STR_NONE : b->center, .day = b->day, .starts = b->starts_at,
			.ends = b->ends_at};
	}
	return OK;
}

err schedule_conflicts_on(struct tx *tx, const struct session_plan *p, date day, session_id except, week_slot_id but_slot,
	struct schedule_conflicts *out)
{
	if (p->room.v)
		TRY(add_room(tx, p, day, except, but_slot, out));
	for (size_t i = 0; i < p->n_staff; i++)
		TRY(add_person(tx, p, p->staff[i], day, except, but_slot, out));
	return OK;
}

int schedule_counted_minutes(const struct session_plan *p, bool counts)
{
	int minutes = p->end - p->start;

	for (size_t i = 0; i < p->n_breaks; i++)
		minutes -= p->breaks[i].end - p->breaks[i].start;
	return counts && minutes > 0 ? minutes : 0;
}
