/* consent_test.c - what consent.h promises: published words never change, a signature holds on to exactly those words, and whatever is
 * changed behind its back is found. The clock stands at Monday 2026-11-23, 13:00 in North. */
#include "care/consent/consent.h"
#include "support/world.h"

struct writing {
	consent_text_id text;
	struct consent_words d;
	int64_t seen;
	bool again;
	enum { ADD, WRITE, PUBLISH, RETIRE, CHOOSE } what;
};

static err write_it(struct wtx *w, void *arg)
{
	struct writing *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	switch (x->what) {
	case ADD:
		return consent_add(w, may, &x->d, &x->text);
	case WRITE:
		return consent_write(w, may, x->text, &x->d, x->seen);
	case PUBLISH:
		return consent_publish_draft(w, may, x->text, x->again, x->seen);
	case RETIRE:
		return consent_retire(w, may, x->text, true);
	case CHOOSE:
		return consent_choose(w, may, (program_id){1}, &x->text, 1);
	}
	return ERR_BUG;
}

static err try_it(struct test_db *t, struct writing *x)
{
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, write_it, x);
	world_look(t);
	return e;
}

/* A published text that North's program asks for. */
static struct writing published(struct test_db *t, const char *title, const char *body)
{
	struct writing x = {.what = ADD, .d = {str_of(title), str_of(body)}};

	world_act(t, DAN, NORTH);
	assert_ok(try_it(t, &x));
	x.what = PUBLISH;
	x.seen = 1;
	assert_ok(try_it(t, &x));
	x.what = CHOOSE;
	assert_ok(try_it(t, &x));
	return x;
}

static void next_version(struct test_db *t, struct writing *x, const char *body, bool again)
{
	world_act(t, DAN, NORTH);
	x->d.body = str_of(body);
	x->what = WRITE;
	x->seen = 0;
	assert_ok(try_it(t, x));
	x->what = PUBLISH;
	x->seen = 1;
	x->again = again;
	assert_ok(try_it(t, x));
}

static consent_version_id current(struct test_db *t, consent_text_id text)
{
	struct consent_current_row v;

	assert_ok(consent_current(world_look(t), &v, .id = text));
	return v.id;
}

struct sign_arg {
	struct signing in;
	consent_signature_id made, withdraw;
	str reason;
	episode_id episode;
};

static err sign_it(struct wtx *w, void *arg)
{
	struct sign_arg *x = arg;
	const struct chart_proof *may;

	if (x->in.place == SIGNING_OWN)
		TRY(access_own_chart(wtx_read(w), &may));
	else
		TRY(access_chart(wtx_read(w), x->episode, &may));
	if (x->withdraw.v)
		return consent_withdraw(w, may, x->withdraw, x->reason);
	return consent_sign(w, may, &x->in, &x->made);
}

static err try_sign(struct test_db *t, struct sign_arg *x)
{
	err e;

	problems_clear(t->c);
	x->episode = EPISODE(PAT);
	e = db_write(t->c, t->db, sign_it, x);
	world_look(t);
	return e;
}

static struct sign_arg by_pat(struct test_db *t, consent_text_id text)
{
	world_act(t, PAT, NORTH);
	return (struct sign_arg){.in = {.version = current(t, text), .typed = STR("Pat Porter"), .agreed = true, .place = SIGNING_OWN}};
}

static struct consents_asked_row asked(struct test_db *t)
{
	struct consents_asked_rows rows;

