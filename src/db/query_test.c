/* query_test.c - what comes back from the database is what went in, and what a query may not do. */
#include <pthread.h>

#include "support/db_sample.h"
#include "support/test_db.h"

static err run_add(struct wtx *w, void *arg)
{
	return sample_add(w, arg);
}

static struct sample full_sample(void)
{
	static const uint8_t raw[] = {0, 255, '\\', '\'', '\n', 7};

	return (struct sample){
		.id = INT64_MAX,
		.n = {true, INT64_MIN},
		.must = -1,
		.flag = true,
		.words = STR("Zo\xc3\xab said \"it's 5\\n\"\ttab\nline"),
		.raw = {raw, sizeof(raw)},
		.day = date_of(2026, 11, 23),
		.at = {1795456800123},
		.price = {-1250},
		.mood = MOOD_TIRED,
	};
}

static void assert_same(const struct sample *a, const struct sample *b)
{
	assert_int_equal(a->id, b->id);
	assert_int_equal(a->n.set, b->n.set);
	assert_int_equal(a->n.v, b->n.v);
	assert_int_equal(a->must, b->must);
	assert_int_equal(a->flag, b->flag);
	assert_int_equal(!a->words.p, !b->words.p);
	assert_true(str_eq(a->words, b->words));
	assert_int_equal(!a->raw.p, !b->raw.p);
	assert_int_equal(a->raw.n, b->raw.n);
	if (a->raw.n)
		assert_memory_equal(a->raw.p, b->raw.p, a->raw.n);
	assert_int_equal(a->day.day, b->day.day);
	assert_int_equal(a->at.ms, b->at.ms);
	assert_int_equal(a->price.v, b->price.v);
	assert_int_equal(a->mood, b->mood);
}

static void add_and_compare(struct test_db *t, struct sample in)
{
	struct sample out;

	assert_ok(db_write(t->c, t->db, run_add, &in));
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_get(t->c->tx, in.id, &out));
	assert_same(&in, &out);
	db_read_end(t->c);
}

static void a_value_of_every_type_comes_back_as_it_was(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	add_and_compare(t, full_sample());
}

static void none_of_every_type_comes_back_as_none(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	add_and_compare(t, (struct sample){.id = 1});
}

static void empty_text_and_bytes_are_not_none(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	add_and_compare(t, (struct sample){.id = 1, .words = STR(""), .raw = {(const uint8_t *)"", 0}, .n = {true, 0}});
}

static void a_parameter_that_must_be_there_is_never_a_silent_null(struct test_db *t)
{
	struct sample in = {.id = 0};

	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, run_add, &in), ERR_BUG);
	assert_true(str_index(t->c->fail_text, STR("\"id\"")) >= 0);
}

static void center_and_clock_come_from_the_request(struct test_db *t)
{
	struct sample_request out;

	t->c->center = 77;
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_request(t->c->tx, &out));
	assert_int_equal(out.center, 77);
	assert_int_equal(out.now.ms, t->c->now.ms);
	db_read_end(t->c);
}

static void a_row_that_is_not_there_is_not_found_and_breaks_nothing(struct test_db *t)
{
	struct sample out;
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_read_begin(t->c, t->db));
	assert_int_equal(sample_get(t->c->tx, 5, &out), ERR_NOT_FOUND);
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 0);
	db_read_end(t->c);
}

static err add_hundreds(struct wtx *w, void *arg)
{
	int64_t *n = arg;

	for (int64_t i = 1; i <= *n; i++)
		TRY(sample_add(w, &(struct sample){.id = i, .words = str_format(wtx_ctx(w)->arena, "row %d", (int)i)}));
	return OK;
}

static void many_rows_come_in_their_order(struct test_db *t)
{
	int64_t wanted = 700;
	struct sample *rows;
	size_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_hundreds, &wanted));
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_all(t->c->tx, &rows, &n));
	assert_int_equal(n, wanted);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].id, i + 1);
	assert_str(rows[699].words, "row 700");
	db_read_end(t->c);
}

struct walk {
	struct tx *tx;
	int64_t seen;
	int64_t stop_at;
	size_t used; /* of the arena, after the first row */
};

static err walk_row(void *arg, const void *row)
{
	struct walk *k = arg;
	const struct sample *s = row;
	char words[32];
	int64_t n;

	assert_int_equal(s->id, ++k->seen);
	snprintf(words, sizeof(words), "row %d", (int)s->id);
	assert_str(s->words, words);
	TRY(sample_count(k->tx, &n)); /* another query while this one runs */
	if (k->seen == 2)
		k->used = tx_ctx(k->tx)->arena->used;
	return s->id == k->stop_at ? ERR_TOO_LARGE : OK;
}

