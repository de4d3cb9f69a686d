/* make_up.c - facts of the week for the ranking, and the life of an offer. Five statements, whatever the number of people. */
#include "care/attendance/make_up.h"

#include "base/id.h"

/* The week as the ranking wants it. */
struct week_facts {
	struct ctx *c;
	date monday, sunday, today;
	struct make_up_sessions_rows rows;
	struct make_up_session *sessions; /* as rows */
	struct center_state_row center;
	struct make_up_busy_rows busy;
	struct make_up_free_rows free;
	struct make_up_missed_rows missed;
	struct offers_week_rows offers;
};

static int minute_of(const struct week_facts *f, instant t)
{
	return zone_wall(f->c->zone, t).minute;
}

static struct make_up_session as_session(const struct week_facts *f, const struct make_up_sessions_row *r)
{
	return (struct make_up_session){.id = r->session_id.v,
		.program = r->program_id.v,
		.track = r->track_id.v,
		.type = r->program_type,
		.day = r->day,
		.start_minute = minute_of(f, r->starts_at),
		.end_minute = minute_of(f, r->ends_at),
		.kind = r->kind_code,
		.window_min = (int)r->counted_min,
		.counts = true,
		.seats = (int)r->seats,
		.taken = (int)r->taken,
		.group = r->group_limit
			? group_size_check(group_packs(), f->center.state, r->day, r->group_limit, (int)r->taken + 1).fit
			: GROUP_FIT_NONE,
		.least_age = (int)r->least_age.v,
		.most_age = r->most_age.set ? (int)r->most_age.v : HOURS_ANY_AGE};
}

static err gather(struct tx *tx, date day, struct week_facts *f)
{
	f->c = tx_ctx(tx);
	f->today = zone_day(f->c->zone, f->c->now);
	TRY(attendance_week_start(tx, day, &f->monday));
	f->sunday = date_add(f->monday, 6);
	TRY(center_state(tx, &f->center));
	TRY(make_up_sessions(tx, &f->rows, .today = f->today, .until = f->sunday));
	TRY(make_up_busy(tx, &f->busy, .today = f->today, .until = f->sunday));
	TRY(make_up_free(tx, &f->free));
	TRY(make_up_missed(tx, &f->missed, .monday = f->monday, .sunday = f->sunday));
	TRY(offers_week(tx, &f->offers, .monday = f->monday, .sunday = f->sunday));
	f->sessions = ARENA_NEW_ARRAY(f->c->arena, struct make_up_session, f->rows.n);
	for (size_t i = 0; i < f->rows.n; i++)
		f->sessions[i] = as_session(f, &f->rows.v[i]);
	return OK;
}

/* The rows of one episode are together, since every query orders by episode. */
#define RANGE_OF(rows, episode, first, count) \
	do { \
		(first) = 0; \
		while ((first) < (rows).n && (rows).v[first].episode_id.v != (episode).v) \
			(first)++; \
		(count) = 0; \
		while ((first) + (count) < (rows).n && (rows).v[(first) + (count)].episode_id.v == (episode).v) \
			(count)++; \
	} while (0)

static const struct make_up_busy *busy_of(const struct week_facts *f, episode_id who, size_t *n)
{
	struct make_up_busy *v;
	size_t first;

	RANGE_OF(f->busy, who, first, *n);
	v = ARENA_NEW_ARRAY(f->c->arena, struct make_up_busy, *n);
	for (size_t i = 0; i < *n; i++) {
		const struct make_up_busy_row *r = &f->busy.v[first + i];

		v[i] = (struct make_up_busy){.session = r->session_id.v,
			.day = zone_day(f->c->zone, r->starts_at),
			.start_minute = minute_of(f, r->starts_at),
			.end_minute = minute_of(f, r->ends_at)};
	}
	return v;
}

static const struct make_up_free *free_of(const struct week_facts *f, episode_id who, size_t *n)
{
	struct make_up_free *v;
	size_t first;

	RANGE_OF(f->free, who, first, *n);
	v = ARENA_NEW_ARRAY(f->c->arena, struct make_up_free, *n);
	for (size_t i = 0; i < *n; i++) {
		const struct make_up_free_row *r = &f->free.v[first + i];

		v[i] = (struct make_up_free){(enum weekday)r->weekday, (int)r->from_minute, (int)r->to_minute};
	}
	return v;
}

static str missed_kind(const struct week_facts *f, episode_id who)
{
	size_t first, n;

	RANGE_OF(f->missed, who, first, n);
	return n ? f->missed.v[first].kind_code : STR_NONE;
}

static const struct make_up_sessions_row *row_of(const struct week_facts *f, const struct make_up_session *s)
{
	return &f->rows.v[s - f->sessions];
}