	assert_ok(consents_asked(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 1);
	return rows.v[0];
}

static const struct chart_proof *chart(struct test_db *t)
{
	const struct chart_proof *may;

	world_act(t, CLEO, NORTH);
	assert_ok(access_chart(world_look(t), EPISODE(PAT), &may));
	return may;
}

static void what_is_published_never_changes_and_a_change_is_another_version(struct test_db *t)
{
	struct writing x;
	struct consent_versions_rows rows;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	next_version(t, &x, "We meet often.", false);
	assert_ok(consent_versions(world_look(t), &rows, .consent_text_id = x.text));
	assert_int_equal(rows.n, 2);
	assert_str(rows.v[1].body, "We meet.");
	assert_str(rows.v[1].hash, consent_hash(t->c, STR("Treatment"), STR("We meet.")).s);
	assert_str(rows.v[0].body, "We meet often.");
	assert_int_equal(rows.v[0].number, 2);
	/* Whoever still has the draft open that is published by now changes nothing. */
	x.what = WRITE;
	x.seen = 1;
	assert_int_equal(try_it(t, &x), ERR_CONFLICT);
	x.what = PUBLISH;
	assert_int_equal(try_it(t, &x), ERR_CONFLICT);
}

static void the_hash_is_the_sha_256_of_title_and_text(struct test_db *t)
{
	/* printf 'Title\n\nText' | sha256sum */
	assert_string_equal(consent_hash(t->c, STR("Title"), STR("Text")).s,
		"7f5c213bec75e1dcb2ef78eb9c8f78aeefbe56272dbeb9cd533d685419fe75b1");
}

static void a_signature_keeps_name_time_address_account_version_and_hash(struct test_db *t)
{
	struct writing x;
	struct sign_arg s;
	struct signed_text got;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	s = by_pat(t, x.text);
	t->c->address = STR("203.0.113.9");
	s.in.agent = STR("Firefox");
	s.in.typed = STR("pat  PÓRTER");
	assert_ok(try_sign(t, &s));
	assert_ok(consent_signed(world_look(t), chart(t), s.made, &got));
	assert_true(got.intact);
	assert_str(got.s.typed_name, "pat  PÓRTER");
	assert_str(got.s.signer_name, "Pat Porter");
	assert_int_equal(got.s.signer, SIGNER_SELF);
	assert_int_equal(got.s.place, SIGNING_OWN);
	assert_int_equal(got.s.signed_at.ms, t->c->now.ms);
	assert_str(got.s.address, "203.0.113.9");
	assert_str(got.s.agent, "Firefox");
	assert_str(got.s.account_name, "Pat Porter");
	assert_int_equal(got.s.number, 1);
	assert_str(got.s.hash, consent_hash(t->c, STR("Treatment"), STR("We meet.")).s);
	assert_int_equal(asked(t).own_id.v, s.made.v);
	assert_int_equal(asked(t).guardian_id.v, 0);
}

static void another_name_no_tick_or_other_words_are_no_signature(struct test_db *t)
{
	struct writing x;
	struct sign_arg s;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	s = by_pat(t, x.text);
	s.in.typed = STR("Sam Sawyer");
	assert_int_equal(try_sign(t, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "typed").p != NULL);
	s.in.typed = STR("Pat Porter");
	s.in.agreed = false;
	assert_int_equal(try_sign(t, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "agreed").p != NULL);
	s.in.agreed = true;
	s.in.relation.v = 77; /* somebody else's mother */
	assert_int_equal(try_sign(t, &s), ERR_DENIED);
	s.in.relation.v = 0;
	next_version(t, &x, "We meet often.", false);
	world_act(t, PAT, NORTH);
	assert_int_equal(try_sign(t, &s), ERR_CONFLICT);
	assert_int_equal(asked(t).own_id.v, 0);
}

static void a_guardian_signs_at_the_desk_beside_the_participant(struct test_db *t)
{
	struct writing x;
	struct sign_arg s;
	struct signed_text got;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) "
	             "values (%d, 71, 'guardian', 'Porter', 'Rosa', true, 1), (%d, 72, 'friend', 'Pal', 'Paul', true, 1)",
		1000 + PAT, 1000 + PAT);
	world_act(t, FRED, NORTH);
	s = (struct sign_arg){.in = {.version = current(t, x.text), .relation = {71}, .typed = STR("Rosa Porter"), .agreed = true,
		.place = SIGNING_DESK}};
	assert_ok(try_sign(t, &s));
	assert_int_equal(asked(t).guardian_id.v, s.made.v);
	assert_int_equal(asked(t).own_id.v, 0);
	assert_ok(consent_signed(world_look(t), chart(t), s.made, &got));
	assert_str(got.s.account_name, "Fred Foster");
	assert_int_equal(got.s.signer, SIGNER_GUARDIAN);
	world_act(t, FRED, NORTH);
	s.in.relation.v = 72; /* a friend cannot */
	s.in.typed = STR("Paul Pal");
	assert_int_equal(try_sign(t, &s), ERR_INVALID);
}

struct paper_arg {
	consent_text_id text;
	struct paper_signing in;
	consent_signature_id made;
};

static err sign_on_paper(struct wtx *w, void *arg)
{
	struct paper_arg *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), EPISODE(PAT), &may));
	return consent_sign_paper(w, may, x->text, &x->in, &x->made);
}

