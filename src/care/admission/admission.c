/* admission.c - admitting, enrolling, leaving, discharging. Every change is dated and journaled. */
#include "care/admission/admission.h"

#include "base/id.h"
#include "care/people/people.h"
#include "care/hours/group_size.h"

static err journal(struct wtx *w, enum journal_event event, person_id who, const char *kind, int64_t id, str detail)
{
	return journal_add(w, &(struct journal_entry){.event = event, .person = who,
		.object = str_format(wtx_ctx(w)->arena, "%s %s", kind, id_show(id).s), .detail = detail});
}

static err changed_meanwhile(struct ctx *c)
{
	FAIL(c, ERR_CONFLICT, "Somebody else changed this while you had it open. Look at it again, then make your change.");
}

/* An age band, on the day somebody starts. Without a birthday a band cannot be checked, and that is said. */
static void check_age(struct ctx *c, str what, struct opt_int least, struct opt_int most, date birth, date on)
{
	int age;

	if (!least.set && !most.set)
		return;
	if (date_none(birth)) {
		(void)problem(c, "age", "%.*s is for certain ages. Enter the birthday under the person's details first.", STR_ARG(what));
		return;
	}
	age = date_age(birth, on);
	if (least.set && age < least.v)
		(void)problem(c, "age", "%.*s is for people aged %lld and over. On that day this person is %d.", STR_ARG(what),
			(long long)least.v, age);
	if (most.set && age > most.v)
		(void)problem(c, "age", "%.*s is for people aged up to %lld. On that day this person is %d.", STR_ARG(what),
			(long long)most.v, age);
}

static bool open_on(date opened, date closed, date day)
{
	return date_cmp(opened, day) <= 0 && (date_none(closed) || date_cmp(day, closed) <= 0);
}

static err check_program(struct tx *tx, const struct admission *in, person_id who, struct program_of_admission_row *program)
{
	struct ctx *c = tx_ctx(tx);
	struct birth_of_admission_row person;
	err e = program_of_admission(tx, program, .id = in->program);

	if (e == ERR_NOT_FOUND)
		return problem(c, "program", "Choose a program.");
	TRY(e);
	TRY(birth_of_admission(tx, &person, .id = who));
	if (date_none(in->start))
		return problem(c, "start", "Enter the first day.");
	if (!open_on(program->opened_on, program->closed_on, in->start))
		(void)problem(c, "start", "%.*s is not open on that day.", STR_ARG(program->name));
	check_age(c, program->name, program->least_age, program->most_age, person.birth_on, in->start);
	return problems_end(c);
}

static err check_no_open_episode(struct tx *tx, const struct admission *in, person_id who)
{
	struct open_episodes_of_rows open;

	TRY(open_episodes_of(tx, &open, .person_id = who, .program_id = in->program, .day = in->start));
	if (open.n)
		FAIL(tx_ctx(tx), ERR_CONFLICT, "This person is in this program already, since %s.", date_show(open.v[0].started_on).s);
	return OK;
}

static err enroll(struct wtx *w, episode_id episode, person_id who, track_id track, date from, str reason, enrollment_id *made);

err admission_admit(struct wtx *w, const struct person_proof *may, const struct admission *in, episode_id *made)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	person_id who = person_proof_person(may);
	struct program_of_admission_row program;
	enrollment_id enrollment;

	TRY(check_program(tx, in, who, &program));
	TRY(check_no_open_episode(tx, in, who));
	*made = (episode_id){id_make(c->now)};
	TRY(center_person_put(w, NULL, .person_id = who));
	TRY(episode_insert(w, NULL, .id = *made, .person_id = who, .program_id = in->program, .started_on = in->start,
		.clinician_id = in->clinician));
	TRY(level_put(w, NULL, .episode_id = *made, .from_on = in->start, .level = str_empty(in->level) ? program.level_of_care : in->level));
	if (in->track.v)
		TRY(enroll(w, *made, who, in->track, in->start, in->over_limit_reason, &enrollment));
	return journal(w, JOURNAL_EPISODE_CHANGED, who, "episode", made->v, STR("admitted"));
}

/* The strictest size rule of the center's state for the kinds of this track. */
static err apply_size_rules(struct tx *tx, const struct track_of_admission_row *t, date from, struct track_room *room)
{
	struct track_limits_rows limits;

	TRY(track_limits(tx, &limits, .track_id = t->id, .from_day = from));
	for (size_t k = 0; k < limits.n; k++) {
		struct group_verdict v = group_size_check(group_packs(), t->state, from, limits.v[k].group_limit, (int)room->members + 1);

		if (v.fit == GROUP_FITS || v.fit == GROUP_FIT_NONE || (room->fit == TRACK_OVER_REFUSED && v.fit != GROUP_REFUSED))
			continue;
		room->fit = v.fit == GROUP_REFUSED ? TRACK_OVER_REFUSED : TRACK_OVER_WITH_REASON;
		room->rule = v.rule->head.name;
		room->most = v.most;
	}
	return OK;
}

