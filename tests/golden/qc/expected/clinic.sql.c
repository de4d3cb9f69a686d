/* clinic.sql.c - the queries of clinic.sql. Made by tools/qc: change the SQL instead. */
#include "clinic.sql.h"

static const struct db_field person_get_in[] = {
	{"id", DB_ID, false, DB_FROM_ARGS, offsetof(struct person_get_args, id), NULL},
};

static const struct db_field person_get_out[] = {
	{"id", DB_ID, false, DB_FROM_ARGS, offsetof(struct person_get_row, id), NULL},
	{"name", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct person_get_row, name), NULL},
	{"born_on", DB_DATE, true, DB_FROM_ARGS, offsetof(struct person_get_row, born_on), NULL},
	{"sex", DB_CODE, true, DB_FROM_ARGS, offsetof(struct person_get_row, sex), &sex_codes},
	{"photo", DB_BYTES, true, DB_FROM_ARGS, offsetof(struct person_get_row, photo), NULL},
};

const struct db_query person_get_query = {
	.name = "person_get",
	.where = "clinic.sql:4",
	.sqlite =
		"select p.id, p.name, p.born_on, p.sex, p.photo from person p where p.id = ?1",
	.postgres =
		"select p.id, p.name, p.born_on, p.sex, p.photo from person p where p.id = $1::bigint",
	.in = person_get_in,
	.n_in = COUNT_OF(person_get_in),
	.out = person_get_out,
	.n_out = COUNT_OF(person_get_out),
	.row_size = sizeof(struct person_get_row),
	.writes = false,
	.slot = 0,
};

err person_get_with(struct tx *tx, struct person_get_row *out, const struct person_get_args *args)
{
	return db_one(tx, &person_get_query, args, out);
}

static const struct db_field minutes_by_month_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"from_on", DB_DATE, false, DB_FROM_ARGS, offsetof(struct minutes_by_month_args, from_on), NULL},
	{"to_on", DB_DATE, false, DB_FROM_ARGS, offsetof(struct minutes_by_month_args, to_on), NULL},
	{"least", DB_INT, true, DB_FROM_ARGS, offsetof(struct minutes_by_month_args, least), NULL},
};

static const struct db_field minutes_by_month_out[] = {
	{"month", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct minutes_by_month_row, month), NULL},
	{"minutes", DB_INT, false, DB_FROM_ARGS, offsetof(struct minutes_by_month_row, minutes), NULL},
};

const struct db_query minutes_by_month_query = {
	.name = "minutes_by_month",
	.where = "clinic.sql:8",
	.sqlite =
		"select substr(v.day, 1, 7) as month, sum(v.minutes) as minutes "
		"from visit v "
		"where v.center_id = ?1 and v.day between ?2 and ?3 "
		"group by substr(v.day, 1, 7) "
		"having ?4 is null or sum(v.minutes) >= ?4 "
		"order by month limit 120",
	.postgres =
		"select substr(v.day, 1, 7) as month, sum(v.minutes) as minutes "
		"from visit v "
		"where v.center_id = $1::bigint and v.day between $2::text and $3::text "
		"group by substr(v.day, 1, 7) "
		"having $4::bigint is null or sum(v.minutes) >= $4::bigint "
		"order by month limit 120",
	.in = minutes_by_month_in,
	.n_in = COUNT_OF(minutes_by_month_in),
	.out = minutes_by_month_out,
	.n_out = COUNT_OF(minutes_by_month_out),
	.row_size = sizeof(struct minutes_by_month_row),
	.writes = false,
	.slot = 1,
};

err minutes_by_month_with(struct tx *tx, struct minutes_by_month_rows *out, const struct minutes_by_month_args *args)
{
	void *rows = NULL;
	err e = db_many(tx, &minutes_by_month_query, args, &rows, &out->n);

	out->v = rows;
	return e;
}

static const struct db_field people_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
};

