/* library_test.c - what the rules of the library promise: drafts, publishing, two who write at once, recordings in and out. */
#include "care/library/library.h"
#include "support/world.h"

struct step {
	library_item_id id;
	struct library_details d;
	int64_t seen, n;
	bool out;
	err (*does)(struct wtx *w, const struct plan_proof *may, struct step *s);
};

static err run(struct wtx *w, void *arg)
{
	struct step *s = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return s->does(w, may, s);
}

static err add(struct wtx *w, const struct plan_proof *may, struct step *s)
{
	return library_add(w, may, &s->d, &s->id);
}

static err change(struct wtx *w, const struct plan_proof *may, struct step *s)
{
	return library_change(w, may, s->id, &s->d, s->seen);
}

static err publish(struct wtx *w, const struct plan_proof *may, struct step *s)
{
	return library_publish(w, may, s->id, s->out, s->seen);
}

static err bring(struct wtx *w, const struct plan_proof *may, struct step *s)
{
	(void)may;
	return library_bring(w, s->out, &s->n);
}

static err do_step(struct test_db *t, struct step *s, err (*does)(struct wtx *w, const struct plan_proof *may, struct step *s))
{
	s->does = does;
	problems_clear(t->c);
	db_read_end(t->c);
	return db_write(t->c, t->db, run, s);
}

static struct library_get_row look(struct test_db *t, library_item_id id)
{
	struct library_get_row row;

	assert_ok(library_get(world_look(t), &row, .id = id));
	return row;
}

static struct step an_article(void)
{
	return (struct step){.d = {.kind = LIBRARY_ARTICLE, .title = STR("Caf\xc3\xa9 talk: it's 5 o'clock"), .summary = STR("About coffee."),
		.author = STR("Dan"), .body = STR("One two three.")}};
}

static void an_article_begins_as_a_draft_with_an_address_made_of_its_title(struct test_db *t)
{
	struct step s = an_article();
	struct library_get_row row;

	world_make(t);
	world_act(t, DAN, (center_id){0});
	assert_ok(do_step(t, &s, add));
	row = look(t, s.id);
	assert_str(row.slug, "cafe-talk-its-5-oclock");
	assert_int_equal(row.words, 3);
	assert_false(row.is_public);
	assert_true(instant_none(row.published_at));
	assert_int_equal(do_step(t, &s, add), ERR_INVALID); /* the address is taken */
	assert_true(problem_of(t->c, "slug").p);
}

static void what_is_missing_or_too_long_is_said_beside_its_field(struct test_db *t)
{
	static const char *const bad_slugs[] = {"A", "a b", "-a", "a-", "a--b", "caf\xc3\xa9", "a/b"};
	struct step s = {.d = {.kind = LIBRARY_ARTICLE}};

	world_make(t);
	world_act(t, DAN, (center_id){0});
	assert_int_equal(do_step(t, &s, add), ERR_INVALID);
	assert_true(problem_of(t->c, "title").p && problem_of(t->c, "summary").p && problem_of(t->c, "author").p);
	for (size_t i = 0; i < COUNT_OF(bad_slugs); i++) {
		s = an_article();
		s.d.slug = str_of(bad_slugs[i]);
		assert_int_equal(do_step(t, &s, add), ERR_INVALID);
		assert_true(problem_of(t->c, "slug").p);
	}
}

static void only_who_may_write_the_library_writes_it(struct test_db *t)
{
	struct step s = an_article();

	world_make(t);
	world_act(t, FRED, NORTH); /* plans the schedule, so has the planner's proof */
	assert_int_equal(do_step(t, &s, add), ERR_DENIED);
	world_act(t, CLEO, NORTH);
	assert_int_equal(do_step(t, &s, add), ERR_NOT_FOUND);
	world_act(t, ANN, NORTH);
	assert_ok(do_step(t, &s, add));
}

