/* db_sample.c - descriptors in the form that tools/qc generates. */
#include "support/db_sample.h"

CODE_NAMES(mood, MOOD_TABLE)

static const struct db_migration migrations[] = {
	{1, "0001_sample",
	 "create table sample (id @id(sample) not null primary key, n @int, must @int not null, flag @bool not null, words @text, "
	 "raw @bytes, day @date, at @instant, price @cents not null, mood @code(mood) check (mood in ('calm', 'tired')), "
	 "check (must < 1000000)) @strict;\n"
	 "create table note (id @id(note) not null primary key, sample_id @ref(sample) references sample(id)) @strict;\n",
	 "5a17"},
};

err sample_migrate(struct ctx *c, struct db *db)
{
	struct migrate_list list = {migrations, COUNT_OF(migrations)};
	int applied;

	return migrate_up_to(c, db, &list, NULL, NULL, &applied);
}

static const struct db_column sample_columns[] = {
	{"id", DB_ID, false},      {"n", DB_INT, true},    {"must", DB_INT, false}, {"flag", DB_BOOL, false}, {"words", DB_TEXT, true},
	{"raw", DB_BYTES, true},   {"day", DB_DATE, true}, {"at", DB_INSTANT, true}, {"price", DB_CENTS, false}, {"mood", DB_CODE, true},
};
const struct db_table sample_table = {"sample", false, sample_columns, COUNT_OF(sample_columns), "id"};
static const struct db_column note_columns[] = {{"id", DB_ID, false}, {"sample_id", DB_ID, true}};
const struct db_table note_table = {"note", false, note_columns, COUNT_OF(note_columns), "id"};

#define COLUMNS "id, n, must, flag, words, raw, day, at, price, mood"
#define AT(member) .offset = offsetof(struct sample, member)
static const struct db_field fields[] = {
	{.name = "id", .type = DB_ID, AT(id)},
	{.name = "n", .type = DB_INT, .nullable = true, AT(n)},
	{.name = "must", .type = DB_INT, AT(must)},
	{.name = "flag", .type = DB_BOOL, AT(flag)},
	{.name = "words", .type = DB_TEXT, .nullable = true, AT(words)},
	{.name = "raw", .type = DB_BYTES, .nullable = true, AT(raw)},
	{.name = "day", .type = DB_DATE, .nullable = true, AT(day)},
	{.name = "at", .type = DB_INSTANT, .nullable = true, AT(at)},
	{.name = "price", .type = DB_CENTS, AT(price)},
	{.name = "mood", .type = DB_CODE, .nullable = true, AT(mood), .codes = &mood_codes},
};
#define ROW .out = fields, .n_out = COUNT_OF(fields), .row_size = sizeof(struct sample)

static const struct db_query add = {
	.name = "sample_add", .where = "db_sample.c", .slot = 0, .writes = true, .in = fields, .n_in = COUNT_OF(fields),
	.sqlite = "insert into sample (" COLUMNS ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	.postgres = "insert into sample (" COLUMNS ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
};
static const struct db_query get = {
	.name = "sample_get", .where = "db_sample.c", .slot = 1, .in = fields, .n_in = 1, ROW,
	.sqlite = "select " COLUMNS " from sample where id = ?1",
	.postgres = "select " COLUMNS " from sample where id = $1",
};
static const struct db_query all = {
	.name = "sample_all", .where = "db_sample.c", .slot = 2, ROW,
	.sqlite = "select " COLUMNS " from sample order by id",
	.postgres = "select " COLUMNS " from sample order by id",
};

static const struct db_field count_out[] = {{.name = "n", .type = DB_INT}};
static const struct db_query count = {
	.name = "sample_count", .where = "db_sample.c", .slot = 3, .out = count_out, .n_out = 1, .row_size = sizeof(int64_t),
	.sqlite = "select count(*) from sample",
	.postgres = "select count(*) from sample",
};

