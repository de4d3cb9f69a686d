/* feed.c - whose appointments an address shows, and who may have one. */
#include "link/ical/feed.h"

#include "base/crypt.h"
#include "base/id.h"
#include "link/ical/ical.h"

#define TOKEN_LETTERS 52 /* of base32: 260 bits */

static bytes token_hash(struct ctx *c, str token)
{
	struct hash *h = ARENA_NEW(c->arena, struct hash);
	str key = STR("porchlight calendar");

	*h = crypt_hash((bytes){(const uint8_t *)token.p, token.n}, (bytes){(const uint8_t *)key.p, key.n});
	return (bytes){h->b, sizeof(h->b)};
}

static err journal_own(struct wtx *w, calendar_feed_id feed, const char *detail)
{
	struct ctx *c = wtx_ctx(w);

	return journal_add(w, &(struct journal_entry){.event = JOURNAL_ACCOUNT_CHANGED, .person = c->actor->person,
		.object = str_format(c->arena, "calendar address %s", id_show(feed.v).s), .detail = str_of(detail)});
}

err feed_make(struct wtx *w, enum feed_kind kind, str *token)
{
	struct ctx *c = wtx_ctx(w);
	calendar_feed_id id = {id_make(c->now)};
	struct feeds_of_account_rows have;

	if (!c->actor->account.v)
		return ERR_DENIED;
	TRY(feeds_of_account(wtx_read(w), &have, .account_id = c->actor->account, .kind = kind));
	if (have.n >= FEED_MOST)
		FAIL(c, ERR_CONFLICT, "You have %d addresses already. Take one back that you do not use.", FEED_MOST);
	*token = crypt_token(c->arena, TOKEN_LETTERS);
	TRY(feed_insert(w, NULL, .id = id, .token_hash = token_hash(c, *token), .account_id = c->actor->account, .kind = kind));
	return journal_own(w, id, "{\"address\":[null,\"made\"]}");
}

err feed_take_back(struct wtx *w, calendar_feed_id feed)
{
	int64_t changed;

	TRY(feed_revoke(w, &changed, .id = feed, .account_id = wtx_ctx(w)->actor->account));
	if (!changed)
		return ERR_NOT_FOUND;
	return journal_own(w, feed, "{\"address\":[\"made\",\"taken back\"]}");
}

/* ---- reading --------------------------------------------------------------------------------------------------------- */

/* What the two queries have in common. */
struct appointment {
	session_id session;
	center_id center;
	instant starts, ends, changed;
	enum session_status status;
	int64_t version;
	str zone;
};

static err event_of(struct ctx *c, const struct appointment *a, str base, struct ical_event *out)
{
	str session = str_copy(c->arena, str_of(id_show(a->session.v).s)), center = str_copy(c->arena, str_of(id_show(a->center.v).s));

	*out = (struct ical_event){.uid = str_format(c->arena, "%.*s-%.*s@porchlight", STR_ARG(center), STR_ARG(session)),
		.zone = zone_find(a->zone), .starts = a->starts, .ends = a->ends, .changed = a->changed, .sequence = a->version - 1,
		.cancelled = a->status == SESSION_CANCELLED};
	if (base.n)
		out->link = str_format(c->arena, "%.*s/c/%.*s/sessions/%.*s", STR_ARG(base), STR_ARG(center), STR_ARG(session));
	if (!out->zone)
		FAIL(c, ERR_IO, "This machine does not know the time zone %.*s.", STR_ARG(a->zone));
	return OK;
}

#define APPOINTMENT(r) ((struct appointment){(r)->session_id, (r)->center_id, (r)->starts_at, (r)->ends_at, (r)->changed_at, \
	(r)->status, (r)->version, (r)->zone})

static err events_led(struct tx *tx, const struct feed_by_token_row *f, str base, struct ical_event **events, size_t *n)
{
	struct ctx *c = tx_ctx(tx);
	date today = zone_day(c->zone, c->now);
	struct feed_led_rows rows;

	TRY(feed_led(tx, &rows, .account_id = f->account_id, .person_id = f->person_id, .from_day = date_add(today, -FEED_PAST_DAYS),
		.to_day = date_add(today, FEED_COMING_DAYS)));
	*events = ARENA_NEW_ARRAY(c->arena, struct ical_event, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		TRY(event_of(c, &APPOINTMENT(&rows.v[i]), base, &(*events)[i]));
	return OK;
}

static err events_attended(struct tx *tx, const struct feed_by_token_row *f, struct ical_event **events, size_t *n)
{
	struct ctx *c = tx_ctx(tx);
	date today = zone_day(c->zone, c->now);
	struct feed_attended_rows rows;

	TRY(feed_attended(tx, &rows, .account_id = f->account_id, .person_id = f->person_id,
		.from_day = date_add(today, -FEED_PAST_DAYS), .to_day = date_add(today, FEED_COMING_DAYS)));
	*events = ARENA_NEW_ARRAY(c->arena, struct ical_event, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		TRY(event_of(c, &APPOINTMENT(&rows.v[i]), STR_NONE, &(*events)[i]));
	return OK;
}

err feed_text(struct tx *tx, str token, str base, struct feed_by_token_row *feed, str *text)
{
	struct ctx *c = tx_ctx(tx);
	struct ical_event *events;
	size_t n;

	TRY(feed_by_token(tx, feed, .token_hash = token_hash(c, token)));
	if (feed->kind == FEED_CLINICIAN)
		TRY(events_led(tx, feed, base, &events, &n));
	else
		TRY(events_attended(tx, feed, &events, &n));
	*text = ical_write(c, events, n);
	return OK;
}

bool feed_note_due(const struct ctx *c, const struct feed_by_token_row *feed)
{
	return instant_none(feed->read_at) || c->now.ms - feed->read_at.ms >= MS_PER_HOUR;
}

/* The reader has no account: the row names the owner of the address, in the organization's chain. */
err feed_note(struct wtx *w, const struct feed_by_token_row *feed)
{
	struct ctx *c = wtx_ctx(w);
	struct actor owner = {.account = feed->account_id, .person = feed->person_id, .name = feed->login};
	const struct actor *before = c->actor;
	err e;

	TRY(feed_read(w, NULL, .id = feed->id));
	c->actor = &owner;
	e = journal_add(w, &(struct journal_entry){.event = JOURNAL_FEED, .person = feed->person_id,
		.object = str_format(c->arena, "calendar address %s", id_show(feed->id.v).s)});
	c->actor = before;
	return e;
}