static void each_row_is_seen_without_memory_for_all_and_with_queries_between(struct test_db *t)
{
	int64_t wanted = 700;
	struct walk k = {0};

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_hundreds, &wanted));
	assert_ok(db_read_begin(t->c, t->db));
	k.tx = t->c->tx;
	assert_ok(sample_each(t->c->tx, walk_row, &k));
	assert_int_equal(k.seen, 700);
	assert_int_equal(t->c->arena->used, k.used);
	db_read_end(t->c);
}

static void each_stops_at_the_first_failure_and_says_it(struct test_db *t)
{
	int64_t wanted = 300, n;
	struct walk k = {.stop_at = 260};

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_hundreds, &wanted));
	assert_ok(db_read_begin(t->c, t->db));
	k.tx = t->c->tx;
	assert_int_equal(sample_each(t->c->tx, walk_row, &k), ERR_TOO_LARGE);
	assert_int_equal(k.seen, 260);
	assert_ok(sample_count(t->c->tx, &n));
	db_read_end(t->c);
}

static err walk_within(void *arg, const void *row)
{
	struct walk *k = arg;
	struct walk inner = {.tx = k->tx};

	(void)row;
	k->seen++;
	return sample_each(k->tx, walk_row, &inner);
}

static void the_same_query_may_run_within_itself(struct test_db *t)
{
	int64_t wanted = 3;
	struct walk k = {0};

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_hundreds, &wanted));
	assert_ok(db_read_begin(t->c, t->db));
	k.tx = t->c->tx;
	assert_ok(sample_each(t->c->tx, walk_within, &k));
	assert_int_equal(k.seen, 3);
	db_read_end(t->c);
}

static err go_deeper(void *arg, const void *row)
{
	(void)row;
	return sample_each(arg, go_deeper, arg);
}

static void queries_within_queries_without_end_are_a_bug_and_not_a_crash(struct test_db *t)
{
	int64_t wanted = 3;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_hundreds, &wanted));
	assert_ok(db_read_begin(t->c, t->db));
	assert_int_equal(sample_each(t->c->tx, go_deeper, t->c->tx), ERR_BUG);
	db_read_end(t->c);
}

static void a_query_that_writes_is_refused_where_one_reads(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_read_begin(t->c, t->db));
	assert_int_equal(sample_sneak(t->c->tx), ERR_BUG);
	db_read_end(t->c);
}

static void a_wrong_query_says_which_it_is(struct test_db *t)
{
	assert_ok(db_read_begin(t->c, t->db));
	assert_int_equal(sample_wrong(t->c->tx), ERR_BUG);
	assert_true(str_index(t->c->fail_text, STR("sample_wrong, db_sample.c")) >= 0);
		assert_true(str_index(t->c->fail_text, STR("nowhere")) >= 0);
	db_read_end(t->c);
}

static err set_and_look(struct wtx *w, void *arg)
{
	struct sample changed, *out = arg;

	TRY(sample_add_plain(w, 1));
	TRY(sample_set(w, 1, 42, &changed));
	assert_int_equal(changed.n.v, 42);
	return sample_get(wtx_read(w), 1, out);
}

static void a_write_reads_what_it_wrote_and_what_it_returns(struct test_db *t)
{
	struct sample out;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, set_and_look, &out));
	assert_int_equal(out.n.v, 42);
}

static err remove_and_count(struct wtx *w, void *arg)
{
	return sample_remove_all(w, arg);
}

static void a_write_counts_the_rows_it_touched(struct test_db *t)
{
	int64_t n = 12, changed;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_hundreds, &n));
	assert_ok(db_write(t->c, t->db, remove_and_count, &changed));
	assert_int_equal(changed, 12);
}

static void a_view_stays_as_it_was_until_the_request_writes(struct test_db *t)
{
	struct ctx *other = test_ctx();
	struct sample one = {.id = 1}, two = {.id = 2};
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_count(t->c->tx, &n));
	assert_ok(db_write(other, t->db, run_add, &one));
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 0);
	assert_ok(db_write(t->c, t->db, run_add, &two));
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 2);
	db_read_end(t->c);
	test_ctx_free(other);
}

static void the_request_knows_how_many_statements_it_cost(struct test_db *t)
{
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	t->c->cost = (struct cost){0};
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_count(t->c->tx, &n));
	assert_ok(sample_count(t->c->tx, &n));
	db_read_end(t->c);
	assert_ok(db_write(t->c, t->db, run_add, &(struct sample){.id = 1}));
	assert_int_equal(t->c->cost.statements, 3);
	assert_true(t->c->cost.sql_ns > 0);
}

