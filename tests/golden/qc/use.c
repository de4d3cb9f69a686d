/* use.c - the generated functions called as tools/README.md says. Compiled, never run. */
#include "clinic.sql.h"

static err see(void *arg, const struct people_row *row)
{
	size_t *n = arg;

	*n += row->minutes.set ? 1 : 0;
	return str_empty(row->system_) || row->visit_id.v ? OK : ERR_BUG;
}

err use_reads(struct tx *tx, person_id who, visit_id visit);
err use_reads(struct tx *tx, person_id who, visit_id visit)
{
	struct person_get_row person;
	struct minutes_by_month_rows months;
	struct center_first_row center;
	size_t n = 0;

	(void)visit;
	TRY(person_get(tx, &person, .id = who));
	TRY(minutes_by_month(tx, &months, .from_on = person.born_on, .to_on = {1}, .least = {true, 30}));
	TRY(center_first(tx, &center));
	TRY(people(tx, see, &n));
	return person.sex == SEX_OTHER && months.n && months.v[0].minutes ? OK : ERR_NOT_FOUND;
}

err use_writes(struct wtx *w, person_id who, visit_id visit);
err use_writes(struct wtx *w, person_id who, visit_id visit)
{
	struct visit_pay_row paid;
	struct visit_items_copy_rows items;
	int64_t changed;

	TRY(visit_add(w, &changed, .id = visit, .person_id = who, .fee = {4200}, .note = STR("first")));
	TRY(visit_pay(w, &paid, .id = visit, .version = 1));
	return visit_items_copy(w, &items, .visit_id = visit, .from_visit = visit);
}
