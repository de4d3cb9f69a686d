/* journal_test.c - a journal that was touched says so, and says where. */
#include <inttypes.h>

#include "access/journal.h"
#include "base/id.h"
#include "journal.sql.h"
#include "support/world.h"

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

static err write_rows(struct wtx *w, void *arg)
{
	const int *n = arg;

	for (int i = 0; i < *n; i++)
		TRY(journal_add(w, &(struct journal_entry){.event = JOURNAL_PERSON_CHANGED, .person = PERSON(PAT),
			.detail = str_format(wtx_ctx(w)->arena, "{\"phone\":\"%d\"}", i)}));
	return OK;
}

static void write_some(struct test_db *t, int n)
{
	assert_ok(db_write(t->c, t->db, write_rows, &n));
}

/* Old enough to be sealed on both engines. */
static void seal(struct test_db *t)
{
	db_read_end(t->c);
	/* ids may run ahead of the clock: other tests of the same process pushed them */
	t->c->now.ms = id_made_at(id_make(instant_now())).ms + JOURNAL_SETTLE_MS + 10000;
	assert_ok(journal_seal_all(t->c, t->db));
}

/* The i-th row of North's chain, oldest first. */
static int64_t row_id(struct test_db *t, size_t i)
{
	struct journal_list_rows rows;

	world_act(t, ANN, NORTH);
	assert_ok(journal_page(t->c->tx, &(struct journal_filter){0}, 2000, &rows));
	assert_true(i < rows.n);
	return rows.v[rows.n - 1 - i].id.v;
}

/* ---- verifying ------------------------------------------------------------------------------------------------------------ */

struct findings {
	struct journal_finding v[20];
	size_t n;
	struct journal_health health;
	size_t heads;
};

static void found(void *arg, const struct journal_finding *f)
{
	struct findings *all = arg;

	assert_true(all->n < COUNT_OF(all->v));
	all->v[all->n++] = *f;
}

static void head(void *arg, const struct journal_head *h)
{
	struct findings *all = arg;

	assert_int_equal(h->hash.n, 32);
	all->heads++;
}

static struct findings verify(struct test_db *t)
{
	struct findings all = {0};
	struct journal_watch watch = {found, head, &all};

	db_read_end(t->c);
	assert_ok(journal_verify(t->c, t->db, &watch, &all.health));
	assert_int_equal(all.health.troubles, all.n);
	return all;
}

static void assert_found(const struct findings *all, enum journal_trouble what, int64_t row, int64_t other)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].what == what && all->v[i].row == row && all->v[i].other == other && all->v[i].center.v == NORTH.v)
			return;
	fail_msg("not found: %s of row %" PRId64, code_of(&journal_trouble_codes, (int)what).p, row);
}

static void start(struct test_db *t, int rows)
{
	world_make(t);
	world_act(t, CLEO, NORTH);
	write_some(t, rows);
}

static void an_untouched_journal_is_sound_and_counts_what_waits(struct test_db *t)
{
	struct findings all;

	start(t, 5);
	seal(t);
	write_some(t, 2);
	world_act(t, CLEO, (center_id){0});
	write_some(t, 1);
	all = verify(t);
	assert_int_equal(all.n, 0);
	assert_int_equal(all.health.sealed, 5);
	assert_int_equal(all.health.waiting, 3);
	assert_int_equal(all.health.seals, 1);
	assert_int_equal(all.heads, 2);
}

static void seals_hang_together_over_many_batches(struct test_db *t)
{
	struct findings all;

	start(t, 2100);
	seal(t);
	world_act(t, CLEO, NORTH);
	write_some(t, 3);
	seal(t);
	all = verify(t);
	assert_int_equal(all.n, 0);
	assert_int_equal(all.health.seals, 4);
	assert_int_equal(all.health.sealed, 2103);
	assert_int_equal(all.health.waiting, 0);
}

static void a_changed_row_is_named(struct test_db *t)
{
	struct findings all;
	int64_t row;

	start(t, 4);
	seal(t);
	row = row_id(t, 2);
	world_sql(t, "update journal set account_name = 'Somebody Else' where id = %" PRId64, row);
	all = verify(t);
	assert_int_equal(all.n, 1);
	assert_found(&all, JOURNAL_CHANGED, row, 0);
}