err admission_track_room(struct tx *tx, track_id track, date from, struct track_room *out)
{
	struct track_of_admission_row t;
	struct track_members_row members;

	*out = (struct track_room){.fit = TRACK_FITS};
	TRY(track_of_admission(tx, &t, .id = track));
	TRY(track_members(tx, &members, .track_id = track, .from_day = from));
	out->members = members.members;
	out->seats = t.seats;
	TRY(apply_size_rules(tx, &t, from, out));
	if (out->fit != TRACK_OVER_REFUSED && out->members >= out->seats)
		out->fit = TRACK_FULL;
	return OK;
}

static err check_room(struct tx *tx, track_id track, date from, str reason)
{
	struct ctx *c = tx_ctx(tx);
	struct track_room room;

	TRY(admission_track_room(tx, track, from, &room));
	switch (room.fit) {
	case TRACK_FITS:
		return OK;
	case TRACK_FULL:
		return problem(c, "track", "All %lld seats of this track are taken from then on.", (long long)room.seats);
	case TRACK_OVER_REFUSED:
		return problem(c, "track", "%.*s allows at most %lld people in a group. This track has %lld.", STR_ARG(room.rule),
			(long long)room.most, (long long)room.members);
	case TRACK_OVER_WITH_REASON:
		if (str_empty(reason))
			return problem(c, "over_limit_reason",
				"%.*s allows at most %lld people in a group, and more only with a reason. Enter the reason.",
				STR_ARG(room.rule), (long long)room.most);
		return OK;
	}
	return ERR_BUG;
}

static err check_track(struct tx *tx, person_id who, track_id track, date from)
{
	struct ctx *c = tx_ctx(tx);
	struct track_of_admission_row t;
	struct birth_of_admission_row person;
	err e = track_of_admission(tx, &t, .id = track);

	if (e == ERR_NOT_FOUND)
		return problem(c, "track", "Choose a track.");
	TRY(e);
	TRY(birth_of_admission(tx, &person, .id = who));
	if (date_none(from))
		return problem(c, "from", "Enter the first day in the track.");
	if (!open_on(t.opened_on, t.closed_on, from))
		(void)problem(c, "from", "%.*s is not open on that day.", STR_ARG(t.name));
	check_age(c, t.name, t.least_age, t.most_age, person.birth_on, from);
	return problems_end(c);
}

static err enroll(struct wtx *w, episode_id episode, person_id who, track_id track, date from, str reason, enrollment_id *made)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct enrollment_overlaps_rows overlaps;

	TRY(check_track(tx, who, track, from));
	TRY(enrollment_overlaps(tx, &overlaps, .episode_id = episode, .track_id = track, .from_day = from));
	if (overlaps.n)
		return problem(c, "track", "This person is in this track already, since %s.", date_show(overlaps.v[0].from_on).s);
	TRY(check_room(tx, track, from, reason));
	*made = (enrollment_id){id_make(c->now)};
	TRY(enrollment_insert(w, NULL, .id = *made, .episode_id = episode, .track_id = track, .from_on = from, .over_limit_reason = reason));
	return journal(w, JOURNAL_ENROLLMENT_CHANGED, who, "track", track.v, STR("joined"));
}

static err open_episode(struct tx *tx, const struct chart_proof *may, struct episode_get_row *out)
{
	TRY(episode_get(tx, out, .id = chart_proof_episode(may)));
	if (out->status == EPISODE_DISCHARGED)
		FAIL(tx_ctx(tx), ERR_CONFLICT, "This stay ended on %s. Admit the person again first.", date_show(out->ended_on).s);
	return OK;
}

err admission_enroll(struct wtx *w, const struct chart_proof *may, track_id track, date from, str over_limit_reason, enrollment_id *made)
{
	struct episode_get_row e;

	TRY(open_episode(wtx_read(w), may, &e));
	if (!date_none(from) && date_cmp(from, e.started_on) < 0)
		return problem(wtx_ctx(w), "from", "The stay began on %s. Enter that day or a later one.", date_show(e.started_on).s);
	return enroll(w, e.id, e.person_id, track, from, over_limit_reason, made);
}

