/* people_test.c - what people.h promises, on both engines. */
#include "care/people/people.h"
#include "support/world.h"

static void open_world(struct test_db *t)
{
	world_make(t);
	world_act(t, FRED, NORTH);
}

struct adding {
	struct person_details d;
	person_id made;
};

static err add_one(struct wtx *w, void *arg)
{
	struct adding *x = arg;

	return people_add(w, &x->d, &x->made);
}

static err try_add(struct test_db *t, struct person_details d, person_id *made)
{
	struct adding x = {.d = d};
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, add_one, &x);
	*made = x.made;
	world_look(t);
	return e;
}

static person_id add(struct test_db *t, const char *given, const char *family, date birth)
{
	person_id id;

	assert_ok(try_add(t, (struct person_details){.given = str_of(given), .family = str_of(family), .birth = birth}, &id));
	return id;
}

static struct people_list_rows find(struct test_db *t, const char *needle)
{
	struct people_list_rows rows;
	bool more;

	assert_ok(people_find(world_look(t), str_of(needle), (person_id){0}, &rows, &more));
	assert_false(more);
	return rows;
}

static void somebody_is_found_by_words_of_the_name_in_any_order(struct test_db *t)
{
	person_id dana;

	open_world(t);
	dana = add(t, "Dana", "Réyes Ortiz", (date){0});
	assert_int_equal(find(t, "reyes").n, 1);
	assert_int_equal(find(t, "REYES").v[0].id.v, dana.v);
	assert_int_equal(find(t, "dana ortiz").n, 1);
	assert_int_equal(find(t, "ort dan").n, 1);
	assert_int_equal(find(t, "dana smith").n, 0);
}

static void signs_that_mean_something_to_the_database_mean_nothing_in_a_name(struct test_db *t)
{
	open_world(t);
	(void)add(t, "Dana", "Reyes", (date){0});
	assert_int_equal(find(t, "d_na").n, 0);
	assert_int_equal(find(t, "%").n, find(t, "").n);
}

static void people_of_another_center_are_not_found(struct test_db *t)
{
	open_world(t);
	(void)add(t, "Dana", "Reyes", (date){0});
	assert_int_equal(find(t, "sam").n, 0);
	world_act(t, SUE, SOUTH);
	assert_int_equal(find(t, "reyes").n, 0);
	assert_int_equal(find(t, "sam").n, 1);
}

static void a_list_longer_than_a_page_goes_on_behind_the_last_person(struct test_db *t)
{
	struct people_list_rows first, second;
	char name[20];
	bool more;

	open_world(t);
	for (int i = 0; i < PEOPLE_SHOWN + 3; i++) {
		(void)snprintf(name, sizeof(name), "Many%02d", i / 2); /* two of each name: the key has to tell them apart */
		(void)add(t, "Same", name, (date){0});
	}
	assert_ok(people_find(world_look(t), STR("same"), (person_id){0}, &first, &more));
	assert_true(more);
	assert_int_equal(first.n, PEOPLE_SHOWN);
	assert_ok(people_find(world_look(t), STR("same"), first.v[first.n - 1].id, &second, &more));
	assert_false(more);
	assert_int_equal(second.n, 3);
	for (size_t i = 0; i < second.n; i++)
		for (size_t k = 0; k < first.n; k++)
			assert_int_not_equal(second.v[i].id.v, first.v[k].id.v);
}

static void somebody_in_two_programs_stands_in_the_list_once(struct test_db *t)
{
	open_world(t);
	world_sql(t, "insert into program (center_id, id, name, type, level_of_care, weeks, opened_on) values (101, 2, 'Second', "
				 "'mental_health', '2.1', 12, '2026-01-01')");
	world_sql(t, "insert into episode (center_id, id, person_id, program_id, status, started_on, changed_at) values (101, 3900, %d, 2, "
				 "'admitted', '2026-11-01', 1)",
		1000 + PAT);
	assert_int_equal(find(t, "pat").n, 1);
	assert_str(find(t, "pat").v[0].program, "Second");
}

static void what_is_wrong_is_said_beside_its_field(struct test_db *t)
{
	person_id made;

	open_world(t);
	assert_int_equal(try_add(t, (struct person_details){.email = STR("a@b"), .phone = STR("123"), .zip = STR("1234"), .state = STR("tx"),
			.birth = date_of(2030, 1, 1)}, &made), ERR_INVALID);
	assert_true(problem_of(t->c, "family").n && problem_of(t->c, "given").n && problem_of(t->c, "email").n);
	assert_true(problem_of(t->c, "phone").n && problem_of(t->c, "zip").n && problem_of(t->c, "state").n && problem_of(t->c, "birth").n);
	assert_ok(try_add(t, (struct person_details){.family = STR("Reyes"), .given = STR("Dana"), .email = STR("dana@example.org"),
			.phone = STR("512-555-0100"), .zip = STR("78702-1234"), .state = STR("TX"), .birth = date_of(2001, 2, 3)}, &made));
}