static void a_row_with_an_event_nobody_knows_is_named_too(struct test_db *t)
{
	struct findings all;
	int64_t row;

	start(t, 2);
	seal(t);
	row = row_id(t, 0);
	world_sql(t, "update journal set event = 'no_such_event' where id = %" PRId64, row);
	all = verify(t);
	assert_int_equal(all.n, 1);
	assert_found(&all, JOURNAL_CHANGED, row, 0);
}

static void a_row_changed_before_its_seal_is_named(struct test_db *t)
{
	struct findings all;
	int64_t row;

	start(t, 3);
	row = row_id(t, 1);
	world_sql(t, "update journal set person_id = 1006 where id = %" PRId64, row);
	all = verify(t);
	assert_int_equal(all.n, 1);
	assert_int_equal(all.health.waiting, 3);
	assert_found(&all, JOURNAL_CHANGED, row, 0);
}

static void a_missing_row_is_named(struct test_db *t)
{
	struct findings all;
	int64_t first, last;

	start(t, 4);
	seal(t);
	first = row_id(t, 0);
	last = row_id(t, 3);
	world_sql(t, "delete from journal where id in (%" PRId64 ", %" PRId64 ")", first, last);
	all = verify(t);
	assert_int_equal(all.n, 2);
	assert_found(&all, JOURNAL_MISSING, first, 0);
	assert_found(&all, JOURNAL_MISSING, last, 0);
}

static void a_row_added_under_a_seal_is_named(struct test_db *t)
{
	struct findings all;
	int64_t before;

	start(t, 3);
	seal(t);
	before = row_id(t, 1) - 1;
	world_sql(t, "insert into journal (center_id, id, at, event, account_id, account_name, row_hash) "
	             "select center_id, %" PRId64 ", at, event, account_id, account_name, row_hash from journal where id = %" PRId64,
		before, row_id(t, 1));
	all = verify(t);
	assert_int_equal(all.n, 1);
	assert_found(&all, JOURNAL_ADDED, before, 0);
}

static void rows_that_changed_places_are_named_with_their_own_place(struct test_db *t)
{
	struct findings all;
	int64_t a, b;

	start(t, 4);
	seal(t);
	a = row_id(t, 0);
	b = row_id(t, 2);
	world_sql(t, "update journal set id = 1 where id = %" PRId64, a);
	world_sql(t, "update journal set id = %" PRId64 " where id = %" PRId64, a, b);
	world_sql(t, "update journal set id = %" PRId64 " where id = 1", b);
	all = verify(t);
	assert_int_equal(all.n, 2);
	assert_found(&all, JOURNAL_REORDERED, a, b);
	assert_found(&all, JOURNAL_REORDERED, b, a);
}

static void a_missing_seal_breaks_the_chain(struct test_db *t)
{
	struct findings all;
	int64_t first;

	start(t, 1);
	seal(t);
	first = row_id(t, 0);
	world_act(t, CLEO, NORTH);
	write_some(t, 1);
	seal(t);
	world_sql(t, "delete from journal_seal where last_id = %" PRId64, first);
	all = verify(t);
	assert_found(&all, JOURNAL_SEAL, row_id(t, 1), 0);
	assert_found(&all, JOURNAL_ADDED, first, 0);
}

static void a_changed_seal_is_broken(struct test_db *t)
{
	struct findings all;

	start(t, 2);
	seal(t);
	world_sql(t, "update journal_seal set sealed_at = sealed_at + 1");
	all = verify(t);
	assert_int_equal(all.n, 1);
	assert_found(&all, JOURNAL_SEAL, row_id(t, 1), 0);
}

static void on_postgresql_rows_settle_before_they_are_sealed(struct test_db *t)
{
	struct findings all;

	start(t, 2);
	db_read_end(t->c);
	t->c->now = instant_now();
	assert_ok(journal_seal_all(t->c, t->db));
	all = verify(t);
	assert_int_equal(all.health.waiting, db_engine(t->db) == DB_SQLITE ? 0 : 2);
}

static void opening_the_journal_tells_of_a_clock_behind_and_raises_ids_above_it(struct test_db *t)
{
	int64_t behind, ahead;

	start(t, 1);
	db_read_end(t->c);
	ahead = id_floor((instant){instant_now().ms + 2000});
	world_sql(t, "update journal set id = %" PRId64, ahead);
	t->c->now = id_made_at(ahead);
	assert_ok(journal_open(t->c, t->db, &behind));
	assert_int_equal(behind, 0);
	assert_true(id_make(instant_now()) > ahead);
	t->c->now.ms -= 90000;
	assert_ok(journal_open(t->c, t->db, &behind));
	assert_int_equal(behind, 90000);
}

