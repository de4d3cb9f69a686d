/* throttle_test.c - waits that grow, per name and per address. */
#include "access/inner.h"
#include "support/world.h"
#include "throttle.sql.h"

static err one_try(struct wtx *w, void *arg)
{
	return throttle_try(w, arg);
}

static err one_pass(struct wtx *w, void *arg)
{
	return throttle_pass(w, arg);
}

static err try_name(struct test_db *t, const char *name, const char *address)
{
	struct throttle th;

	t->c->address = str_of(address);
	th = throttle_for(t->c, "test", str_of(name));
	return db_write(t->c, t->db, one_try, &th);
}

static void waits_grow_with_tries_at_one_name_and_are_forgotten_in_a_day(struct test_db *t)
{
	world_make(t);
	for (int i = 0; i < 5; i++)
		assert_ok(try_name(t, "pat", NULL));
	assert_int_equal(try_name(t, "pat", NULL), ERR_TOO_FAST);
	assert_str(t->c->fail_text, "Too many tries. Wait 15 seconds, then try again.");
	assert_ok(try_name(t, "sam", NULL));
	for (int64_t wait = 15000; wait < 15 * MS_PER_MINUTE; wait *= 2) {
		t->c->now.ms += wait - 1;
		assert_int_equal(try_name(t, "pat", NULL), ERR_TOO_FAST);
		t->c->now.ms += 1;
		assert_ok(try_name(t, "pat", NULL));
	}
	t->c->now.ms += 15 * MS_PER_MINUTE - 1;
	assert_int_equal(try_name(t, "pat", NULL), ERR_TOO_FAST);
	t->c->now.ms += MS_PER_DAY + 2;
	for (int i = 0; i < 5; i++)
		assert_ok(try_name(t, "pat", NULL));
	assert_int_equal(try_name(t, "pat", NULL), ERR_TOO_FAST);
}

static void calm_keys_are_swept_and_busy_ones_stay(struct test_db *t)
{
	struct throttle_row_row row;
	struct throttle old, young;

	world_make(t);
	assert_ok(try_name(t, "old", NULL));
	t->c->now.ms += MS_PER_DAY / 2;
	assert_ok(try_name(t, "young", NULL));
	t->c->now.ms += MS_PER_DAY / 2 + 1;
	assert_ok(throttle_tidy(t->c, t->db));
	old = throttle_for(t->c, "test", STR("old"));
	young = throttle_for(t->c, "test", STR("young"));
	assert_int_equal(throttle_row(world_look(t), &row, .key = old.name), ERR_NOT_FOUND);
	assert_ok(throttle_row(t->c->tx, &row, .key = young.name));
}

static void one_address_may_not_try_many_names(struct test_db *t)
{
	world_make(t);
	for (int i = 0; i < 30; i++)
		assert_ok(try_name(t, str_format(t->c->arena, "name%d", i).p, "192.0.2.7"));
	assert_int_equal(try_name(t, "another", "192.0.2.7"), ERR_TOO_FAST);
	assert_ok(try_name(t, "another", "192.0.2.8"));
}

static void a_whole_ipv6_network_counts_as_one_address(struct test_db *t)
{
	world_make(t);
	for (int i = 0; i < 30; i++)
		assert_ok(try_name(t, str_format(t->c->arena, "name%d", i).p, str_format(t->c->arena, "2001:db8:1:2::%x", i).p));
	assert_int_equal(try_name(t, "another", "2001:db8:1:2:ffff::1"), ERR_TOO_FAST);
	assert_ok(try_name(t, "another", "2001:db8:1:3::1"));
}

static void success_starts_a_name_afresh_but_not_the_address(struct test_db *t)
{
	struct throttle th;

	world_make(t);
	for (int i = 0; i < 29; i++)
		assert_ok(try_name(t, str_format(t->c->arena, "name%d", i).p, "192.0.2.7"));
	for (int i = 0; i < 20; i++) {
		assert_ok(try_name(t, "pat", "192.0.2.7"));
		th = throttle_for(t->c, "test", STR("pat"));
		assert_ok(db_write(t->c, t->db, one_pass, &th));
	}
	assert_ok(try_name(t, "one-more", "192.0.2.7"));
	assert_int_equal(try_name(t, "another", "192.0.2.7"), ERR_TOO_FAST);
}

static const struct CMUnitTest tests[] = {
	on_both(waits_grow_with_tries_at_one_name_and_are_forgotten_in_a_day),
	on_both(calm_keys_are_swept_and_busy_ones_stay),
	on_both(one_address_may_not_try_many_names),
	on_both(a_whole_ipv6_network_counts_as_one_address),
	on_both(success_starts_a_name_afresh_but_not_the_address),
};
TEST_GROUP(throttle, tests)