struct set_args {
	int64_t id;
	int64_t n;
};
static const struct db_field set_in[] = {
	{.name = "id", .type = DB_ID, .offset = offsetof(struct set_args, id)},
	{.name = "n", .type = DB_INT, .offset = offsetof(struct set_args, n)},
};
static const struct db_query set = {
	.name = "sample_set", .where = "db_sample.c", .slot = 4, .writes = true, .in = set_in, .n_in = 2, ROW,
	.sqlite = "update sample set n = ?2 where id = ?1 returning " COLUMNS,
	.postgres = "update sample set n = $2 where id = $1 returning " COLUMNS,
};
static const struct db_query remove_all = {
	.name = "sample_remove_all", .where = "db_sample.c", .slot = 5, .writes = true,
	.sqlite = "delete from sample",
	.postgres = "delete from sample",
};
static const struct db_query add_note = {
	.name = "note_add", .where = "db_sample.c", .slot = 6, .writes = true, .in = set_in, .n_in = 2,
	.sqlite = "insert into note (id, sample_id) values (?1, ?2)",
	.postgres = "insert into note (id, sample_id) values ($1, $2)",
};
static const struct db_query wrong = {
	.name = "sample_wrong", .where = "db_sample.c", .slot = 7, .out = count_out, .n_out = 1, .row_size = sizeof(int64_t),
	.sqlite = "select missing from nowhere",
	.postgres = "select missing from nowhere",
};
static const struct db_field request_in[] = {
	{.name = "center", .type = DB_ID, .source = DB_FROM_CENTER},
	{.name = "now", .type = DB_INSTANT, .source = DB_FROM_NOW},
};
static const struct db_field request_out[] = {
	{.name = "center", .type = DB_ID, .offset = offsetof(struct sample_request, center)},
	{.name = "now", .type = DB_INSTANT, .offset = offsetof(struct sample_request, now)},
};
static const struct db_query request = {
	.name = "sample_request", .where = "db_sample.c", .slot = 8, .in = request_in, .n_in = 2, .out = request_out, .n_out = 2,
	.row_size = sizeof(struct sample_request),
	.sqlite = "select ?1, ?2",
	.postgres = "select $1, $2",
};

err sample_add(struct wtx *w, const struct sample *s)
{
	return db_run(w, &add, s, NULL);
}

err sample_add_plain(struct wtx *w, int64_t id)
{
	return sample_add(w, &(struct sample){.id = id});
}

err sample_get(struct tx *tx, int64_t id, struct sample *out)
{
	return db_one(tx, &get, &(struct sample){.id = id}, out);
}

err sample_all(struct tx *tx, struct sample **rows, size_t *n)
{
	return db_many(tx, &all, NULL, (void **)rows, n);
}

err sample_each(struct tx *tx, db_each_fn *fn, void *arg)
{
	return db_each(tx, &all, NULL, fn, arg);
}

err sample_count(struct tx *tx, int64_t *n)
{
	return db_one(tx, &count, NULL, n);
}

err sample_set(struct wtx *w, int64_t id, int64_t n, struct sample *out)
{
	return db_one(wtx_read(w), &set, &(struct set_args){id, n}, out);
}

err sample_remove_all(struct wtx *w, int64_t *changed)
{
	return db_run(w, &remove_all, NULL, changed);
}

err note_add(struct wtx *w, int64_t id, int64_t sample_id)
{
	return db_run(w, &add_note, &(struct set_args){id, sample_id}, NULL);
}

err sample_wrong(struct tx *tx)
{
	int64_t n;

	return db_one(tx, &wrong, NULL, &n);
}

err sample_sneak(struct tx *tx)
{
	struct sample out;

	return db_one(tx, &set, &(struct set_args){1, 1}, &out);
}

err sample_request(struct tx *tx, struct sample_request *out)
{
	return db_one(tx, &request, NULL, out);
}