/* ---- views and reading -------------------------------------------------------------------------------------------------------- */

static date month_of_first_row(struct test_db *t)
{
	return zone_day(t->c->zone, id_made_at(row_id(t, 0)));
}

static void a_view_of_one_person_names_them_and_a_view_of_several_lists_them(struct test_db *t)
{
	struct journal_list_rows rows;

	world_make(t);
	world_act(t, CLEO, NORTH);
	journal_saw(t->c, PERSON(PAT));
	journal_saw(t->c, PERSON(PAT));
	journal_object(t->c, "episode", EPISODE(PAT).v);
	assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_CHART));
	world_act(t, CLEO, NORTH);
	journal_saw(t->c, PERSON(PAT));
	journal_saw(t->c, PERSON(FRED));
	assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_LIST));
	assert_ok(journal_page(world_look(t), &(struct journal_filter){.person = PERSON(PAT)}, 10, &rows));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].event, JOURNAL_VIEW_LIST);
	assert_int_equal(rows.v[0].person_id.v, 0);
	assert_int_equal(rows.v[1].event, JOURNAL_VIEW_CHART);
	assert_int_equal(rows.v[1].person_id.v, PERSON(PAT).v);
	assert_str(rows.v[1].account_name, "Cleo Castillo");
	assert_ok(journal_page(t->c->tx, &(struct journal_filter){.person = PERSON(FRED)}, 10, &rows));
	assert_int_equal(rows.n, 1);
}

static err note_a_change(struct wtx *w, void *arg)
{
	(void)arg;
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_ATTENDANCE_CHANGED, .person = PERSON(PAT)});
}

static size_t rows_about_pat(struct test_db *t, enum journal_event event)
{
	struct journal_list_rows rows;

	assert_ok(journal_page(world_look(t), &(struct journal_filter){.person = PERSON(PAT), .event = event}, 10, &rows));
	return rows.n;
}

static void whoever_asks_for_a_proof_is_in_the_journal_whatever_the_route_says(struct test_db *t)
{
	const struct chart_proof *chart;
	const struct person_proof *person;

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_ok(access_chart(t->c->tx, EPISODE(PAT), &chart));
	assert_ok(journal_flush_view(t->c, JOURNAL_NONE));
	assert_int_equal(rows_about_pat(t, JOURNAL_VIEW_CHART), 1);
	world_act(t, FRED, NORTH);
	assert_ok(access_person(t->c->tx, PERSON(PAT), &person));
	assert_ok(journal_flush_view(t->c, JOURNAL_NONE));
	assert_int_equal(rows_about_pat(t, JOURNAL_VIEW_PERSON), 1);
	world_act(t, PAT, NORTH);
	assert_ok(access_own_chart(t->c->tx, &chart));
	assert_ok(journal_flush_view(t->c, JOURNAL_NONE));
	assert_int_equal(rows_about_pat(t, JOURNAL_VIEW_OWN), 1);
	world_act(t, FRED, NORTH);
	assert_ok(journal_flush_view(t->c, JOURNAL_NONE));
	assert_int_equal(rows_about_pat(t, JOURNAL_UNSET), 3);
}

static void a_change_that_was_kept_tells_of_the_person_once_and_one_that_was_not_does_not(struct test_db *t)
{
	const struct chart_proof *chart;

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_ok(access_chart(t->c->tx, EPISODE(PAT), &chart));
	assert_ok(db_write(t->c, t->db, note_a_change, NULL));
	assert_ok(journal_flush_view(t->c, JOURNAL_NONE));
	assert_int_equal(rows_about_pat(t, JOURNAL_UNSET), 1);
	journal_undone(t->c);
	assert_ok(journal_flush_view(t->c, JOURNAL_NONE));
	assert_int_equal(rows_about_pat(t, JOURNAL_VIEW_CHART), 1);
}