static const struct db_field people_out[] = {
	{"id", DB_ID, false, DB_FROM_ARGS, offsetof(struct people_row, id), NULL},
	{"name", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct people_row, name), NULL},
	{"visit_id", DB_ID, true, DB_FROM_ARGS, offsetof(struct people_row, visit_id), NULL},
	{"minutes", DB_INT, true, DB_FROM_ARGS, offsetof(struct people_row, minutes), NULL},
	{"arrived_at", DB_INSTANT, true, DB_FROM_ARGS, offsetof(struct people_row, arrived_at), NULL},
	{"system", DB_TEXT, true, DB_FROM_ARGS, offsetof(struct people_row, system_), NULL},
	{"center", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct people_row, center), NULL},
};

const struct db_query people_query = {
	.name = "people",
	.where = "clinic.sql:18",
	.sqlite =
		"select p.id, p.name, v.id as visit_id, v.minutes, v.arrived_at, i.system, case_center.name as center "
		"from person p "
		"left join visit v on v.center_id = ?1 and v.person_id = p.id "
		"left join visit_item i on i.center_id = v.center_id and i.visit_id = v.id "
		"join center case_center on case_center.id = ?1 "
		"order by p.id",
	.postgres =
		"select p.id, p.name, v.id as visit_id, v.minutes, v.arrived_at, i.system, case_center.name as center "
		"from person p "
		"left join visit v on v.center_id = $1::bigint and v.person_id = p.id "
		"left join visit_item i on i.center_id = v.center_id and i.visit_id = v.id "
		"join center case_center on case_center.id = $1::bigint "
		"order by p.id",
	.in = people_in,
	.n_in = COUNT_OF(people_in),
	.out = people_out,
	.n_out = COUNT_OF(people_out),
	.row_size = sizeof(struct people_row),
	.writes = false,
	.slot = 2,
};

struct people_each {
	err (*fn)(void *arg, const struct people_row *row);
	void *arg;
};

/* db_each hands over rows without a type; the caller's function takes its own. */
static err people_step(void *arg, const void *row)
{
	const struct people_each *each = arg;

	return each->fn(each->arg, row);
}

err people(struct tx *tx, err (*fn)(void *arg, const struct people_row *row), void *arg)
{
	struct people_each each = {fn, arg};

	return db_each(tx, &people_query, NULL, people_step, &each);
}

static const struct db_field center_first_out[] = {
	{"any", DB_BOOL, false, DB_FROM_ARGS, offsetof(struct center_first_row, any), NULL},
};

const struct db_query center_first_query = {
	.name = "center_first",
	.where = "clinic.sql:28",
	.sqlite =
		"select min(id) is not null as any from center",
	.postgres =
		"select min(id) is not null as any from center",
	.out = center_first_out,
	.n_out = COUNT_OF(center_first_out),
	.row_size = sizeof(struct center_first_row),
	.writes = false,
	.slot = 3,
};

err center_first(struct tx *tx, struct center_first_row *out)
{
	return db_one(tx, &center_first_query, NULL, out);
}

static const struct db_field visit_add_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"id", DB_ID, false, DB_FROM_ARGS, offsetof(struct visit_add_args, id), NULL},
	{"person_id", DB_ID, false, DB_FROM_ARGS, offsetof(struct visit_add_args, person_id), NULL},
	{"day", DB_DATE, false, DB_FROM_ARGS, offsetof(struct visit_add_args, day), NULL},
	{"now", DB_INSTANT, false, DB_FROM_NOW, 0, NULL},
	{"minutes", DB_INT, true, DB_FROM_ARGS, offsetof(struct visit_add_args, minutes), NULL},
	{"fee", DB_CENTS, false, DB_FROM_ARGS, offsetof(struct visit_add_args, fee), NULL},
	{"paid", DB_BOOL, false, DB_FROM_ARGS, offsetof(struct visit_add_args, paid), NULL},
	{"note", DB_TEXT, true, DB_FROM_ARGS, offsetof(struct visit_add_args, note), NULL},
};