static void once_published_it_keeps_its_address_and_its_day(struct test_db *t)
{
	struct step s = an_article();
	instant first;

	world_make(t);
	world_act(t, DAN, (center_id){0});
	assert_ok(do_step(t, &s, add));
	s.seen = 1;
	s.d.slug = STR("coffee");
	assert_ok(do_step(t, &s, change));
	s.seen = 2;
	s.out = true;
	assert_ok(do_step(t, &s, publish));
	first = look(t, s.id).published_at;
	assert_int_equal(first.ms, t->c->now.ms);
	s.seen = 3;
	s.d.slug = STR("tea");
	assert_int_equal(do_step(t, &s, change), ERR_INVALID);
	assert_true(problem_of(t->c, "slug").p);
	s.out = false;
	assert_ok(do_step(t, &s, publish));
	t->c->now.ms += MS_PER_DAY;
	s.seen = 4;
	s.out = true;
	assert_ok(do_step(t, &s, publish));
	assert_int_equal(look(t, s.id).published_at.ms, first.ms);
}

static void who_saves_second_is_told_what_differs_and_changes_nothing(struct test_db *t)
{
	struct step first = an_article(), second;

	world_make(t);
	world_act(t, DAN, (center_id){0});
	assert_ok(do_step(t, &first, add));
	first.seen = 1;
	second = first;
	first.d.title = STR("Coffee");
	first.d.body = STR("Other words.");
	assert_ok(do_step(t, &first, change));
	second.d.body = STR("Mine.");
	assert_int_equal(do_step(t, &second, change), ERR_CONFLICT);
	assert_str(problem_of(t->c, "title"), "This is \"Coffee\" now.");
	assert_str(problem_of(t->c, "body"), "This is another text now. It is shown beside yours.");
	assert_null(problem_of(t->c, "summary").p);
	assert_str(look(t, first.id).body, "Other words.");
	second.out = true;
	assert_int_equal(do_step(t, &second, publish), ERR_CONFLICT);
}

static void an_episode_comes_out_only_with_recording_and_transcript(struct test_db *t)
{
	struct step s = an_article();

	world_make(t);
	world_act(t, DAN, (center_id){0});
	s.d.kind = LIBRARY_EPISODE;
	s.d.body = STR_NONE;
	assert_ok(do_step(t, &s, add));
	s.seen = 1;
	s.out = true;
	assert_int_equal(do_step(t, &s, publish), ERR_INVALID);
	assert_true(problem_of(t->c, "body").p && problem_of(t->c, "transcript").p && problem_of(t->c, "audio").p);
	assert_false(look(t, s.id).is_public);
}

/* ---- recordings --------------------------------------------------------------------------------------------------------------- */

/* n frames of MPEG-1 layer III at 320 kbit/s and 44,100 Hz, 1,044 bytes each; every byte tells its place. */
static FILE *recording(int n)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	for (int i = 0; i < n; i++) {
		fputs("\xff\xfb\xe0", f);
		for (int k = 3; k < 1044; k++)
			fputc((i + k) % 251, f);
	}
	return f;
}

static err record(struct test_db *t, library_item_id id, FILE *f, int64_t seen)
{
	err e;

	problems_clear(t->c);
	db_read_end(t->c);
	e = library_record(t->c, id, f, seen);
	assert_int_equal(fclose(f), 0);
	return e;
}

static int64_t count(struct test_db *t, const char *table)
{
	int64_t n = 0;

	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, table))
			assert_ok(db_table_rows(world_look(t), &db_tables[i], &n));
	return n;
}

static library_item_id an_episode(struct test_db *t)
{
	struct step s = an_article();

	world_make(t);
	world_act(t, DAN, (center_id){0});
	s.d.kind = LIBRARY_EPISODE;
	s.d.transcript = STR("Hello.");
	assert_ok(do_step(t, &s, add));
	return s.id;
}

