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
	struct {
		size_t busy, free, missed, offers;
	} at; /* how far each list has been walked */
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
	date from;

	f->c = tx_ctx(tx);
	f->today = zone_day(f->c->zone, f->c->now);
	TRY(attendance_week_start(tx, day, &f->monday));
	f->sunday = date_add(f->monday, 6);
	from = date_cmp(f->today, f->monday) > 0 ? f->today : f->monday;
	TRY(center_state(tx, &f->center));
	TRY(make_up_sessions(tx, &f->rows, .from_day = from, .until = f->sunday));
	TRY(make_up_busy(tx, &f->busy, .from_day = from, .until = f->sunday));
	TRY(make_up_free(tx, &f->free));
	TRY(make_up_missed(tx, &f->missed, .monday = f->monday, .sunday = f->sunday));
	TRY(offers_week(tx, &f->offers, .monday = f->monday, .sunday = f->sunday));
	f->sessions = ARENA_NEW_ARRAY(f->c->arena, struct make_up_session, f->rows.n);
	for (size_t i = 0; i < f->rows.n; i++)
		f->sessions[i] = as_session(f, &f->rows.v[i]);
	return OK;
}

/* What belongs to one person: the lists are in the order of episodes, and so are the people who are asked for; each list is
 * walked once. *first and *count say where in `rows` they stand. */
#define RUN_OF(rows, at, episode, first, count) \
	do { \
		while (*(at) < (rows).n && (rows).v[*(at)].episode_id.v < (episode).v) \
			++*(at); \
		*(first) = *(at); \
		while (*(at) < (rows).n && (rows).v[*(at)].episode_id.v == (episode).v) \
			++*(at); \
		*(count) = *(at) - *(first); \
	} while (0)

static struct make_up_busy *busy_of(struct week_facts *f, episode_id who, size_t *n)
{
	struct make_up_busy *v;
	size_t first;

	RUN_OF(f->busy, &f->at.busy, who, &first, n);
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

static struct make_up_free *free_of(struct week_facts *f, episode_id who, size_t *n)
{
	struct make_up_free *v;
	size_t first;

	RUN_OF(f->free, &f->at.free, who, &first, n);
	v = ARENA_NEW_ARRAY(f->c->arena, struct make_up_free, *n);
	for (size_t i = 0; i < *n; i++) {
		const struct make_up_free_row *r = &f->free.v[first + i];

		v[i] = (struct make_up_free){(enum weekday)r->weekday, (int)r->from_minute, (int)r->to_minute};
	}
	return v;
}

static const struct make_up_sessions_row *row_of(const struct week_facts *f, const struct make_up_session *s)
{
	return &f->rows.v[s - f->sessions];
}

static void match(struct week_facts *f, struct make_up_short *out)
{
	const struct ledger_person *p = out->p;
	struct make_up_person person = {.program = p->row.program_id.v,
		.type = p->row.program_type,
		.age = date_none(p->row.birth_on) ? HOURS_UNSAID : date_age(p->row.birth_on, f->today),
		.missed_kind = out->n_missed ? out->missed[0].kind_code : STR_NONE,
		.gap_min = p->verdict.gap_min,
		.gap_days = p->verdict.gap_days};
	struct make_up_match *ranked;
	size_t usable;

	person.free = free_of(f, p->row.episode_id, &person.n_free);
	person.busy = busy_of(f, p->row.episode_id, &person.n_busy);
	out->free_known = person.n_free > 0;
	ranked = make_up_rank(f->c->arena, &person, f->sessions, f->rows.n, &usable);
	for (size_t i = 0; i < usable && out->n < MAKE_UPS_SHOWN; i++)
		out->choices[out->n++] = (struct make_up_choice){row_of(f, ranked[i].session), ranked[i]};
}

static struct make_up_short look_at(struct week_facts *f, const struct ledger_person *p)
{
	struct make_up_short out = {.p = p, .is_short = ledger_is_short(&p->verdict)};
	size_t first;

	RUN_OF(f->offers, &f->at.offers, p->row.episode_id, &first, &out.n_offers);
	out.offers = f->offers.v + first;
	RUN_OF(f->missed, &f->at.missed, p->row.episode_id, &first, &out.n_missed);
	out.missed = f->missed.v + first;
	if (out.is_short)
		match(f, &out);
	return out;
}

static int by_episode(const void *a, const void *b)
{
	const struct ledger_person *const *x = a, *const *y = b;
	int64_t p = (*x)->row.episode_id.v, q = (*y)->row.episode_id.v;

	return (p > q) - (p < q);
}

/* Everybody of the ledger in its order, looked at in the order of episodes. */
static struct make_up_short *look_at_all(struct week_facts *f, const struct ledger *ledger)
{
	struct make_up_short *all = ARENA_NEW_ARRAY(f->c->arena, struct make_up_short, ledger->n);
	const struct ledger_person **order = ARENA_NEW_ARRAY(f->c->arena, const struct ledger_person *, ledger->n);

	for (size_t i = 0; i < ledger->n; i++)
		order[i] = &ledger->v[i];
	qsort(order, ledger->n, sizeof(*order), by_episode);
	for (size_t i = 0; i < ledger->n; i++)
		all[order[i] - ledger->v] = look_at(f, order[i]);
	return all;
}

/* Where somebody stands in the list: something can be done, nothing fits, something was arranged; 3: not in it. */
static int place_of(const struct make_up_short *p)
{
	if (p->is_short)
		return p->n || p->n_offers ? 0 : 1;
	return p->n_offers ? 2 : 3;
}

err make_up_find(struct tx *tx, date day, struct make_up_finder *out)
{
	struct week_facts f = {0};
	struct make_up_short *all;

	TRY(gather(tx, day, &f));
	TRY(ledger_load(tx, f.monday, (person_id){0}, &out->ledger));
	all = look_at_all(&f, &out->ledger);
	out->v = ARENA_NEW_ARRAY(f.c->arena, struct make_up_short, out->ledger.n);
	out->n = 0;
	for (int place = 0; place < 3; place++)
		for (size_t i = 0; i < out->ledger.n; i++)
			if (place_of(&all[i]) == place)
				out->v[out->n++] = all[i];
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
