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
static void check_age(struct ctx *c, const char *field, str what, struct opt_int least, struct opt_int most, date birth, date on)
{
	int age;

	if (!least.set && !most.set)
		return;
	if (date_none(birth)) {
		(void)problem(c, field, "%.*s is for certain ages. Enter the birthday under the person's details first.", STR_ARG(what));
		return;
	}
	age = date_age(birth, on);
	if (least.set && age < least.v)
		(void)problem(c, field, "%.*s is for people aged %lld and over. On that day this person is %d.", STR_ARG(what),
			(long long)least.v, age);
	if (most.set && age > most.v)
		(void)problem(c, field, "%.*s is for people aged up to %lld. On that day this person is %d.", STR_ARG(what),
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
	if (!date_none(person.deceased_on))
		FAIL(c, ERR_CONFLICT, "This person died on %s.", date_words(person.deceased_on).s);
	if (date_none(in->start))
		return problem(c, "start", "Enter the first day.");
	if (!open_on(program->opened_on, program->closed_on, in->start))
		(void)problem(c, "start", "%.*s is not open on that day.", STR_ARG(program->name));
	check_age(c, "program", program->name, program->least_age, program->most_age, person.birth_on, in->start);
	return problems_end(c);
}

static err check_clinician(struct tx *tx, const struct admission *in)
{
	struct works_here_row row;

	if (!in->clinician.v)
		return OK;
	TRY(works_here(tx, &row, .person_id = in->clinician, .day = in->start));
	return row.here ? OK : problem(tx_ctx(tx), "clinician", "Choose somebody who works here on that day.");
}

static err check_no_open_episode(struct tx *tx, const struct admission *in, person_id who)
{
	struct open_episodes_of_rows open;

	TRY(open_episodes_of(tx, &open, .person_id = who, .program_id = in->program, .day = in->start));
	if (open.n)
		FAIL(tx_ctx(tx), ERR_CONFLICT, "This person is in this program already, since %s.", date_words(open.v[0].started_on).s);
	return OK;
}

/* Somebody who joins a track. */
struct joining {
	episode_id episode;
	person_id who;
	program_id program; /* of the episode */
	track_id track;
	date from;
	str reason; /* for more people than a rule allows */
};
static err enroll(struct wtx *w, const struct joining *in, enrollment_id *made);

err admission_admit(struct wtx *w, const struct person_proof *may, const struct admission *in, episode_id *made)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	person_id who = person_proof_person(may);
	struct program_of_admission_row program;
	enrollment_id enrollment;

	TRY(check_program(tx, in, who, &program));
	TRY(check_clinician(tx, in));
	TRY(check_no_open_episode(tx, in, who));
	*made = (episode_id){id_make(c->now)};
	TRY(center_person_put(w, NULL, .person_id = who));
	TRY(episode_insert(w, NULL, .id = *made, .person_id = who, .program_id = in->program, .started_on = in->start,
		.clinician_id = in->clinician));
	TRY(level_put(w, NULL, .episode_id = *made, .from_on = in->start, .level = str_empty(in->level) ? program.level_of_care : in->level));
	if (in->track.v)
		TRY(enroll(w, &(struct joining){*made, who, in->program, in->track, in->start, in->over_limit_reason}, &enrollment));
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

static err check_track(struct tx *tx, const struct joining *in)
{
	struct ctx *c = tx_ctx(tx);
	struct track_of_admission_row t;
	struct birth_of_admission_row person;
	err e = track_of_admission(tx, &t, .id = in->track);

	if (e == ERR_NOT_FOUND)
		return problem(c, "track", "Choose a track.");
	TRY(e);
	if (t.program_id.v != in->program.v)
		return problem(c, "track", "%.*s belongs to %.*s. Choose a track of the program.", STR_ARG(t.name), STR_ARG(t.program));
	TRY(birth_of_admission(tx, &person, .id = in->who));
	if (!open_on(t.opened_on, t.closed_on, in->from))
		(void)problem(c, "start", "%.*s is not open on that day.", STR_ARG(t.name));
	check_age(c, "track", t.name, t.least_age, t.most_age, person.birth_on, in->from);
	return problems_end(c);
}

static err enroll(struct wtx *w, const struct joining *in, enrollment_id *made)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct enrollment_overlaps_rows overlaps;

	TRY(check_track(tx, in));
	TRY(enrollment_overlaps(tx, &overlaps, .episode_id = in->episode, .track_id = in->track, .from_day = in->from));
	if (overlaps.n)
		return problem(c, "track", "This person is in this track already, from %s on.", date_words(overlaps.v[0].from_on).s);
	TRY(check_room(tx, in->track, in->from, in->reason));
	*made = (enrollment_id){id_make(c->now)};
	TRY(enrollment_insert(w, NULL, .id = *made, .episode_id = in->episode, .track_id = in->track, .from_on = in->from,
		.over_limit_reason = in->reason));
	return journal(w, JOURNAL_ENROLLMENT_CHANGED, in->who, "track", in->track.v, STR("joined"));
}

static err still_open(struct ctx *c, const struct episode_get_row *e)
{
	if (e->status == EPISODE_DISCHARGED)
		FAIL(c, ERR_CONFLICT, "This stay ended on %s. Admit the person again first.", date_words(e->ended_on).s);
	return OK;
}