const struct db_query visit_add_query = {
	.name = "visit_add",
	.where = "clinic.sql:32",
	.sqlite =
		"insert into visit (center_id, id, person_id, day, arrived_at, minutes, fee, paid, note) "
		"values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
		"on conflict (center_id, id) do update set note = excluded.note, version = visit.version + 1",
	.postgres =
		"insert into visit (center_id, id, person_id, day, arrived_at, minutes, fee, paid, note) "
		"values ($1::bigint, $2::bigint, $3::bigint, $4::text, $5::bigint, $6::bigint, $7::bigint, $8::boolean, $9::text) "
		"on conflict (center_id, id) do update set note = excluded.note, version = visit.version + 1",
	.in = visit_add_in,
	.n_in = COUNT_OF(visit_add_in),
	.writes = true,
	.slot = 4,
};

err visit_add_with(struct wtx *w, int64_t *changed, const struct visit_add_args *args)
{
	return db_run(w, &visit_add_query, args, changed);
}

static const struct db_field visit_items_copy_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"visit_id", DB_ID, false, DB_FROM_ARGS, offsetof(struct visit_items_copy_args, visit_id), NULL},
	{"from_visit", DB_ID, false, DB_FROM_ARGS, offsetof(struct visit_items_copy_args, from_visit), NULL},
};

static const struct db_field visit_items_copy_out[] = {
	{"system", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct visit_items_copy_row, system_), NULL},
	{"price_id", DB_ID, true, DB_FROM_ARGS, offsetof(struct visit_items_copy_row, price_id), NULL},
};

const struct db_query visit_items_copy_query = {
	.name = "visit_items_copy",
	.where = "clinic.sql:37",
	.sqlite =
		"insert into visit_item (center_id, visit_id, system, price_id) "
		"select ?1, ?2, i.system, i.price_id from visit_item i where i.center_id = ?1 and i.visit_id = ?3 "
		"on conflict do nothing "
		"returning system, price_id",
	.postgres =
		"insert into visit_item (center_id, visit_id, system, price_id) "
		"select $1::bigint, $2::bigint, i.system, i.price_id from visit_item i where i.center_id = $1::bigint and i.visit_id = $3::bigint "
		"on conflict do nothing "
		"returning system, price_id",
	.in = visit_items_copy_in,
	.n_in = COUNT_OF(visit_items_copy_in),
	.out = visit_items_copy_out,
	.n_out = COUNT_OF(visit_items_copy_out),
	.row_size = sizeof(struct visit_items_copy_row),
	.writes = true,
	.slot = 5,
};

err visit_items_copy_with(struct wtx *w, struct visit_items_copy_rows *out, const struct visit_items_copy_args *args)
{
	void *rows = NULL;
	err e = db_many(wtx_read(w), &visit_items_copy_query, args, &rows, &out->n);

	out->v = rows;
	return e;
}

static const struct db_field visit_pay_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"id", DB_ID, false, DB_FROM_ARGS, offsetof(struct visit_pay_args, id), NULL},
	{"version", DB_INT, false, DB_FROM_ARGS, offsetof(struct visit_pay_args, version), NULL},
};

static const struct db_field visit_pay_out[] = {
	{"version", DB_INT, false, DB_FROM_ARGS, offsetof(struct visit_pay_row, version), NULL},
	{"next", DB_DATE, true, DB_FROM_ARGS, offsetof(struct visit_pay_row, next), NULL},
};

const struct db_query visit_pay_query = {
	.name = "visit_pay",
	.where = "clinic.sql:44",
	.sqlite =
		"update visit set paid = true, version = version + 1 "
		"where center_id = ?1 and id = ?2 and version = ?3 and not paid "
		"returning version, follow_up_on as next",
	.postgres =
		"update visit set paid = true, version = version + 1 "
		"where center_id = $1::bigint and id = $2::bigint and version = $3::bigint and not paid "
		"returning version, follow_up_on as next",
	.in = visit_pay_in,
	.n_in = COUNT_OF(visit_pay_in),
	.out = visit_pay_out,
	.n_out = COUNT_OF(visit_pay_out),
	.row_size = sizeof(struct visit_pay_row),
	.writes = true,
	.slot = 6,
};

err visit_pay_with(struct wtx *w, struct visit_pay_row *out, const struct visit_pay_args *args)
{
	return db_one(wtx_read(w), &visit_pay_query, args, out);
}

