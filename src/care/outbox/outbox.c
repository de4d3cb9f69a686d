/* outbox.c - putting messages into the outbox, and what becomes of them. */
#include "care/outbox/outbox.h"

#include "base/id.h"
#include "care/pack_json.h"
#include "care/words.h"

#define BODY_MOST 4000
#define LOST_AFTER_MS (10 * MS_PER_MINUTE)

/* ---- words --------------------------------------------------------------------------------------------------------- */

static err open_pack(struct ctx *c, struct pack_value *top)
{
	const struct pack_file *file = pack_find(STR("packs/messages/en.json"));

	if (!file)
		FAIL(c, ERR_BUG, "This program was built without the texts of messages.");
	return pack_open(c, file, top);
}

static const struct outbox_value *value_named(const struct outbox_draft *d, str name)
{
	for (size_t i = 0; i < d->n; i++)
		if (str_is(name, d->values[i].name))
			return &d->values[i];
	return NULL;
}

/* The text with each {name} replaced. A brace that is not a known placeholder is a mistake of ours. */
static err fill(struct ctx *c, str text, const struct outbox_draft *d, str *out)
{
	struct buf b;

	buf_init(&b, BODY_MOST);
	while (text.n) {
		size_t open = str_find(text, '{', 0), close = str_find(text, '}', open);
		const struct outbox_value *v;

		buf_str(&b, str_slice(text, 0, open));
		if (open == text.n)
			break;
		v = value_named(d, str_slice(text, open + 1, close));
		if (!v || str_empty(v->text)) {
			buf_free(&b);
			FAIL(c, ERR_BUG, "The message %s has no value for %.*s.", d->kind,
				STR_ARG(str_slice(text, open, close + 1)));
		}
		buf_str(&b, v->text);
		text = str_slice(text, close + 1, text.n);
	}
	*out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return OK;
}

static err words_of(struct ctx *c, const struct outbox_draft *d, str *subject, str *body)
{
	struct pack_value top;

	TRY(open_pack(c, &top));
	for (size_t i = 0; i < pack_count(top, "messages", 100); i++) {
		struct pack_value m = pack_entry(top, "messages", i);

		if (!str_is(pack_code(m, "code"), d->kind))
			continue;
		TRY(fill(c, pack_text(m, "subject", 100), d, subject));
		return fill(c, pack_text(m, "body", BODY_MOST), d, body);
	}
	FAIL(c, ERR_BUG, "There are no words for a message of the kind %s.", d->kind);
}

err outbox_gives_away(struct ctx *c, str words, str *which)
{
	str folded = str_fold(c->arena, words);
	struct pack_value top;
	struct texts never;

	TRY(open_pack(c, &top));
	never = pack_texts(top, "never", 100, 40);
	*which = STR_NONE;
	for (size_t i = 0; i < never.n && !which->p; i++)
		if (str_index(folded, never.v[i]) >= 0)
			*which = never.v[i];
	return OK;
}

/* ---- putting and deciding ------------------------------------------------------------------------------------------ */

err outbox_put(struct wtx *w, const struct outbox_draft *d, outbox_message_id *made)
{
	struct ctx *c = wtx_ctx(w);
	str subject, body;

	if (!looks_like_email(d->to) || d->to.n > 200)
		return problem(c, "email", "Enter an email address like name@example.org.");
	TRY(words_of(c, d, &subject, &body));
	*made = (outbox_message_id){id_make(c->now)};
	return outbox_insert(w, NULL, .id = *made, .kind = str_of(d->kind), .about_id = d->about, .recipient = d->to,
		.subject = subject, .body = body);
}

static err decide(struct wtx *w, outbox_message_id id, enum message_state from, enum message_state to)
{
	struct ctx *c = wtx_ctx(w);
	str detail = str_format(c->arena, "{\"state\":[\"%s\",\"%s\"]}", code_of(&message_state_codes, from).p,
		code_of(&message_state_codes, to).p);
	str object = str_format(c->arena, "message %s", id_show(id.v).s);
	int64_t changed;

	TRY(outbox_set(
		w, &changed, .id = id, .state = to, .ended_at = to == MESSAGE_CANCELLED ? c->now : (instant){0}, .seen = from));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "This message was changed meanwhile. Look at it again.");
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_MESSAGE, .object = object, .detail = detail});
}

err outbox_again(struct wtx *w, const struct plan_proof *may, outbox_message_id id)
{
	struct outbox_get_row m;

	(void)may;
	TRY(outbox_get(wtx_read(w), &m, .id = id));
	if (m.state != MESSAGE_FAILED && m.state != MESSAGE_CANCELLED && m.state != MESSAGE_WAITING)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "This message is sent, or is being sent.");
	return decide(w, id, m.state, MESSAGE_WAITING);
}

err outbox_cancel(struct wtx *w, const struct plan_proof *may, outbox_message_id id)
{
	struct outbox_get_row m;

	(void)may;
	TRY(outbox_get(wtx_read(w), &m, .id = id));
	if (m.state != MESSAGE_FAILED && m.state != MESSAGE_WAITING)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "This message is sent, or is being sent.");
	return decide(w, id, m.state, MESSAGE_CANCELLED);
}

/* ---- sending ------------------------------------------------------------------------------------------------------- */

err outbox_claim(struct wtx *w, const struct outbox_due_row *m, bool *mine)
{
	int64_t changed;

	TRY(outbox_take(w, &changed, .id = m->id, .tries = m->tries, .lost_at = {wtx_ctx(w)->now.ms + LOST_AFTER_MS}));
	*mine = changed == 1;
	return OK;
}

/* How long to wait after this many tries. */
static int64_t pause_ms(int64_t tries)
{
	static const int minutes[OUTBOX_TRIES] = {1, 5, 15, 60, 180, 360, 720, 720};

	return minutes[tries > OUTBOX_TRIES ? OUTBOX_TRIES - 1 : tries - 1] * MS_PER_MINUTE;
}

err outbox_tried(struct wtx *w, const struct outbox_due_row *m, str why, bool later)
{
	struct ctx *c = wtx_ctx(w);
	int64_t tries = m->tries + 1;
	bool again = why.p && later && tries < OUTBOX_TRIES;
	enum message_state state = !why.p ? MESSAGE_SENT : again ? MESSAGE_WAITING : MESSAGE_FAILED;

	return outbox_end_try(w, NULL, .id = m->id, .tries = tries, .state = state, .last_error = why,
		.next_at = {c->now.ms + (again ? pause_ms(tries) : 0)}, .ended_at = again ? (instant){0} : c->now);
}