static void match(const struct week_facts *f, const struct ledger_person *p, struct make_up_short *out)
{
	episode_id who = p->row.episode_id;
	struct make_up_person person = {.program = p->row.program_id.v,
		.type = p->row.program_type,
		.age = date_none(p->row.birth_on) ? HOURS_UNSAID : date_age(p->row.birth_on, f->today),
		.missed_kind = missed_kind(f, who),
		.gap_min = p->verdict.gap_min,
		.gap_days = p->verdict.gap_days};
	struct make_up_match *ranked;
	size_t usable, first;

	person.free = free_of(f, who, &person.n_free);
	person.busy = busy_of(f, who, &person.n_busy);
	ranked = make_up_rank(f->c->arena, &person, f->sessions, f->rows.n, &usable);
	*out = (struct make_up_short){.p = p, .free_known = person.n_free > 0};
	for (size_t i = 0; i < usable && out->n < MAKE_UPS_SHOWN; i++)
		out->choices[out->n++] = (struct make_up_choice){row_of(f, ranked[i].session), ranked[i]};
	RANGE_OF(f->offers, who, first, out->n_offers);
	out->offers = f->offers.v + first;
}

err make_up_find(struct tx *tx, date day, struct make_up_finder *out)
{
	struct week_facts f = {0};

	TRY(gather(tx, day, &f));
	TRY(ledger_load(tx, f.monday, (person_id){0}, &out->ledger));
	out->v = ARENA_NEW_ARRAY(f.c->arena, struct make_up_short, out->ledger.n_short);
	out->n = 0;
	for (size_t i = 0; i < out->ledger.n; i++)
		if (ledger_is_short(&out->ledger.v[i].verdict))
			match(&f, &out->ledger.v[i], &out->v[out->n++]);
	return OK;
}

/* ---- offers ----------------------------------------------------------------------------------------------------- */

static err journal(struct wtx *w, const struct chart_proof *may, session_id session, const char *what)
{
	return journal_add(w,
		&(struct journal_entry){.event = JOURNAL_MAKE_UP,
			.person = chart_proof_person(may),
			.object = str_format(wtx_ctx(w)->arena, "session %s", id_show(session.v).s),
			.detail = str_of(what)});
}

err make_up_offer(struct wtx *w, const struct chart_proof *may, session_id session)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct offer_session_row s;
	err e;

	TRY(offer_session(tx, &s, .id = session, .episode_id = chart_proof_episode(may)));
	if (s.status != SESSION_PLANNED || s.starts_at.ms <= c->now.ms)
		FAIL(c, ERR_CONFLICT, "That session has begun or was cancelled. Choose another.");
	if (s.taken >= s.seats)
		FAIL(c, ERR_CONFLICT, "The last seat of that session has gone. Choose another.");
	if (s.own)
		FAIL(c, ERR_CONFLICT, "That session is on their own schedule already.");
	e = offer_insert(w, NULL, .id = {id_make(c->now)}, .session_id = session, .episode_id = chart_proof_episode(may),
		.offered_by = c->actor->account);
	if (e == ERR_CONFLICT)
		FAIL(c, ERR_CONFLICT, "That session was offered to them before.");
	TRY(e);
	return journal(w, may, session, "offered");
}

static err own_offer(struct tx *tx, const struct chart_proof *may, make_up_offer_id id, struct offer_get_row *out)
{
	TRY(offer_get(tx, out, .id = id));
	return out->episode_id.v == chart_proof_episode(may).v ? OK : ERR_NOT_FOUND;
}

err make_up_answer(struct wtx *w, const struct chart_proof *may, make_up_offer_id offer, enum offer_status answer)
{
	struct ctx *c = wtx_ctx(w);
	struct offer_get_row o;
	int64_t changed;

	TRY(own_offer(wtx_read(w), may, offer, &o));
	if (answer != OFFER_ACCEPTED && answer != OFFER_DECLINED)
		return problem(c, "answer", "Say whether you will come.");
	if (answer == OFFER_ACCEPTED && (o.session_status != SESSION_PLANNED || o.starts_at.ms <= c->now.ms))
		FAIL(c, ERR_CONFLICT, "That session has begun or was cancelled. Your counselor can help you find another.");
	if (answer == OFFER_ACCEPTED && o.taken >= o.seats)
		FAIL(c, ERR_CONFLICT, "The last seat has gone. Your counselor can help you find another session.");
	TRY(offer_answer(w, &changed, .id = offer, .status = answer));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "This was answered or taken back before.");
	return journal(w, may, o.session_id, answer == OFFER_ACCEPTED ? "accepted" : "declined");
}

err make_up_withdraw(struct wtx *w, const struct chart_proof *may, make_up_offer_id offer)
{
	struct offer_get_row o;
	int64_t changed;

	TRY(own_offer(wtx_read(w), may, offer, &o));
	TRY(offer_answer(w, &changed, .id = offer, .status = OFFER_WITHDRAWN));
	if (!changed)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "They have answered already.");
	return journal(w, may, o.session_id, "withdrawn");
}
