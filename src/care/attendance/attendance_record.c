/* attendance_record.c - writing one person's attendance: check what was said, credit the minutes, keep the earlier state. */
#include "base/id.h"
#include "care/attendance/attendance.h"

/* Everything needed to judge one change, read inside the write transaction. */
struct scene {
	struct ctx *c;
	session_id session;
	struct board_head_row head;
	struct hours_window window;
	struct program_rules rules;
	struct board_row_now_row before; /* status none: nothing was recorded */
	bool after_day;
};

static bool attends(enum attendance s)
{
	return s == ATTENDANCE_PRESENT || s == ATTENDANCE_LATE || s == ATTENDANCE_LEFT_EARLY;
}

static err load_window(struct tx *tx, struct scene *s)
{
	struct board_breaks_rows breaks;
	struct hours_break *v;

	TRY(board_breaks(tx, &breaks, .session_id = s->session));
	v = ARENA_NEW_ARRAY(s->c->arena, struct hours_break, breaks.n);
	for (size_t i = 0; i < breaks.n; i++)
		v[i] = (struct hours_break){breaks.v[i].starts_at, breaks.v[i].ends_at};
	s->window =
		(struct hours_window){.from = s->head.starts_at, .to = s->head.ends_at, .breaks = v, .n_breaks = breaks.n};
	return OK;
}

static err load_scene(struct tx *tx, const struct roster_proof *may, episode_id who, struct scene *s)
{
	struct board_expects_row expects;
	err e;

	s->c = tx_ctx(tx);
	s->session = roster_proof_session(may);
	TRY(board_head(tx, &s->head, .session_id = s->session));
	TRY(load_window(tx, s));
	TRY(attendance_rules(
		tx, s->head.program_id, date_week_start(s->head.day, (enum weekday)s->head.week_starts_on), &s->rules));
	s->after_day = date_cmp(zone_day(s->c->zone, s->c->now), s->head.day) > 0;
	e = board_row_now(tx, &s->before, .session_id = s->session, .episode_id = who);
	if (e == OK)
		return OK;
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(board_expects(
		tx, &expects, .track_id = s->head.track_id, .day = s->head.day, .session_id = s->session, .episode_id = who));
	return expects.expected ? OK : ERR_NOT_FOUND;
}

/* The session is running, and whoever comes now comes late. */
static bool under_way(const struct scene *s)
{
	int64_t late = s->rules.credit.late_after_min * MS_PER_MINUTE;

	return s->c->now.ms > s->window.from.ms + late && s->c->now.ms < s->window.to.ms;
}

/* What somebody marked as here did not say about times: arrived at the start, unless the session is under way and they come now. */
static void fill_times(const struct scene *s, struct attendance_change *x)
{
	instant now = s->c->now;

	if (instant_none(x->arrived))
		x->arrived = under_way(s) ? (instant){now.ms - now.ms % MS_PER_MINUTE} : s->window.from;
	if (instant_none(x->left))
		x->left = s->window.to;
}

static void check_times(struct scene *s, const struct attendance_change *x)
{
	if (x->arrived.ms >= s->window.to.ms)
		(void)problem(s->c, "arrived",
			"The arrival is after the end of the session. Enter an earlier time, or mark them absent.");
	if (x->left.ms <= s->window.from.ms)
		(void)problem(s->c, "left", "The departure is before the session starts. Enter a later time.");
	else if (x->left.ms < x->arrived.ms)
		(void)problem(s->c, "left", "The departure is before the arrival. Correct one of the two times.");
}

/* What was chosen, apart from the times. */
static void check_choice(struct scene *s, const struct attendance_change *x)
{
	struct ctx *c = s->c;

	if (x->status == ATTENDANCE_NONE)
		(void)problem(c, "status", "Choose what happened.");
	if (x->status == ATTENDANCE_EXCUSED && x->reason == ABSENCE_REASON_NONE)
		(void)problem(c, "reason", "Choose why they are excused.");
	if (attends(x->status) && date_cmp(zone_day(c->zone, c->now), s->head.day) < 0)
		(void)problem(
			c, "status", "This session is still ahead. You can excuse somebody now, and mark them here on the day.");
	if (x->status == ATTENDANCE_LATE && instant_none(x->arrived) && !under_way(s))
		(void)problem(c, "arrived", "Enter when they arrived.");
}

static void check_correction(struct scene *s, const struct attendance_change *x)
{
	if (s->after_day && s->before.status != ATTENDANCE_NONE && str_empty(x->correction))
		(void)problem(s->c, "correction", "The day of this session is over. Say why you change it.");
	if (str_points(x->correction) > 500)
		(void)problem(s->c, "correction", "The reason must be 500 characters or fewer.");
}