static const struct db_field person_items_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"day", DB_DATE, false, DB_FROM_ARGS, offsetof(struct person_items_args, day), NULL},
};

static const struct db_field person_items_out[] = {
	{"who", DB_ID, false, DB_FROM_ARGS, offsetof(struct person_items_row, who), NULL},
	{"system", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct person_items_row, system_), NULL},
	{"born_on", DB_DATE, true, DB_FROM_ARGS, offsetof(struct person_items_row, born_on), NULL},
	{"since", DB_DATE, true, DB_FROM_ARGS, offsetof(struct person_items_row, since), NULL},
};

const struct db_query person_items_query = {
	.name = "person_items",
	.where = "clinic.sql:49",
	.sqlite =
		"with recent(who, visit) as ( "
		"select v.person_id, v.id from visit v where v.center_id = ?1 and v.day >= ?2 "
		"union all "
		"select w.person_id, w.id from visit w where w.center_id = ?1 and w.follow_up_on >= ?2 "
		") "
		"select r.who, i.system, d.born_on, (select max(x.day) from visit x where x.center_id = ?1 and x.person_id = r.who) as since "
		"from recent r "
		"join visit_item i on i.center_id = ?1 and i.visit_id = r.visit "
		"join (select p.id, p.born_on from person p where p.name is distinct from '') d on d.id = r.who "
		"where exists (select 1 from visit z where z.center_id = i.center_id and z.id = i.visit_id) or r.who is null "
		"order by i.system limit 20",
	.postgres =
		"with recent(who, visit) as ( "
		"select v.person_id, v.id from visit v where v.center_id = $1::bigint and v.day >= $2::text "
		"union all "
		"select w.person_id, w.id from visit w where w.center_id = $1::bigint and w.follow_up_on >= $2::text "
		") "
		"select r.who, i.system, d.born_on, (select max(x.day) from visit x where x.center_id = $1::bigint and x.person_id = r.who) as since "
		"from recent r "
		"join visit_item i on i.center_id = $1::bigint and i.visit_id = r.visit "
		"join (select p.id, p.born_on from person p where p.name is distinct from '') d on d.id = r.who "
		"where exists (select 1 from visit z where z.center_id = i.center_id and z.id = i.visit_id) or r.who is null "
		"order by i.system limit 20",
	.in = person_items_in,
	.n_in = COUNT_OF(person_items_in),
	.out = person_items_out,
	.n_out = COUNT_OF(person_items_out),
	.row_size = sizeof(struct person_items_row),
	.writes = false,
	.slot = 7,
};

err person_items_with(struct tx *tx, struct person_items_rows *out, const struct person_items_args *args)
{
	void *rows = NULL;
	err e = db_many(tx, &person_items_query, args, &rows, &out->n);

	out->v = rows;
	return e;
}

static const struct db_field busiest_out[] = {
	{"center_id", DB_ID, false, DB_FROM_ARGS, offsetof(struct busiest_row, center_id), NULL},
	{"n", DB_INT, false, DB_FROM_ARGS, offsetof(struct busiest_row, n), NULL},
};

const struct db_query busiest_query = {
	.name = "busiest",
	.where = "clinic.sql:63",
	.sqlite =
		"select v.center_id, count(*) as n from visit v group by v.center_id order by n desc limit 20",
	.postgres =
		"select v.center_id, count(*) as n from visit v group by v.center_id order by n desc limit 20",
	.out = busiest_out,
	.n_out = COUNT_OF(busiest_out),
	.row_size = sizeof(struct busiest_row),
	.writes = false,
	.slot = 8,
};

err busiest(struct tx *tx, struct busiest_rows *out)
{
	void *rows = NULL;
	err e = db_many(tx, &busiest_query, NULL, &rows, &out->n);

	out->v = rows;
	return e;
}

static const struct db_field visits_settle_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"before", DB_DATE, false, DB_FROM_ARGS, offsetof(struct visits_settle_args, before), NULL},
};

