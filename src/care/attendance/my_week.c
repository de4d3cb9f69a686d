/* my_week.c - a participant's own week: the same numbers the counselor sees, for one person. */
#include "care/attendance/ledger.h"

#include "base/id.h"

static bool recorded(enum attendance a)
{
	return a != ATTENDANCE_NONE && a != ATTENDANCE_EXPECTED;
}

/* Sessions of the week that starts on `monday`, as the items the rules add up. The list may reach into the week after. */
static size_t items_of(struct ctx *c, const struct my_week *m, struct hours_item *items)
{
	for (size_t i = 0; i < m->sessions.n; i++) {
		const struct my_sessions_row *s = &m->sessions.v[i];

		items[i] = (struct hours_item){.day = s->day,
			.window_min = (int)s->counted_min,
			.credited_min = (int)s->credited_min.v,
			.counts = s->counted_min > 0,
			.billable = true,
			.cancelled = s->status == SESSION_CANCELLED,
			.make_up = s->make_up,
			.status = s->attendance,
			.ahead = s->status == SESSION_PLANNED && s->ends_at.ms > c->now.ms && !recorded(s->attendance)};
	}
	return m->sessions.n;
}

static void find_next(struct ctx *c, struct my_week *m)
{
	for (size_t i = 0; i < m->sessions.n && !m->next; i++)
		if (m->sessions.v[i].ends_at.ms > c->now.ms && m->sessions.v[i].status == SESSION_PLANNED)
			m->next = &m->sessions.v[i];
}

/* A rule that counts over more than a week (72 hours in 12 weeks). */
static err find_total(struct tx *tx, episode_id episode, struct my_week *m)
{
	struct ctx *c = tx_ctx(tx);
	date today = zone_day(c->zone, c->now);

	for (size_t i = 0; i < m->rules.n; i++) {
		const struct hours_rule *rule = m->rules.v[i];
		struct episode_week_minutes_rows days;
		struct hours_day *v;

		if (!rule->total_min || !hours_rule_is_for(rule, m->who.birth_on, m->rules.monday))
			continue;
		TRY(episode_week_minutes(tx, &days, .episode_id = episode, .from_day = m->who.started_on, .to_day = today));
		v = ARENA_NEW_ARRAY(c->arena, struct hours_day, days.n);
		for (size_t k = 0; k < days.n; k++)
			v[k] = (struct hours_day){days.v[k].day, (int)days.v[k].minutes};
		m->total_rule = rule;
		m->total = hours_total_of(
			rule, m->who.started_on, today, v, days.n, m->week.ahead_min, m->rules.sunday, m->week.offered_min);
	}
	return OK;
}

err ledger_my_week(struct tx *tx, const struct chart_proof *may, date day, struct my_week *out)
{
	struct ctx *c = tx_ctx(tx);
	episode_id episode = chart_proof_episode(may);
	struct hours_item *items;
	date monday;

	*out = (struct my_week){0};
	TRY(my_episode(tx, &out->who, .episode_id = episode, .day = zone_day(c->zone, c->now)));
	monday = date_week_start(day, (enum weekday)out->who.week_starts_on);
	TRY(attendance_rules(tx, out->who.program_id, monday, &out->rules));
	TRY(my_sessions(tx, &out->sessions, .episode_id = episode, .monday = monday, .sunday = date_add(monday, 13)));
	items = ARENA_NEW_ARRAY(c->arena, struct hours_item, out->sessions.n);
	out->week = (struct hours_week){.start = monday,
		.today = zone_day(c->zone, c->now),
		.started = out->who.started_on,
		.ended = out->who.ended_on,
		.ordered_week_min = (int)out->who.ordered_week_min.v};
	hours_week_sum(&out->week, NULL, items, items_of(c, out, items));
	out->verdict = attendance_judge(c, &out->rules, out->who.birth_on, &out->week);
	out->weeks = out->who.weeks;
	out->week_of =
		date_diff(monday, date_week_start(out->who.started_on, (enum weekday)out->who.week_starts_on)) / 7 + 1;
	find_next(c, out);
	return find_total(tx, episode, out);
}

err ledger_running_late(struct wtx *w, const struct chart_proof *may, session_id session, int64_t minutes)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	date today = zone_day(c->zone, c->now);
	struct my_sessions_rows mine;

	if (minutes < 1 || minutes > 240)
		return problem(c, "minutes", "Enter how many minutes, from 1 to 240.");
	TRY(my_sessions(tx, &mine, .episode_id = chart_proof_episode(may), .monday = today, .sunday = today));
	for (size_t i = 0; i < mine.n; i++)
		if (mine.v[i].session_id.v == session.v && mine.v[i].status == SESSION_PLANNED &&
			mine.v[i].ends_at.ms > c->now.ms) {
			TRY(running_late_put(
				w, NULL, .episode_id = chart_proof_episode(may), .session_id = session, .minutes = minutes));
			return journal_add(w,
				&(struct journal_entry){.event = JOURNAL_ATTENDANCE_CHANGED,
					.person = chart_proof_person(may),
					.object = str_format(c->arena, "session %s", id_show(session.v).s),
					.detail = STR("running late")});
		}
	return ERR_NOT_FOUND;
}