static err try_paper(struct test_db *t, struct paper_arg *x)
{
	err e;

	problems_clear(t->c);
	world_act(t, FRED, NORTH);
	e = db_write(t->c, t->db, sign_on_paper, x);
	world_look(t);
	return e;
}

/* Signed by Pat today, seen by Fred. */
static struct paper_arg paper(struct test_db *t, consent_text_id text)
{
	return (struct paper_arg){.text = text, .in = {.version = current(t, text), .on = date_of(2026, 11, 23), .witness = STR("Fred Foster"),
		.kept_at = STR("Cabinet 2")}};
}

static void paper_counts_like_a_typed_name_and_keeps_day_witness_words_and_hash(struct test_db *t)
{
	struct writing x;
	struct paper_arg p;
	struct signed_text got;
	struct consent_health h;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	p = paper(t, x.text);
	assert_ok(try_paper(t, &p));
	assert_int_equal(asked(t).own_id.v, p.made.v);
	assert_ok(consent_signed(world_look(t), chart(t), p.made, &got));
	assert_true(got.intact);
	assert_int_equal(got.s.place, SIGNING_PAPER);
	assert_int_equal(got.s.signer, SIGNER_SELF);
	assert_str(got.s.signer_name, "Pat Porter");
	assert_true(date_cmp(got.s.paper_on, date_of(2026, 11, 23)) == 0);
	assert_str(got.s.witness_name, "Fred Foster");
	assert_str(got.s.kept_at, "Cabinet 2");
	assert_str(got.s.account_name, "Fred Foster");
	assert_str(got.s.hash, consent_hash(t->c, STR("Treatment"), STR("We meet.")).s);
	assert_ok(consent_verify(world_look(t), &h));
	assert_int_equal(h.signatures, 1);
	assert_int_equal(h.strayed, 0);
	assert_int_equal(try_paper(t, &p), ERR_CONFLICT); /* the same paper twice */
}

static void a_paper_that_cannot_be_right_is_refused_with_what_is_wrong(struct test_db *t)
{
	struct writing x;
	struct paper_arg p;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	p = paper(t, x.text);
	p.in.on = date_of(2026, 11, 24);
	assert_int_equal(try_paper(t, &p), ERR_INVALID);
	assert_str(problem_of(t->c, "on"), "This day is in the future. Enter the day that stands on the paper.");
	p.in.on = date_of(2026, 11, 22);
	assert_int_equal(try_paper(t, &p), ERR_INVALID);
	assert_str(problem_of(t->c, "on"), "Version 1 was published on 2026-11-23, so that nobody can have signed it before. Check the day "
		"and the version.");
	p.in.on = (date){0};
	p.in.witness = STR("");
	assert_int_equal(try_paper(t, &p), ERR_INVALID);
	assert_true(problem_of(t->c, "on").p && problem_of(t->c, "witness").p);
	p = paper(t, x.text);
	p.in.relation.v = 77; /* nobody's parent */
	assert_int_equal(try_paper(t, &p), ERR_INVALID);
	assert_true(problem_of(t->c, "signer").p != NULL);
	p = paper(t, x.text);
	p.in.version.v = 4711;
	assert_int_equal(try_paper(t, &p), ERR_INVALID);
	assert_true(problem_of(t->c, "version").p != NULL);
	p = paper(t, x.text);
	world_sql(t, "update episode set status = 'discharged', ended_on = '2026-11-22' where id = %d", 3000 + PAT);
	assert_int_equal(try_paper(t, &p), ERR_CONFLICT);
	assert_int_equal(asked(t).own_id.v, 0);
}

static void paper_of_an_earlier_version_counts_until_its_author_asks_again(struct test_db *t)
{
	struct writing x;
	struct paper_arg p;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	p = paper(t, x.text);
	next_version(t, &x, "We meet often.", false);
	assert_ok(try_paper(t, &p));
	assert_int_equal(asked(t).own_id.v, p.made.v);
	next_version(t, &x, "We meet daily.", true);
	assert_int_equal(asked(t).own_id.v, 0);
}