const struct db_query visits_settle_query = {
	.name = "visits_settle",
	.where = "clinic.sql:68",
	.sqlite =
		"with due as (select v.id from visit v where v.center_id = ?1 and v.day < ?2 and not v.paid) "
		"update visit set paid = true, note = coalesce(visit.note, 'settled \"late\" \\ by hand') "
		"where visit.center_id = ?1 and visit.id in (select d.id from due d)",
	.postgres =
		"with due as (select v.id from visit v where v.center_id = $1::bigint and v.day < $2::text and not v.paid) "
		"update visit set paid = true, note = coalesce(visit.note, 'settled \"late\" \\ by hand') "
		"where visit.center_id = $1::bigint and visit.id in (select d.id from due d)",
	.in = visits_settle_in,
	.n_in = COUNT_OF(visits_settle_in),
	.writes = true,
	.slot = 9,
};

err visits_settle_with(struct wtx *w, int64_t *changed, const struct visits_settle_args *args)
{
	return db_run(w, &visits_settle_query, args, changed);
}

static const struct db_field visits_ranked_in[] = {
	{"center", DB_ID, false, DB_FROM_CENTER, 0, NULL},
	{"name", DB_TEXT, false, DB_FROM_ARGS, offsetof(struct visits_ranked_args, name), NULL},
};

static const struct db_field visits_ranked_out[] = {
	{"id", DB_ID, false, DB_FROM_ARGS, offsetof(struct visits_ranked_row, id), NULL},
	{"place", DB_INT, false, DB_FROM_ARGS, offsetof(struct visits_ranked_row, place), NULL},
	{"paid_fee", DB_CENTS, false, DB_FROM_ARGS, offsetof(struct visits_ranked_row, paid_fee), NULL},
};

const struct db_query visits_ranked_query = {
	.name = "visits_ranked",
	.where = "clinic.sql:74",
	.sqlite =
		"select v.id, row_number() over (partition by v.person_id order by v.minutes) as place, "
		"coalesce(sum(v.fee) filter (where v.paid) over (), 0) as paid_fee "
		"from visit v, person p "
		"where v.center_id = ?1 and p.id = v.person_id and p.name = ?2 and v.follow_up_on is not null "
		"order by v.minutes desc nulls last, v.follow_up_on limit 20",
	.postgres =
		"select v.id, row_number() over (partition by v.person_id order by v.minutes) as place, "
		"coalesce(sum(v.fee) filter (where v.paid) over (), 0) as paid_fee "
		"from visit v, person p "
		"where v.center_id = $1::bigint and p.id = v.person_id and p.name = $2::text and v.follow_up_on is not null "
		"order by v.minutes desc nulls last, v.follow_up_on limit 20",
	.in = visits_ranked_in,
	.n_in = COUNT_OF(visits_ranked_in),
	.out = visits_ranked_out,
	.n_out = COUNT_OF(visits_ranked_out),
	.row_size = sizeof(struct visits_ranked_row),
	.writes = false,
	.slot = 10,
};

err visits_ranked_with(struct tx *tx, struct visits_ranked_rows *out, const struct visits_ranked_args *args)
{
	void *rows = NULL;
	err e = db_many(tx, &visits_ranked_query, args, &rows, &out->n);

	out->v = rows;
	return e;
}

static const struct db_field days_from_out[] = {
	{"n", DB_INT, false, DB_FROM_ARGS, offsetof(struct days_from_row, n), NULL},
};

const struct db_query days_from_query = {
	.name = "days_from",
	.where = "clinic.sql:82",
	.sqlite =
		"with recursive step(n) as (values (1) union all select s.n + 1 from step s where s.n < 7) "
		"select n from step limit 7",
	.postgres =
		"with recursive step(n) as (values (1) union all select s.n + 1 from step s where s.n < 7) "
		"select n from step limit 7",
	.out = days_from_out,
	.n_out = COUNT_OF(days_from_out),
	.row_size = sizeof(struct days_from_row),
	.writes = false,
	.slot = 11,
};

err days_from(struct tx *tx, struct days_from_rows *out)
{
	void *rows = NULL;
	err e = db_many(tx, &days_from_query, NULL, &rows, &out->n);

	out->v = rows;
	return e;
}
