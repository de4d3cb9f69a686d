/* board_fault_test.c - the board and My week while the n-th statement, commit or allocation fails, for every n until nothing fails:
 * a clean error, nothing half written, and the next try works. */
#include "base/id.h"
#include "care/attendance/attendance_routes.h"
#include "support/test_web.h"

#define TRIES 5000 /* far more than a page has; reaching it is a failure */

struct bench {
	struct test_db *t;
	struct test_web w;
	char board[128], form[400];
};

static void open_bench(struct bench *b, struct test_db *t, enum world_person who)
{
	static struct route_table tables[2];
	struct id_text id = id_show(EPISODE(PAT).v);

	b->t = t;
	world_make(t);
	world_sql(t,
		"insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
		"values (101, 7001, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
	tables[0] = (struct route_table){board_routes, board_routes_n};
	tables[1] = (struct route_table){week_routes, week_routes_n};
	test_web_open(&b->w, t->db, tables, 2);
	web_sign_in(&b->w, t, who);
	(void)snprintf(b->board, sizeof(b->board), "/c/%s/sessions/%s", id_show(NORTH.v).s, id_show(SESSION_NORTH.v).s);
	(void)snprintf(b->form, sizeof(b->form), "row=%s&shown-%s=%%7C%%7C%%7C0%%7C%%7C&version-%s=0&status-%s=present",
		id.s, id.s, id.s, id.s);
}

static int64_t rows(struct test_db *t, const char *table)
{
	int64_t n = -1;

	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, table))
			assert_ok(db_table_rows(world_look(t), &db_tables[i], &n));
	return n;
}

static bool clean_failure(const struct test_web *w)
{
	return (w->a->status == 500 || w->a->status == 503) && w->a->body.n > 0;
}

/* Either nothing was written, or the row together with its journal entry: then only the answer was lost, and the row is taken away for
 * the next round. */
static void whole_or_not_at_all(struct bench *b, const struct test_request *r, int64_t before, int64_t journal)
{
	int64_t written = rows(b->t, "attendance") - before;

	assert_in_range(written, 0, r->body ? 1 : 0);
	if (r->body)
		assert_int_equal(rows(b->t, "journal") - journal, written);
	if (written)
		world_sql(b->t, "delete from attendance where center_id = 101");
}

/* Sends the request with the n-th thing failing, n = 1, 2, ... until it succeeds; says how many n failed. */
static unsigned until_it_works(struct bench *b, void (*break_nth)(unsigned n), const struct test_request *r, int good)
{
	for (unsigned n = 1; n < TRIES; n++) {
		int64_t before = rows(b->t, "attendance"), journal = rows(b->t, "journal");

		break_nth(n);
		web_send(&b->w, r);
		break_nth(0);
		if (b->w.a->status == good)
			return n - 1;
		if (!clean_failure(&b->w))
			fail_msg("failing the %uth gave %d", n, b->w.a->status);
		whole_or_not_at_all(b, r, before, journal);
	}
	fail_msg("it never worked");
	return 0;
}

static void a_board_whose_nth_statement_fails_says_so_and_works_the_next_time(struct test_db *t)
{
	struct bench b;

	open_bench(&b, t, CLEO);
	assert_true(until_it_works(&b, db_fail_nth, &(struct test_request){.target = b.board}, 200) >= 4);
	test_web_close(&b.w);
}

static void a_save_whose_nth_statement_or_commit_fails_writes_all_or_nothing(struct test_db *t)
{
	struct bench b;

	open_bench(&b, t, CLEO);
	assert_true(until_it_works(&b, db_fail_nth, &(struct test_request){.target = b.board, .body = b.form}, 200) >= 8);
	assert_int_equal(rows(t, "attendance"), 1);
	test_web_close(&b.w);
}

static void my_week_whose_nth_statement_fails_says_so_and_works_the_next_time(struct test_db *t)
{
	struct bench b;

	open_bench(&b, t, PAT);
	assert_true(until_it_works(&b, db_fail_nth, &(struct test_request){.target = "/my"}, 200) >= 4);
	test_web_close(&b.w);
}

static void a_board_without_memory_for_its_nth_piece_says_so_and_works_the_next_time(struct test_db *t)
{
	struct bench b;

	open_bench(&b, t, CLEO);
	assert_true(until_it_works(&b, arena_fail_nth, &(struct test_request){.target = b.board}, 200) >= 20);
	test_web_close(&b.w);
}

static const struct CMUnitTest tests[] = {
	on_both(a_board_whose_nth_statement_fails_says_so_and_works_the_next_time),
	on_both(a_save_whose_nth_statement_or_commit_fails_writes_all_or_nothing),
	on_both(my_week_whose_nth_statement_fails_says_so_and_works_the_next_time),
	on_both(a_board_without_memory_for_its_nth_piece_says_so_and_works_the_next_time),
};
TEST_GROUP(board_fault, tests)