static void a_list_of_any_length_is_written_down_whole(struct test_db *t)
{
	struct journal_list_rows rows;

	world_make(t);
	world_act(t, CLEO, NORTH);
	for (int round = 0; round < 2; round++)
		for (int64_t i = 2500; i > 0; i--)
			journal_saw(t->c, (person_id){100000 + i});
	assert_ok(journal_flush_view(t->c, JOURNAL_EXPORT));
	assert_ok(journal_page(world_look(t), &(struct journal_filter){0}, 10, &rows));
	assert_int_equal(rows.n, 3);
	for (int64_t i = 1; i <= 2500; i += 833) {
		assert_ok(journal_page(t->c->tx, &(struct journal_filter){.person = {100000 + i}}, 10, &rows));
		assert_int_equal(rows.n, 1);
	}
}

static void the_screen_filters_by_account_event_and_day_and_pages_by_key(struct test_db *t)
{
	struct journal_list_rows rows;
	struct journal_filter filter = {.account = ACCOUNT(CLEO)};

	start(t, 5);
	world_act(t, FRED, NORTH);
	assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_PERSON));
	assert_ok(journal_page(world_look(t), &filter, 3, &rows));
	assert_int_equal(rows.n, 3);
	filter.before = rows.v[2].id.v;
	assert_ok(journal_page(t->c->tx, &filter, 3, &rows));
	assert_int_equal(rows.n, 2);
	filter = (struct journal_filter){.event = JOURNAL_VIEW_PERSON};
	assert_ok(journal_page(t->c->tx, &filter, 3, &rows));
	assert_int_equal(rows.n, 1);
	filter = (struct journal_filter){.day = date_of(2020, 1, 1)};
	assert_ok(journal_page(t->c->tx, &filter, 3, &rows));
	assert_int_equal(rows.n, 0);
	t->c->center = SOUTH.v;
	assert_ok(journal_page(t->c->tx, &(struct journal_filter){0}, 3, &rows));
	assert_int_equal(rows.n, 0);
}

static void people_read_who_saw_them_with_repeats_counted(struct test_db *t)
{
	struct seen_lines seen;
	date month;

	world_make(t);
	for (int i = 0; i < 3; i++) {
		world_act(t, CLEO, NORTH);
		journal_saw(t->c, PERSON(PAT));
		assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_CHART));
	}
	world_act(t, FRED, NORTH);
	journal_saw(t->c, PERSON(PAT));
	journal_saw(t->c, PERSON(CLEO));
	assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_LIST));
	world_act(t, PAT, NORTH);
	journal_saw(t->c, PERSON(PAT));
	assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_OWN));
	month = month_of_first_row(t);
	world_act(t, PAT, NORTH);
	assert_ok(journal_seen(t->c->tx, month, &seen));
	assert_int_equal(seen.n, 3);
	assert_true(seen.v[0].self);
	assert_str(seen.v[1].who, "Fred Foster");
	assert_int_equal(seen.v[1].event, JOURNAL_VIEW_LIST);
	assert_str(seen.v[2].who, "Cleo Castillo");
	assert_int_equal(seen.v[2].times, 3);
	assert_ok(journal_seen(t->c->tx, date_of(2020, 1, 1), &seen));
	assert_int_equal(seen.n, 0);
}

static const struct CMUnitTest tests[] = {
	on_both(an_untouched_journal_is_sound_and_counts_what_waits),
	on_both(seals_hang_together_over_many_batches),
	on_both(a_changed_row_is_named),
	on_both(a_row_with_an_event_nobody_knows_is_named_too),
	on_both(a_row_changed_before_its_seal_is_named),
	on_both(a_missing_row_is_named),
	on_both(a_row_added_under_a_seal_is_named),
	on_both(rows_that_changed_places_are_named_with_their_own_place),
	on_both(a_missing_seal_breaks_the_chain),
	on_both(a_changed_seal_is_broken),
	on_both(on_postgresql_rows_settle_before_they_are_sealed),
	on_both(a_view_of_one_person_names_them_and_a_view_of_several_lists_them),
	on_both(whoever_asks_for_a_proof_is_in_the_journal_whatever_the_route_says),
	on_both(a_change_that_was_kept_tells_of_the_person_once_and_one_that_was_not_does_not),
	on_both(a_list_of_any_length_is_written_down_whole),
	on_both(the_screen_filters_by_account_event_and_day_and_pages_by_key),
	on_both(people_read_who_saw_them_with_repeats_counted),
	on_both(opening_the_journal_tells_of_a_clock_behind_and_raises_ids_above_it),
};
TEST_GROUP(journal, tests)