static void a_request_that_dies_gives_its_connection_back(struct test_db *t)
{
	struct db *small = test_db_again(t, &(struct db_options){.readers = 1, .busy_ms = 2000});
	struct ctx *dies = test_ctx();
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_read_begin(dies, small));
	assert_ok(sample_count(dies->tx, &n));
	test_ctx_free(dies); /* without db_read_end */
	assert_ok(db_read_begin(t->c, small));
	assert_ok(sample_count(t->c->tx, &n));
	db_read_end(t->c);
	db_close(small);
}

static void without_a_free_connection_the_answer_is_busy(struct test_db *t)
{
	struct db *small = test_db_again(t, &(struct db_options){.readers = 1, .busy_ms = 50});
	struct ctx *holds = test_ctx();
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_read_begin(holds, small));
	assert_ok(sample_count(holds->tx, &n));
	assert_ok(db_read_begin(t->c, small));
	assert_int_equal(sample_count(t->c->tx, &n), ERR_BUSY);
	db_read_end(holds);
	assert_ok(sample_count(t->c->tx, &n)); /* being busy is not final */
	db_read_end(t->c);
	test_ctx_free(holds);
	db_close(small);
}

struct reader {
	struct db *db;
	pthread_t thread;
	int failed;
};

static void *read_often(void *arg)
{
	struct reader *r = arg;
	struct ctx *c = test_ctx();
	int64_t n;

	for (int i = 0; i < 100; i++) {
		r->failed += db_read_begin(c, r->db) != OK || sample_count(c->tx, &n) != OK || sample_count(c->tx, &n) != OK;
		db_read_end(c);
	}
	test_ctx_free(c);
	return NULL;
}

static void a_pool_smaller_than_the_crowd_serves_everybody(struct test_db *t)
{
	struct db *small = test_db_again(t, &(struct db_options){.readers = 2, .busy_ms = 60000});
	struct reader readers[16];

	assert_ok(sample_migrate(t->c, t->db));
	for (size_t i = 0; i < COUNT_OF(readers); i++) {
		readers[i] = (struct reader){.db = small};
		pthread_create(&readers[i].thread, NULL, read_often, &readers[i]);
	}
	for (size_t i = 0; i < COUNT_OF(readers); i++) {
		pthread_join(readers[i].thread, NULL);
		assert_int_equal(readers[i].failed, 0);
	}
	db_close(small);
}

static void every_read_that_fails_leaves_a_pool_that_works(struct test_db *t)
{
	int64_t n = 0;
	err e = ERR_IO;

	assert_ok(sample_migrate(t->c, t->db));
	for (unsigned nth = 1; e != OK; nth++) {
		assert_true(nth < 20);
		db_fail_nth(nth);
		e = db_read_begin(t->c, t->db);
		if (e == OK)
			e = sample_count(t->c->tx, &n);
		if (e == OK)
			e = sample_count(t->c->tx, &n);
		if (e != OK)
			assert_int_equal(e, ERR_IO);
		db_read_end(t->c);
	}
	db_fail_nth(0);
}

static const struct CMUnitTest tests[] = {
	on_both(a_value_of_every_type_comes_back_as_it_was),
	on_both(none_of_every_type_comes_back_as_none),
	on_both(empty_text_and_bytes_are_not_none),
	on_both(a_parameter_that_must_be_there_is_never_a_silent_null),
	on_both(center_and_clock_come_from_the_request),
	on_both(a_row_that_is_not_there_is_not_found_and_breaks_nothing),
	on_both(many_rows_come_in_their_order),
	on_both(each_row_is_seen_without_memory_for_all_and_with_queries_between),
	on_both(each_stops_at_the_first_failure_and_says_it),
	on_both(the_same_query_may_run_within_itself),
	on_both(queries_within_queries_without_end_are_a_bug_and_not_a_crash),
	on_both(a_query_that_writes_is_refused_where_one_reads),
	on_both(a_wrong_query_says_which_it_is),
	on_both(a_write_reads_what_it_wrote_and_what_it_returns),
	on_both(a_write_counts_the_rows_it_touched),
	on_both(a_view_stays_as_it_was_until_the_request_writes),
	on_both(the_request_knows_how_many_statements_it_cost),
	on_both(a_request_that_dies_gives_its_connection_back),
	on_both(without_a_free_connection_the_answer_is_busy),
	on_both(a_pool_smaller_than_the_crowd_serves_everybody),
	on_both(every_read_that_fails_leaves_a_pool_that_works),
};
TEST_GROUP(db_query, tests)
