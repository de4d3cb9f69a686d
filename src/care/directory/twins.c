/* twins.c - which rows are about the same place. */
#include "care/directory/listing.h"
#include "care/directory/text.h"

void twin_of(struct arena *a, str name1, str street1, str zip, str phone, struct twin *out)
{
	out->name = text_key(a, name1);
	out->address = str_format(a, "%.*s %.*s", STR_ARG(zip), STR_ARG(text_street(a, street1)));
	out->phone = text_phone(a, phone);
}

static int by_address(const void *x, const void *y)
{
	const struct twin *a = *(struct twin *const *)x, *b = *(struct twin *const *)y;
	int order = str_cmp(a->address, b->address);

	if (order)
		return order;
	if (a->own_id != b->own_id)
		return a->own_id < b->own_id ? -1 : 1;
	if (a->list != b->list)
		return a->list < b->list ? -1 : 1;
	return (int)a->source - (int)b->source;
}

static bool same_column(const struct twin *a, const struct twin *b)
{
	return a->source == b->source && a->list == b->list;
}

typedef bool same_fn(const struct twin *a, const struct twin *b);

static bool same_name(const struct twin *a, const struct twin *b)
{
	return str_eq(a->name, b->name);
}

static bool same_phone(const struct twin *a, const struct twin *b)
{
	return a->phone.p && b->phone.p && str_eq(a->phone, b->phone);
}

/* No other row of t's own list at this address says the same. */
static bool alone(struct twin **v, size_t n, const struct twin *t, same_fn *same)
{
	for (size_t i = 0; i < n; i++)
		if (v[i]->own_id != t->own_id && same_column(v[i], t) && same(v[i], t))
			return false;
	return true;
}

static bool twins(struct twin **v, size_t n, const struct twin *a, const struct twin *b)
{
	static same_fn *const ways[] = {same_name, same_phone};

	if (a->own_id == b->own_id)
		return true;
	if (same_column(a, b))
		return false;
	for (size_t i = 0; i < COUNT_OF(ways); i++)
		if (ways[i](a, b) && alone(v, n, a, ways[i]) && alone(v, n, b, ways[i]))
			return true;
	return false;
}

/* Groups within one address: facility_id serves as the number of the group until it is named. */
static void join_address(struct twin **v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[i]->facility_id = (int64_t)i;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (v[i]->facility_id != v[k]->facility_id && twins(v, n, v[i], v[k]))
				for (size_t all = 0, gone = (size_t)v[k]->facility_id; all < n; all++)
					if (v[all]->facility_id == (int64_t)gone)
						v[all]->facility_id = v[i]->facility_id;
}

static bool names_better(const struct twin *a, const struct twin *b)
{
	bool su = a->list == DIRECTORY_SUBSTANCE_USE, other = b->list == DIRECTORY_SUBSTANCE_USE;

	return su != other ? su : a->own_id < b->own_id;
}

static void name_groups(struct arena *a, struct twin **v, size_t n)
{
	int64_t *names = ARENA_NEW_ARRAY(a, int64_t, n);

	for (size_t i = 0; i < n; i++) {
		const struct twin *best = v[i];

		for (size_t k = 0; k < n; k++)
			if (v[k]->facility_id == v[i]->facility_id && names_better(v[k], best))
				best = v[k];
		names[i] = best->own_id;
	}
	for (size_t i = 0; i < n; i++)
		v[i]->facility_id = names[i];
}

#define AT_ONE_ADDRESS 200 /* more are compared by their ids alone */

void twins_join(struct arena *a, struct twin *v, size_t n)
{
	struct twin **order = ARENA_NEW_ARRAY(a, struct twin *, n);

	for (size_t i = 0; i < n; i++) {
		order[i] = &v[i];
		v[i].facility_id = v[i].own_id;
	}
	if (n)
		qsort(order, n, sizeof(*order), by_address);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && str_eq(order[end]->address, order[i]->address);)
			end++;
		if (end - i > 1 && end - i <= AT_ONE_ADDRESS) {
			join_address(order + i, end - i);
			name_groups(a, order + i, end - i);
		}
	}
}