static void a_recording_comes_back_byte_by_byte_from_any_place(struct test_db *t)
{
	library_item_id id = an_episode(t);
	struct library_get_row row;
	char got[100000];
	size_t n;

	assert_ok(record(t, id, recording(1500), 1)); /* two portions */
	row = look(t, id);
	assert_int_equal(row.audio_kind, AUDIO_MP3);
	assert_int_equal(row.audio_size.v, 1500 * 1044);
	assert_int_equal(row.audio_seconds.v, 40);
	assert_int_equal(count(t, "audio_part"), 24);
	for (int64_t at = 0; at < row.audio_size.v; at += (int64_t)n) {
		assert_ok(library_audio_read(world_look(t), row.audio_id, at, got, sizeof(got), &n));
		assert_true(n > 0 && n <= LIBRARY_AUDIO_PART);
		for (size_t i = 0; i < n; i += 97) {
			int64_t frame = (at + (int64_t)i) / 1044, k = (at + (int64_t)i) % 1044;

			if (k >= 3)
				assert_int_equal((unsigned char)got[i], (frame + k) % 251);
		}
	}
	assert_ok(library_audio_read(world_look(t), row.audio_id, 65535, got, 10, &n));
	assert_int_equal(n, 1);
	assert_int_not_equal(library_audio_read(world_look(t), row.audio_id, row.audio_size.v, got, 10, &n), OK);
}

static void another_recording_takes_the_place_of_the_first_and_one_refused_leaves_nothing(struct test_db *t)
{
	library_item_id id = an_episode(t);
	audio_id first;
	FILE *text = tmpfile();

	assert_ok(record(t, id, recording(10), 1));
	first = look(t, id).audio_id;
	assert_int_equal(record(t, id, recording(20), 1), ERR_CONFLICT); /* seen before the first came */
	assert_int_equal(look(t, id).audio_id.v, first.v);
	assert_int_equal(count(t, "audio"), 1);
	fputs("these are words, not sounds", text);
	assert_int_equal(record(t, id, text, 2), ERR_INVALID);
	assert_true(problem_of(t->c, "audio").p);
	assert_ok(record(t, id, recording(20), 2));
	assert_int_not_equal(look(t, id).audio_id.v, first.v);
	assert_int_equal(count(t, "audio"), 1);
	assert_int_equal(count(t, "audio_part"), 1);
}

static err half_a_recording(struct wtx *w, const struct plan_proof *may, struct step *s)
{
	(void)may;
	(void)s;
	return library_put_audio(w, (audio_id){7}, &(struct audio_info){AUDIO_MP3, 100000, 6}, 0, STR("only the first bytes"));
}

static void an_upload_that_broke_off_is_taken_away_a_day_later(struct test_db *t)
{
	library_item_id id = an_episode(t);

	assert_ok(record(t, id, recording(10), 1));
	assert_ok(do_step(t, &(struct step){0}, half_a_recording));
	db_read_end(t->c);
	assert_ok(library_tidy(t->c));
	assert_int_equal(count(t, "audio"), 2);
	t->c->now.ms += 2 * MS_PER_DAY;
	db_read_end(t->c);
	assert_ok(library_tidy(t->c));
	assert_int_equal(count(t, "audio"), 1);
	assert_int_equal(count(t, "audio_part"), 1);
	assert_true(look(t, id).audio_id.v != 0);
}

static void a_recording_that_fails_on_its_way_leaves_the_one_before_whole(struct test_db *t)
{
	library_item_id id = an_episode(t);
	struct library_get_row before;
	err e = ERR_IO;
	unsigned n;
	char got[2000];
	size_t got_n;

	assert_ok(record(t, id, recording(10), 1));
	before = look(t, id);
	for (n = 1; n < 300 && e != OK; n++) {
		db_read_end(t->c);
		db_fail_nth(n);
		e = record(t, id, recording(1500), 2);
		db_fail_nth(0);
		if (e == OK)
			break;
		assert_int_equal(e, ERR_IO);
		assert_int_equal(look(t, id).audio_id.v, before.audio_id.v);
		assert_ok(library_audio_read(t->c->tx, before.audio_id, 0, got, sizeof(got), &got_n));
	}
	assert_in_range(n, 20, 299);
	assert_int_equal(look(t, id).audio_size.v, 1500 * 1044);
	t->c->now.ms += 2 * MS_PER_DAY;
	for (int i = 0; i < 30; i++) {
		db_read_end(t->c);
		assert_ok(library_tidy(t->c));
	}
	assert_int_equal(count(t, "audio"), 1);
	assert_int_equal(count(t, "audio_part"), 24);
}