static err check(struct scene *s, struct attendance_change *x)
{
	if (s->head.status == SESSION_CANCELLED)
		FAIL(s->c, ERR_CONFLICT, "This session was cancelled. Attendance cannot be recorded for it.");
	check_choice(s, x);
	check_correction(s, x);
	if (attends(x->status)) {
		fill_times(s, x);
		check_times(s, x);
	} else {
		x->arrived = x->left = (instant){0};
		x->remote = false;
	}
	if (x->status != ATTENDANCE_EXCUSED && x->status != ATTENDANCE_ABSENT && x->status != ATTENDANCE_NO_SHOW)
		x->reason = ABSENCE_REASON_NONE;
	return problems_end(s->c);
}

/* Here, late or left early is what the times say, so that the word and the minutes cannot disagree. */
static struct hours_credit credit(const struct scene *s, struct attendance_change *x)
{
	struct hours_presence presence = {.status = x->status, .arrived = x->arrived, .left = x->left};
	struct hours_credit got = hours_credit_of(&s->window, &presence, s->rules.credit);

	if (!attends(x->status))
		return got;
	x->status = got.late ? ATTENDANCE_LATE : got.left_early ? ATTENDANCE_LEFT_EARLY : ATTENDANCE_PRESENT;
	if (!s->head.counts)
		got.credited_min = 0;
	return got;
}

static err conflict(struct ctx *c)
{
	FAIL(c, ERR_CONFLICT,
		"Somebody else changed this row while you had it open. Their entry is shown; yours was not saved.");
}

static err keep_correction(struct wtx *w, const struct scene *s, const struct attendance_change *x, int credited)
{
	struct ctx *c = s->c;

	if (!s->after_day || s->before.status == ATTENDANCE_NONE)
		return OK;
	return correction_insert(w, NULL, .id = {id_make(c->now)}, .session_id = s->session, .episode_id = x->episode,
		.reason = x->correction, .status_before = s->before.status, .arrived_before = s->before.arrived_at,
		.left_before = s->before.left_at, .credited_before = s->before.credited_min, .status_after = x->status,
		.credited_after = credited, .corrected_by = c->actor->account);
}

static str describe(const struct scene *s, const struct attendance_change *x, int credited)
{
	struct ctx *c = s->c;

	return str_format(c->arena, "{\"status\":[\"%.*s\",\"%.*s\"],\"credited\":[%lld,%d]}",
		STR_ARG(code_of(&attendance_codes, s->before.status)), STR_ARG(code_of(&attendance_codes, x->status)),
		(long long)s->before.credited_min, credited);
}

static err journal(
	struct wtx *w, const struct scene *s, const struct attendance_change *x, person_id person, int credited)
{
	bool correction = s->after_day && s->before.status != ATTENDANCE_NONE;

	return journal_add(w,
		&(struct journal_entry){.event = correction ? JOURNAL_ATTENDANCE_CORRECTED : JOURNAL_ATTENDANCE_CHANGED,
			.person = person,
			.object = str_format(s->c->arena, "session %s", id_show(s->session.v).s),
			.reason = x->correction,
			.detail = describe(s, x, credited)});
}

static err store(
	struct wtx *w, const struct scene *s, const struct attendance_change *x, const struct hours_credit *got)
{
	struct ctx *c = s->c;
	int64_t changed = 0;
	int billable = s->head.billable ? got->credited_min : 0;
	err e;

	if (s->before.status == ATTENDANCE_NONE) {
		if (x->seen_version)
			return conflict(c);
		e = attendance_insert(w, NULL, .session_id = s->session, .episode_id = x->episode, .day = s->head.day,
			.status = x->status, .reason = x->reason, .remote = x->remote, .arrived_at = x->arrived, .left_at = x->left,
			.credited_min = got->credited_min, .billable_min = billable, .note = x->note,
			.recorded_by = c->actor->account);
		return e == ERR_CONFLICT ? conflict(c) : e;
	}
	TRY(attendance_update(w, &changed, .session_id = s->session, .episode_id = x->episode,
		.seen_version = x->seen_version, .status = x->status, .reason = x->reason, .remote = x->remote,
		.arrived_at = x->arrived, .left_at = x->left, .credited_min = got->credited_min, .billable_min = billable,
		.note = x->note, .recorded_by = c->actor->account));
	return changed ? OK : conflict(c);
}

err attendance_record(struct wtx *w, const struct roster_proof *may, const struct attendance_change *in)
{
	struct tx *tx = wtx_read(w);
	struct attendance_change x = *in;
	struct scene s = {0};
	struct hours_credit got;
	struct attendance_person_row who;

	TRY(load_scene(tx, may, in->episode, &s));
	if (s.before.status != ATTENDANCE_NONE && in->seen_version != s.before.version)
		return conflict(s.c);
	TRY(check(&s, &x));
	got = credit(&s, &x);
	TRY(store(w, &s, &x, &got));
	TRY(keep_correction(w, &s, &x, got.credited_min));
	TRY(attendance_person(tx, &who, .episode_id = in->episode));
	return journal(w, &s, &x, who.person_id, got.credited_min);
}