static void a_new_version_asks_again_only_where_its_author_says_so(struct test_db *t)
{
	struct writing x;
	struct sign_arg s;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	s = by_pat(t, x.text);
	assert_ok(try_sign(t, &s));
	next_version(t, &x, "We meet often.", false);
	assert_int_equal(asked(t).own_id.v, s.made.v);
	next_version(t, &x, "We meet daily.", true);
	assert_int_equal(asked(t).own_id.v, 0);
	s = by_pat(t, x.text);
	assert_ok(try_sign(t, &s));
	assert_int_equal(asked(t).own_id.v, s.made.v);
}

static void taking_it_back_needs_a_word_and_stays_to_be_seen(struct test_db *t)
{
	struct writing x;
	struct sign_arg s;
	struct signed_text got;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	s = by_pat(t, x.text);
	assert_ok(try_sign(t, &s));
	s.withdraw = s.made;
	assert_int_equal(try_sign(t, &s), ERR_INVALID);
	s.reason = STR("I changed my mind");
	assert_ok(try_sign(t, &s));
	assert_int_equal(asked(t).own_id.v, 0);
	assert_int_equal(try_sign(t, &s), ERR_CONFLICT);
	assert_ok(consent_signed(world_look(t), chart(t), s.made, &got));
	assert_str(got.s.withdrawn_reason, "I changed my mind");
	assert_str(got.s.withdrawn_name, "Pat Porter");
}

static void words_changed_behind_a_signature_are_found(struct test_db *t)
{
	struct writing x;
	struct sign_arg s;
	struct signed_text got;
	struct consent_health h;

	world_make(t);
	x = published(t, "Treatment", "We meet.");
	s = by_pat(t, x.text);
	assert_ok(try_sign(t, &s));
	assert_ok(consent_verify(world_look(t), &h));
	assert_int_equal(h.versions, 1);
	assert_int_equal(h.signatures, 1);
	assert_int_equal(h.changed + h.strayed, 0);
	world_sql(t, "update consent_version set body = 'We meet never.'");
	assert_ok(consent_signed(world_look(t), chart(t), s.made, &got));
	assert_false(got.intact);
	assert_ok(consent_verify(world_look(t), &h));
	assert_int_equal(h.changed, 1);
	world_act(t, PAT, NORTH);
	assert_int_equal(try_sign(t, &(struct sign_arg){.in = s.in}), ERR_CONFLICT); /* and nobody signs it any more */
	world_sql(t, "update consent_version set body = 'We meet.'");
	world_sql(t, "update consent_signature set hash = '0123456789012345678901234567890123456789012345678901234567890123'");
	assert_ok(consent_verify(world_look(t), &h));
	assert_int_equal(h.changed, 0);
	assert_int_equal(h.strayed, 1);
}

static err bring(struct wtx *w, void *arg)
{
	return consent_bring(w, true, arg);
}

static void the_texts_that_come_along_are_brought_once(struct test_db *t)
{
	struct consent_texts_rows rows;
	int64_t n, left;

	world_make(t);
	world_act(t, DAN, NORTH);
	assert_ok(consent_can_bring(world_look(t), &left));
	assert_int_equal(left, 4);
	assert_ok(db_write(t->c, t->db, bring, &n));
	assert_int_equal(n, 4);
	assert_ok(db_write(t->c, t->db, bring, &n));
	assert_int_equal(n, 0);
	assert_ok(consent_texts(world_look(t), &rows));
	assert_int_equal(rows.n, 4);
	assert_str(rows.v[0].title, "Agreeing to treatment");
	assert_int_equal(rows.v[0].current_number, 1);
}

static const struct CMUnitTest tests[] = {
	on_both(what_is_published_never_changes_and_a_change_is_another_version),
	on_sqlite(the_hash_is_the_sha_256_of_title_and_text),
	on_both(a_signature_keeps_name_time_address_account_version_and_hash),
	on_both(another_name_no_tick_or_other_words_are_no_signature),
	on_both(a_guardian_signs_at_the_desk_beside_the_participant),
	on_both(paper_counts_like_a_typed_name_and_keeps_day_witness_words_and_hash),
	on_both(a_paper_that_cannot_be_right_is_refused_with_what_is_wrong),
	on_both(paper_of_an_earlier_version_counts_until_its_author_asks_again),
	on_both(a_new_version_asks_again_only_where_its_author_says_so),
	on_both(taking_it_back_needs_a_word_and_stays_to_be_seen),
	on_both(words_changed_behind_a_signature_are_found),
	on_both(the_texts_that_come_along_are_brought_once),
};
TEST_GROUP(consent, tests)