err admission_leave(struct wtx *w, const struct chart_proof *may, enrollment_id enrollment, date last, str reason, int64_t seen_version)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed;
	err e;

	if (date_none(last))
		return problem(c, "last", "Enter the last day in the track.");
	e = enrollment_end(w, &changed, .id = enrollment, .episode_id = chart_proof_episode(may), .to_on = last, .left_reason = reason,
		.seen_version = seen_version);
	if (e == ERR_CONFLICT)
		return problem(c, "last", "The last day must not be before the first.");
	TRY(e);
	if (!changed)
		return changed_meanwhile(c);
	return journal(w, JOURNAL_ENROLLMENT_CHANGED, chart_proof_person(may), "enrollment", enrollment.v, STR("left"));
}

err admission_set_level(struct wtx *w, const struct chart_proof *may, date from, str level)
{
	struct ctx *c = wtx_ctx(w);

	if (date_none(from))
		(void)problem(c, "level_from", "Enter the first day of this level of care.");
	if (str_empty(level))
		(void)problem(c, "level", "Enter the level of care, like 2.1.");
	TRY(problems_end(c));
	TRY(level_put(w, NULL, .episode_id = chart_proof_episode(may), .from_on = from, .level = level));
	return journal(w, JOURNAL_EPISODE_CHANGED, chart_proof_person(may), "episode", chart_proof_episode(may).v, STR("level of care"));
}

err admission_certify(struct wtx *w, const struct chart_proof *may, date on, str by, int64_t week_min)
{
	struct ctx *c = wtx_ctx(w);

	if (date_none(on) || date_cmp(on, zone_day(c->zone, c->now)) > 0)
		(void)problem(c, "certified_on", "Enter the day of the certification, today or earlier.");
	if (str_empty(by))
		(void)problem(c, "certified_by", "Enter the physician's name.");
	if (week_min < 1 || week_min > 7 * 24 * 60)
		(void)problem(c, "week_hours", "Enter the hours a week that were ordered.");
	TRY(problems_end(c));
	TRY(certification_put(w, NULL, .episode_id = chart_proof_episode(may), .certified_on = on, .certified_by = by, .week_min = week_min,
		.recorded_by = c->actor->account));
	return journal(w, JOURNAL_EPISODE_CHANGED, chart_proof_person(may), "episode", chart_proof_episode(may).v, STR("certified"));
}

err admission_discharge(struct wtx *w, const struct chart_proof *may, date last, enum discharge_reason reason, int64_t seen_version)
{
	struct ctx *c = wtx_ctx(w);
	struct episode_get_row e;
	int64_t changed;

	TRY(open_episode(wtx_read(w), may, &e));
	if (date_none(last) || date_cmp(last, e.started_on) < 0)
		(void)problem(c, "last", "Enter the last day, %s or later.", date_show(e.started_on).s);
	if (reason == DISCHARGE_REASON_NONE)
		(void)problem(c, "end_reason", "Choose why the stay ends.");
	TRY(problems_end(c));
	TRY(episode_close(w, &changed, .id = e.id, .ended_on = last, .end_reason = reason, .seen_version = seen_version));
	if (!changed)
		return changed_meanwhile(c);
	TRY(enrollments_close(w, NULL, .episode_id = e.id, .last = last));
	return journal(w, JOURNAL_EPISODE_CHANGED, e.person_id, "episode", e.id.v, STR("discharged"));
}

err admission_set_free_time(struct wtx *w, const struct chart_proof *may, const struct free_window *v, size_t n)
{
	struct ctx *c = wtx_ctx(w);

	for (size_t i = 0; i < n; i++)
		if (v[i].weekday < MONDAY || v[i].weekday > SUNDAY || v[i].from < 0 || v[i].to <= v[i].from)
			(void)problem(c, str_format(c->arena, "free-%zu", i + 1).p, "Enter a start and a later end.");
	TRY(problems_end(c));
	TRY(free_time_clear(w, NULL, .episode_id = chart_proof_episode(may)));
	for (size_t i = 0; i < n; i++)
		TRY(free_time_insert(w, NULL, .episode_id = chart_proof_episode(may), .weekday = v[i].weekday, .from_minute = v[i].from,
			.to_minute = v[i].to));
	return journal(w, JOURNAL_EPISODE_CHANGED, chart_proof_person(may), "episode", chart_proof_episode(may).v, STR("free time"));
}

err admission_roster(struct tx *tx, const struct plan_proof *may, track_id track, date day, struct track_roster_rows *out)
{
	(void)may;
	return track_roster(tx, out, .track_id = track, .day = day);
}