err admission_stay(struct tx *tx, const struct person_proof *may, episode_id episode, struct episode_get_row *out)
{
	TRY(episode_get(tx, out, .id = episode));
	return out->person_id.v == person_proof_person(may).v ? OK : ERR_NOT_FOUND;
}

err admission_enroll(struct wtx *w, const struct person_proof *may, episode_id episode, const struct enrolling *in, enrollment_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct episode_get_row e;

	TRY(admission_stay(wtx_read(w), may, episode, &e));
	TRY(still_open(c, &e));
	if (date_none(in->start))
		return problem(c, "start", "Enter the first day in the track.");
	if (date_cmp(in->start, e.started_on) < 0)
		return problem(c, "start", "The stay began on %s. Enter that day or a later one.", date_words(e.started_on).s);
	return enroll(w, &(struct joining){episode, e.person_id, e.program_id, in->track, in->start, in->over_limit_reason}, made);
}

/* A last day may be moved, but not into a later membership of the same track. */
static err check_last(struct tx *tx, episode_id episode, const struct enrollment_get_row *e, date last)
{
	struct ctx *c = tx_ctx(tx);
	struct enrollment_overlaps_rows others;

	if (date_none(last) || date_cmp(last, e->from_on) < 0)
		return problem(c, "last", "Enter the last day in the track, %s or later.", date_words(e->from_on).s);
	TRY(enrollment_overlaps(tx, &others, .episode_id = episode, .track_id = e->track_id, .from_day = e->from_on));
	for (size_t i = 0; i < others.n; i++)
		if (others.v[i].id.v != e->id.v && date_cmp(others.v[i].from_on, last) <= 0)
			return problem(c, "last", "This person came back to this track on %s. Enter an earlier day.",
				date_words(others.v[i].from_on).s);
	return OK;
}

err admission_leave(struct wtx *w, const struct person_proof *may, episode_id episode, const struct leaving *in)
{
	struct ctx *c = wtx_ctx(w);
	struct episode_get_row e;
	struct enrollment_get_row membership;
	int64_t changed;

	TRY(admission_stay(wtx_read(w), may, episode, &e));
	TRY(still_open(c, &e));
	TRY(enrollment_get(wtx_read(w), &membership, .episode_id = episode, .id = in->enrollment));
	TRY(check_last(wtx_read(w), episode, &membership, in->last));
	TRY(enrollment_end(w, &changed, .id = in->enrollment, .episode_id = episode, .to_on = in->last, .left_reason = in->reason,
		.seen_version = in->seen_version));
	if (!changed)
		return changed_meanwhile(c);
	return journal(w, JOURNAL_ENROLLMENT_CHANGED, e.person_id, "enrollment", in->enrollment.v, STR("left"));
}

err admission_set_level(struct wtx *w, const struct chart_proof *may, date from, str level)
{
	struct ctx *c = wtx_ctx(w);
	struct episode_get_row e;

	TRY(episode_get(wtx_read(w), &e, .id = chart_proof_episode(may)));
	if (date_none(from) || date_cmp(from, e.started_on) < 0)
		(void)problem(c, "level_from", "Enter the first day of this level of care, %s or later.", date_words(e.started_on).s);
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

	TRY(episode_get(wtx_read(w), &e, .id = chart_proof_episode(may)));
	TRY(still_open(c, &e));
	if (date_none(last) || date_cmp(last, e.started_on) < 0 || date_cmp(last, zone_day(c->zone, c->now)) > 0)
		(void)problem(c, "last", "Enter the last day, from %s to today.", date_words(e.started_on).s);
	if (reason == DISCHARGE_REASON_NONE)
		(void)problem(c, "end_reason", "Choose why the stay ends.");
	TRY(problems_end(c));
	TRY(episode_close(w, &changed, .id = e.id, .ended_on = last, .end_reason = reason, .seen_version = seen_version));
	if (!changed)
		return changed_meanwhile(c);
	TRY(enrollments_drop(w, NULL, .episode_id = e.id, .last = last));
	TRY(enrollments_close(w, NULL, .episode_id = e.id, .last = last));
	return journal(w, JOURNAL_EPISODE_CHANGED, e.person_id, "episode", e.id.v, STR("discharged"));
}

static void check_window(struct ctx *c, const struct free_window *v, size_t i)
{
	if (v[i].weekday < MONDAY || v[i].weekday > SUNDAY || v[i].from < 0 || v[i].to <= v[i].from || v[i].to > 24 * 60) {
		(void)problem(c, v[i].field, "Enter a start and a later end.");
		return;
	}
	for (size_t k = 0; k < i; k++)
		if (v[k].weekday == v[i].weekday && v[k].from < v[i].to && v[i].from < v[k].to) {
			(void)problem(c, v[i].field, "These times overlap with the others of the day.");
			return;
		}
}

err admission_set_free_time(struct wtx *w, const struct chart_proof *may, const struct free_window *v, size_t n)
{
	struct ctx *c = wtx_ctx(w);

	for (size_t i = 0; i < n; i++)
		check_window(c, v, i);
	TRY(problems_end(c));
	TRY(free_time_clear(w, NULL, .episode_id = chart_proof_episode(may)));
	for (size_t i = 0; i < n; i++)
		TRY(free_time_insert(w, NULL, .episode_id = chart_proof_episode(may), .weekday = v[i].weekday, .from_minute = v[i].from,
			.to_minute = v[i].to));
	return journal(w, JOURNAL_EPISODE_CHANGED, chart_proof_person(may), "episode", chart_proof_episode(may).v, STR("free time"));
}