static size_t alike(struct test_db *t, const char *given, const char *family, date birth)
{
	struct people_same_rows rows;

	assert_ok(people_alike(world_look(t),
		&(struct person_details){.given = str_of(given), .family = str_of(family), .birth = birth}, &rows));
	return rows.n;
}

static void whoever_may_be_the_same_is_suggested(struct test_db *t)
{
	open_world(t);
	(void)add(t, "Dana", "Reyes", date_of(2001, 2, 3));
	assert_int_equal(alike(t, "Dana", "REYES", (date){0}), 1);
	assert_int_equal(alike(t, "Dani", "Reyes", date_of(2001, 2, 3)), 1);
	assert_int_equal(alike(t, "Chris", "Reyes", date_of(2001, 2, 4)), 0);
	assert_int_equal(alike(t, "Dana", "Rey", date_of(2001, 2, 3)), 0);
	world_act(t, SUE, SOUTH);
	assert_int_equal(alike(t, "Dana", "Reyes", date_of(2001, 2, 3)), 0);
}

struct changing {
	person_id who;
	struct person_details d;
	int64_t version;
	struct relation_details relation;
	relation_id remove;
};

static err change(struct wtx *w, void *arg)
{
	const struct changing *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->who, &may));
	return people_change(w, may, &x->d, x->version);
}

static void details_that_somebody_else_changed_are_not_overwritten(struct test_db *t)
{
	struct changing mine = {.d = {.family = STR("Reyes"), .given = STR("Dana"), .phone = STR("512-555-0100")}, .version = 1}, theirs;
	struct person_get_row row;

	open_world(t);
	mine.who = add(t, "Dana", "Reyes", (date){0});
	theirs = mine;
	theirs.d.phone = STR("512-555-0199");
	assert_ok(db_write(t->c, t->db, change, &mine));
	assert_int_equal(db_write(t->c, t->db, change, &theirs), ERR_CONFLICT);
	assert_ok(person_get(world_look(t), &row, .id = mine.who));
	assert_str(row.phone, "512-555-0100");
	assert_int_equal(row.version, 2);
}

static void a_new_name_is_the_one_people_are_found_by(struct test_db *t)
{
	struct changing x = {.d = {.family = STR("Lopez"), .given = STR("Dana"), .preferred = STR("Dee")}, .version = 1};

	open_world(t);
	x.who = add(t, "Dana", "Reyes", (date){0});
	assert_ok(db_write(t->c, t->db, change, &x));
	assert_int_equal(find(t, "dee lopez").n, 1);
	assert_int_equal(find(t, "reyes").n, 0);
}

static err relate(struct wtx *w, void *arg)
{
	const struct changing *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->who, &may));
	return x->remove.v ? people_remove_relation(w, may, x->remove) : people_add_relation(w, may, &x->relation);
}

static void a_contact_is_added_and_removed(struct test_db *t)
{
	struct changing x = {.who = PERSON(PAT), .relation = {.relationship = RELATIONSHIP_PARENT, .given = STR("Rosa"), .emergency = true}};
	struct person_relations_rows rows;

	open_world(t);
	assert_ok(db_write(t->c, t->db, relate, &x));
	assert_ok(person_relations(world_look(t), &rows, .person_id = x.who));
	assert_int_equal(rows.n, 1);
	assert_true(rows.v[0].emergency);
	x.remove = rows.v[0].id;
	assert_ok(db_write(t->c, t->db, relate, &x));
	assert_ok(person_relations(world_look(t), &rows, .person_id = x.who));
	assert_int_equal(rows.n, 0);
}

static void a_contact_needs_a_name_and_how_they_are_related(struct test_db *t)
{
	struct changing x = {.who = PERSON(PAT), .relation = {.email = STR("no")}};

	open_world(t);
	assert_int_equal(db_write(t->c, t->db, relate, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "relation-given").n && problem_of(t->c, "relationship").n && problem_of(t->c, "relation-email").n);
}

static const struct CMUnitTest tests[] = {
	on_both(somebody_is_found_by_words_of_the_name_in_any_order),
	on_both(signs_that_mean_something_to_the_database_mean_nothing_in_a_name),
	on_both(people_of_another_center_are_not_found),
	on_both(a_list_longer_than_a_page_goes_on_behind_the_last_person),
	on_both(somebody_in_two_programs_stands_in_the_list_once),
	on_both(what_is_wrong_is_said_beside_its_field),
	on_both(whoever_may_be_the_same_is_suggested),
	on_both(details_that_somebody_else_changed_are_not_overwritten),
	on_both(a_new_name_is_the_one_people_are_found_by),
	on_both(a_contact_is_added_and_removed),
	on_both(a_contact_needs_a_name_and_how_they_are_related),
};
TEST_GROUP(people, tests)
