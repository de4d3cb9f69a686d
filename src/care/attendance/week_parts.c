/* week_parts.c - from the parts of many weeks to the sessions of one. */
#include "care/attendance/week_parts.h"

#include "week_parts.sql.h"

/* ---- reading ----------------------------------------------------------------------------------------------------- */

struct reading {
	struct arena *arena;
	struct week_parts *out;
	size_t room;
};

static void keep(struct reading *r, const struct week_part *part)
{
	struct week_parts *p = r->out;

	if (p->n == r->room) {
		struct week_part *v = ARENA_NEW_ARRAY(r->arena, struct week_part, r->room * 2 + 64);

		if (p->n)
			memcpy(v, p->v, p->n * sizeof(*v));
		p->v = v;
		r->room = r->room * 2 + 64;
	}
	p->v[p->n++] = *part;
}

static err keep_of_board(void *arg, const struct session_week_parts_row *r)
{
	keep(arg, &(struct week_part){(enum week_part_kind)r->what, r->episode_id, r->session_id, r->track_id, r->day, r->to_on,
		(int)r->minutes, r->cancelled, r->ahead, r->billable});
	return OK;
}

static err keep_of_caseload(void *arg, const struct caseload_week_parts_row *r)
{
	keep(arg, &(struct week_part){(enum week_part_kind)r->what, r->episode_id, r->session_id, r->track_id, r->day, r->to_on,
		(int)r->minutes, r->cancelled, r->ahead, r->billable});
	return OK;
}

static struct reading reading_of(struct tx *tx, date monday, struct week_parts *out)
{
	*out = (struct week_parts){.monday = monday};
	return (struct reading){.arena = tx_ctx(tx)->arena, .out = out};
}

err week_parts_of_board(struct tx *tx, const struct week_parts_board *of, struct week_parts *out)
{
	struct reading r = reading_of(tx, of->monday, out);

	TRY(session_week_parts(tx, keep_of_board, &r, .track_id = of->track, .session_id = of->session, .day = of->day,
		.monday = of->monday, .sunday = date_add(of->monday, 6), .only = of->only));
	week_parts_sort(out);
	return OK;
}

err week_parts_of_caseload(struct tx *tx, date monday, person_id clinician, struct week_parts *out)
{
	struct reading r = reading_of(tx, monday, out);

	TRY(caseload_week_parts(tx, keep_of_caseload, &r, .monday = monday, .sunday = date_add(monday, 6), .clinician = clinician));
	week_parts_sort(out);
	return OK;
}

/* ---- finding ----------------------------------------------------------------------------------------------------- */

/* Whom or what a part is found by, among those of its kind. */
static int64_t key_of(const struct week_part *p)
{
	return p->what == PART_SESSION ? p->track.v : p->episode.v;
}

static int in_order(const void *a, const void *b)
{
	const struct week_part *x = a, *y = b;

	if (x->what != y->what)
		return x->what < y->what ? -1 : 1;
	return (key_of(x) > key_of(y)) - (key_of(x) < key_of(y));
}

void week_parts_sort(struct week_parts *p)
{
	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), in_order);
}

/* The parts of this kind and key: from the result on, *n of them. */
static const struct week_part *find(const struct week_parts *p, enum week_part_kind what, int64_t key, size_t *n)
{
	struct week_part wanted = {.what = what, .episode.v = key, .track.v = key};
	size_t from = 0, to = p->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (in_order(&p->v[middle], &wanted) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (*n = 0; from + *n < p->n && !in_order(&p->v[from + *n], &wanted); ++*n)
		;
	return p->v + from;
}

/* ---- one person's week ------------------------------------------------------------------------------------------- */

/* Their sessions so far, each once. */
struct sum {
	struct hours_item *items;
	session_id *sessions;
	size_t n;
};

static struct hours_item *item_of(struct sum *s, session_id session)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->sessions[i].v == session.v)
			return &s->items[i];
	return NULL;
}

static void add_session(struct sum *s, const struct week_part *session, bool make_up)
{
	if (item_of(s, session->session))
		return;
	s->sessions[s->n] = session->session;
	s->items[s->n++] = (struct hours_item){.day = session->day,
		.window_min = session->minutes,
		.counts = true, /* a kind that does not count earns no minutes */
		.cancelled = session->cancelled,
		.ahead = session->ahead,
		.make_up = make_up};
}

static void add_recorded(struct sum *s, const struct week_part *r)
{
	struct hours_item *item = item_of(s, r->session);

	if (!item) { /* came without being expected */
		item = &s->items[s->n];
		*item = (struct hours_item){.day = r->day, .counts = true};
		s->sessions[s->n++] = r->session;
	}
	item->credited_min = r->minutes;
	item->billable = r->billable;
	item->ahead = item->ahead && r->ahead;
}

static void add_memberships(struct sum *s, const struct week_parts *p, const struct week_part *member, size_t n)
{
	size_t sessions;

	for (const struct week_part *end = member + n; member < end; member++) {
		const struct week_part *session = find(p, PART_SESSION, member->track.v, &sessions);

		for (size_t i = 0; i < sessions; i++)
			if (date_cmp(session[i].day, member->day) >= 0 && (date_none(member->to_on) || date_cmp(session[i].day, member->to_on) <= 0))
				add_session(s, &session[i], false);
	}
}

/* How many sessions a person can have at most. */
static size_t most(const struct week_parts *p, const struct week_part *member, size_t n)
{
	size_t all = 0, sessions;

	for (size_t i = 0; i < n; i++) {
		(void)find(p, PART_SESSION, member[i].track.v, &sessions);
		all += sessions;
	}
	return all;
}

void week_parts_sum(struct arena *a, const struct week_parts *p, episode_id who, struct hours_week *week)
{
	size_t n_member, n_made_up, n_recorded, room;
	const struct week_part *member = find(p, PART_MEMBER, who.v, &n_member);
	const struct week_part *made_up = find(p, PART_MAKE_UP, who.v, &n_made_up);
	const struct week_part *recorded = find(p, PART_RECORDED, who.v, &n_recorded);
	struct sum s = {0};

	room = most(p, member, n_member) + n_made_up + n_recorded;
	s.items = ARENA_NEW_ARRAY(a, struct hours_item, room);
	s.sessions = ARENA_NEW_ARRAY(a, session_id, room);
	add_memberships(&s, p, member, n_member);
	for (size_t i = 0; i < n_made_up; i++)
		add_session(&s, &made_up[i], true);
	for (size_t i = 0; i < n_recorded; i++)
		add_recorded(&s, &recorded[i]);
	week->start = p->monday;
	hours_week_sum(week, NULL, s.items, s.n);
}
