/* registry.c - all queries, tables and migrations of the program. Made by tools/qc: change the SQL instead. */
#include "db/db.h"

extern const struct db_query person_get_query;
extern const struct db_query minutes_by_month_query;
extern const struct db_query people_query;
extern const struct db_query center_first_query;
extern const struct db_query visit_add_query;
extern const struct db_query visit_items_copy_query;
extern const struct db_query visit_pay_query;
extern const struct db_query person_items_query;
extern const struct db_query busiest_query;
extern const struct db_query visits_settle_query;
extern const struct db_query visits_ranked_query;
extern const struct db_query days_from_query;

const struct db_query *const db_queries[] = {
	&person_get_query,
	&minutes_by_month_query,
	&people_query,
	&center_first_query,
	&visit_add_query,
	&visit_items_copy_query,
	&visit_pay_query,
	&person_items_query,
	&busiest_query,
	&visits_settle_query,
	&visits_ranked_query,
	&days_from_query,
	NULL,
};
const unsigned db_query_count = 12;

static const struct db_column center_columns[] = {
	{"id", DB_ID, false},
	{"name", DB_TEXT, false},
};

static const struct db_column person_columns[] = {
	{"id", DB_ID, false},
	{"name", DB_TEXT, false},
	{"born_on", DB_DATE, true},
	{"sex", DB_CODE, true},
	{"photo", DB_BYTES, true},
};

static const struct db_column visit_columns[] = {
	{"center_id", DB_ID, false},
	{"id", DB_ID, false},
	{"person_id", DB_ID, false},
	{"day", DB_DATE, false},
	{"arrived_at", DB_INSTANT, true},
	{"minutes", DB_INT, true},
	{"fee", DB_CENTS, false},
	{"paid", DB_BOOL, false},
	{"note", DB_TEXT, true},
	{"version", DB_INT, false},
	{"follow_up_on", DB_DATE, true},
};

static const struct db_column price_columns[] = {
	{"id", DB_ID, false},
	{"amount", DB_CENTS, false},
};

static const struct db_column closed_day_columns[] = {
	{"day", DB_DATE, false},
};

static const struct db_column visit_item_columns[] = {
	{"center_id", DB_ID, false},
	{"visit_id", DB_ID, false},
	{"system", DB_TEXT, false},
	{"price_id", DB_ID, true},
};

const struct db_table db_tables[] = {
	{"center", false, center_columns, COUNT_OF(center_columns), "id"},
	{"person", false, person_columns, COUNT_OF(person_columns), "id"},
	{"visit", true, visit_columns, COUNT_OF(visit_columns), "center_id, id"},
	{"price", false, price_columns, COUNT_OF(price_columns), "id"},
	{"closed_day", false, closed_day_columns, COUNT_OF(closed_day_columns), "day"},
	{"visit_item", true, visit_item_columns, COUNT_OF(visit_item_columns), "center_id, visit_id, system"},
};
const unsigned db_table_count = 6;

const struct db_migration db_migrations[] = {
	{1, "0001_visits",
	"-- A small practice: what the queries beside this file ask.\n"
	"create table center (\n"
	"  id @id(center) not null primary key,\n"
	"  name @text not null\n"
	") @strict;\n"
	"\n"
	"create table person (\n"
	"  id @id(person) not null primary key,\n"
	"  name @text not null,\n"
	"  born_on @date,\n"
	"  sex @code(sex),\n"
	"  photo @bytes\n"
	") @strict;\n"
	"create index person_by_name on person (name, id);\n"
	"\n"
	"create table visit (\n"
	"  center_id @ref(center) not null references center(id),\n"
	"  id @id(visit) not null,\n"
	"  person_id @ref(person) not null references person(id),\n"
	"  day @date not null,\n"
	"  arrived_at @instant,\n"
	"  minutes @int,\n"
	"  fee @cents not null,\n"
	"  paid @bool not null,\n"
	"  note @text, -- an @ in a comment is no @word\n"
	"  version @int not null default 1,\n"
	"  primary key (center_id, id)\n"
	") @strict;\n"
	"create index visit_by_person on visit (center_id, person_id, day);\n"
	"\n"
	"-- Made before the table it refers to, so that the order of copying is not that of the migrations.\n"
	"create table visit_item (\n"
	"  center_id @ref(center) not null,\n"
	"  visit_id @ref(visit) not null,\n"
	"  system @text not null check (system <> 'a ''quoted'' @text \"and\" \\ more'),\n"
	"  price_id @ref(price) references price(id),\n"
	"  primary key (center_id, visit_id, system),\n"
	"  foreign key (center_id, visit_id) references visit(center_id, id)\n"
	") @strict;\n"
	"\n"
	"create table price (\n"
	"  id @id(price) not null primary key,\n"
	"  amount @cents not null\n"
	") @strict;\n"
	"",
	"25fc29f5d3b306567b0ce061f6875fd91e9834738c332f370b871c856d8d0959"},
	{2, "0002_follow_up",
	"alter table visit add column follow_up_on @date;\n"
	"\n"
	"create table closed_day (day @date not null primary key) @strict;\n"
	"",
	"a312b4d5faa922ad29d18207e08a72936669eedfc3959eeab5842b4ffa689c98"},
};
const unsigned db_migration_count = 2;