/* ---- what comes along -------------------------------------------------------------------------------------------------------- */

static void what_comes_along_is_whole_and_comes_once(struct test_db *t)
{
	struct step s = {.out = true};
	struct library_public_rows rows;
	int64_t can;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(library_can_bring(world_look(t), &can));
	assert_int_equal(can, 6);
	assert_ok(do_step(t, &s, bring));
	assert_int_equal(s.n, 6);
	assert_ok(library_can_bring(world_look(t), &can));
	assert_int_equal(can, 0);
	assert_ok(do_step(t, &s, bring));
	assert_int_equal(s.n, 0);
	assert_ok(library_public(world_look(t), &rows, .before = {INT64_MAX}, .before_id = {INT64_MAX}));
	assert_int_equal(rows.n, 6);
	for (size_t i = 0; i < rows.n; i++) {
		struct library_get_row row = look(t, rows.v[i].id);

		assert_true(row.kind && row.title.n && row.summary.n && row.author.n && row.words > 100);
		assert_true(row.kind == LIBRARY_ARTICLE || (row.transcript.n > 1000 && row.audio_seconds.v > 120));
		assert_true(row.published_at.ms < t->c->now.ms);
	}
}

/* What product.md promises of pages for participants and families. */
static void what_comes_along_keeps_to_plain_words(struct test_db *t)
{
	static const char *const never[] = {"abus", "addict ", "clean", "relaps", "dirty", "!"};
	struct step s = {.out = true};
	struct library_public_rows rows;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(do_step(t, &s, bring));
	assert_ok(library_public(world_look(t), &rows, .before = {INT64_MAX}, .before_id = {INT64_MAX}));
	for (size_t i = 0; i < rows.n; i++) {
		struct library_get_row row = look(t, rows.v[i].id);
		str all = str_lower_ascii(t->c->arena, str_format(t->c->arena, "%.*s %.*s %.*s %.*s", STR_ARG(row.title), STR_ARG(row.summary),
			STR_ARG(row.body), STR_ARG(row.transcript)));

		for (size_t k = 0; k < COUNT_OF(never); k++)
			if (str_index(all, str_of(never[k])) >= 0)
				fail_msg("%.*s says \"%s\"", STR_ARG(row.slug), never[k]);
	}
}

static void reading_takes_a_minute_for_two_hundred_words_and_never_none(void **state)
{
	(void)state;
	assert_int_equal(library_minutes(0), 1);
	assert_int_equal(library_minutes(200), 1);
	assert_int_equal(library_minutes(201), 2);
	assert_int_equal(library_minutes(1000), 5);
}

static const struct CMUnitTest tests[] = {
	on_both(an_article_begins_as_a_draft_with_an_address_made_of_its_title),
	on_both(what_is_missing_or_too_long_is_said_beside_its_field),
	on_both(only_who_may_write_the_library_writes_it),
	on_both(once_published_it_keeps_its_address_and_its_day),
	on_both(who_saves_second_is_told_what_differs_and_changes_nothing),
	on_both(an_episode_comes_out_only_with_recording_and_transcript),
	on_both(a_recording_comes_back_byte_by_byte_from_any_place),
	on_both(another_recording_takes_the_place_of_the_first_and_one_refused_leaves_nothing),
	on_both(an_upload_that_broke_off_is_taken_away_a_day_later),
	on_sqlite(a_recording_that_fails_on_its_way_leaves_the_one_before_whole),
	on_both(what_comes_along_is_whole_and_comes_once),
	on_sqlite(what_comes_along_keeps_to_plain_words),
	cmocka_unit_test(reading_takes_a_minute_for_two_hundred_words_and_never_none),
};
TEST_GROUP(library, tests)
