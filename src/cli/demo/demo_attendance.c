/* demo_attendance.c - what happened in every session so far, and what people said of the days ahead. A person misses days rather than
 * single sessions, comes late to the first session of a day and leaves early from the last; minutes are credited by the same function
 * the board uses. */
#include "base/id.h"
#include "cli/demo/demo.h"

/* One person's day. */
struct day_lived {
	date day;
	enum attendance status; /* present, or why the whole day was missed */
	enum absence_reason reason;
	int late_min, early_min;
	bool remote;
	bool began; /* the first session of the day is behind them */
};

static enum absence_reason some_reason(struct demo_center *m)
{
	static const enum absence_reason reasons[] = {
		ABSENCE_MEDICAL, ABSENCE_WORK_SCHOOL, ABSENCE_FAMILY, ABSENCE_TRANSPORT, ABSENCE_COURT};

	return reasons[dice_below(&m->dice, COUNT_OF(reasons))];
}

/* The last day of this week on which the track meets. */
static bool last_day_of_week(const struct demo_center *m, size_t track, date day)
{
	const struct demo_track *t = m->tracks[track].track;
	int last = 0;

	for (size_t i = 0; i < t->n_days; i++)
		last = t->days[i] > last ? t->days[i] : last;
	return demo_this_week(m, day) && (int)date_weekday(day) == last;
}

static struct day_lived live(struct demo_center *m, const struct demo_episode *e, date day)
{
	struct day_lived d = {.day = day, .status = ATTENDANCE_PRESENT};
	int luck = dice_below(&m->dice, 100);

	if (luck >= e->reliable) {
		d.status = dice_percent(&m->dice, 45) ? ATTENDANCE_EXCUSED
			: dice_percent(&m->dice, 50)      ? ATTENDANCE_ABSENT
											  : ATTENDANCE_NO_SHOW;
		d.reason = d.status == ATTENDANCE_EXCUSED ? some_reason(m) : ABSENCE_REASON_NONE;
		return d;
	}
	d.late_min = dice_percent(&m->dice, 12) ? dice_between(&m->dice, 6, 35) : 0;
	d.early_min = dice_percent(&m->dice, 5) ? dice_between(&m->dice, 10, 40) : 0;
	d.remote = dice_percent(&m->dice, 4);
	return d;
}

/* A day of this week that is still ahead: most people say nothing, some that they cannot come. Status none: nothing was said. */
static struct day_lived foresee(struct demo_center *m, date day)
{
	bool away = dice_percent(&m->dice, 6);
	enum absence_reason reason = some_reason(m);

	return (struct day_lived){
		.day = day, .status = away ? ATTENDANCE_EXCUSED : ATTENDANCE_NONE, .reason = away ? reason : ABSENCE_REASON_NONE};
}

/* Whoever signs in as the participant is in court on their last day of this week, past or ahead, so that there is somebody to
 * find a make-up for on whatever day the demo is made. */
static struct day_lived day_of(struct demo_center *m, size_t who, date day, bool over)
{
	const struct demo_episode *e = &m->episodes[who];
	struct day_lived d = over ? live(m, e, day) : foresee(m, day);

	if (who == m->star && last_day_of_week(m, e->track, day))
		d = (struct day_lived){.day = day, .status = ATTENDANCE_EXCUSED, .reason = ABSENCE_COURT};
	return d;
}

static bool last_of_day(const struct demo_center *m, size_t i)
{
	return i + 1 == m->n_sessions || m->sessions[i + 1].track != m->sessions[i].track ||
		date_cmp(m->sessions[i + 1].day, m->sessions[i].day) != 0;
}

static err put_row(
	struct demo_center *m, struct db_bulk *to, const struct demo_episode *e, size_t at, struct day_lived *d)
{
	const struct demo_session *s = &m->sessions[at];
	struct hours_window window = {.from = s->starts, .to = s->ends, .breaks = &s->pause, .n_breaks = s->has_pause};
	struct hours_presence was = {.status = d->status, .arrived = s->starts, .left = s->ends};
	struct hours_credit got;
	bool came = d->status == ATTENDANCE_PRESENT;
	enum attendance status = d->status;
	int64_t credited, billable;
	instant recorded = s->ends.ms < m->c->now.ms ? s->ends : m->c->now;

	if (came && !d->began)
		was.arrived.ms += d->late_min * MS_PER_MINUTE;
	if (came && last_of_day(m, at))
		was.left.ms -= d->early_min * MS_PER_MINUTE;
	if (was.left.ms < was.arrived.ms)
		was.left = was.arrived;
	d->began = true;
	got = hours_credit_of(&window, &was, m->tracks[s->track].credit);
	if (came)
		status = got.late ? ATTENDANCE_LATE : got.left_early ? ATTENDANCE_LEFT_EARLY : ATTENDANCE_PRESENT;
	credited = came && s->counts ? got.credited_min : 0;
	billable = s->billable ? credited : 0;
	return DEMO_ROW(to, &m->id, &s->id, &e->id, &s->day, V_CODE(attendance_codes, status),
		d->reason ? V_CODE(absence_reason_codes, d->reason) : NULL, &d->remote, came ? &was.arrived : NULL,
		came ? &was.left : NULL, &credited, &billable, NULL, NULL, NULL, &recorded, V_INT(1));
}

static bool here_on(const struct demo_episode *e, date day)
{
	return date_cmp(e->from, day) <= 0 && (date_none(e->to) || date_cmp(day, e->to) <= 0);
}

/* Sessions are in order of day, then track, then time; a person's day stays the same for all sessions of it. */
err demo_attendance(struct demo_center *m)
{
	struct day_lived *days = ARENA_NEW_ARRAY(m->c->arena, struct day_lived, m->n_episodes);
	struct db_bulk *to;

	TRY(db_bulk_open(m->w, "attendance", &to));
	for (size_t i = 0; i < m->n_sessions; i++) {
		const struct demo_session *s = &m->sessions[i];
		bool over = s->ends.ms <= m->c->now.ms;
		bool ahead = s->starts.ms > m->c->now.ms && demo_this_week(m, s->day);

		if (s->cancelled || (!over && !ahead))
			continue;
		for (size_t k = 0; k < m->n_episodes; k++) {
			const struct demo_episode *e = &m->episodes[k];

			if (e->track != s->track || !here_on(e, s->day))
				continue;
			if (date_cmp(days[k].day, s->day) != 0)
				days[k] = day_of(m, k, s->day, over);
			if (over || days[k].status == ATTENDANCE_EXCUSED) /* nothing else is known ahead */
				TRY(put_row(m, to, e, i, &days[k]));
		}
	}
	return db_bulk_close(to);
}
