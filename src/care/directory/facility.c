/* facility.c - everything the lists say about a facility. */
#include "care/directory/codes.h"
#include "care/directory/index.h"
#include "directory.sql.h"

/* ---- editions --------------------------------------------------------------------------------------------------------------- */

static str edition_name(struct ctx *c, enum directory_source source, str edition)
{
	return str_format(c->arena, "%.*s %.*s", STR_ARG(directory_words()->source_names[source]), STR_ARG(edition));
}

err directory_editions(struct tx *tx, struct directory_editions *out)
{
	struct ctx *c = tx_ctx(tx);
	struct directory_edition_list_rows rows;
	struct directory_count_row count;
	struct directory_edition *v;

	TRY(directory_edition_list(tx, &rows));
	TRY(directory_count(tx, &count));
	v = ARENA_NEW_ARRAY(c->arena, struct directory_edition, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct directory_edition_list_row *r = &rows.v[i];

		v[i] = (struct directory_edition){.source = r->source,
			.name = str_format(c->arena, "%.*s, edition %.*s",
				STR_ARG(code_label(&directory_source_codes, (int)r->source)), STR_ARG(r->edition)),
			.edition = r->edition,
			.files = r->files,
			.imported_at = r->imported_at,
			.rows_read = r->rows_read,
			.taken = r->taken,
			.refused = r->refused,
			.facilities = r->facilities};
	}
	*out = (struct directory_editions){v, rows.n, count.facilities};
	return OK;
}

/* ---- services ------------------------------------------------------------------------------------------------------------------ */

struct gathering {
	struct ctx *c;
	const struct directory_index *codes;
	bool *has; /* by place in the code sheets */
	struct texts_list {
		str *v;
		size_t n, room;
	} unexplained;
};

static void gather(struct gathering *g, enum directory_list list, str codes)
{
	while (codes.p) {
		str code = str_cut(codes, '\n', &codes);
		size_t at = index_code(g->codes, list, code);

		if (str_empty(code))
			continue;
		if (at < g->codes->n_codes)
			g->has[at] = true;
		else if (g->unexplained.n < g->unexplained.room)
			g->unexplained.v[g->unexplained.n++] = code;
	}
}

static struct directory_category *category_of(
	struct directory_facility *f, struct directory_category *all, str code, str name)
{
	for (size_t i = 0; i < f->n_services; i++)
		if (str_eq(all[i].code, code))
			return &all[i];
	all[f->n_services] = (struct directory_category){.code = code, .name = name};
	return &all[f->n_services++];
}

/* Most categories hold a few services, so each grows by doubling. */
static void add_service(struct arena *a, struct directory_category *to, str code, str name, str description)
{
	struct directory_service *v = (struct directory_service *)(uintptr_t)to->v;

	for (size_t i = 0; i < to->n; i++)
		if (str_eq(v[i].name, name))
			return;               /* both lists say it */
	if (!(to->n & (to->n - 1))) { /* full: 0, 1, 2, 4, 8 ... */
		v = ARENA_NEW_ARRAY(a, struct directory_service, to->n ? 2 * to->n : 1);
		if (to->n)
			memcpy(v, to->v, to->n * sizeof(*v));
		to->v = v;
	}
	v[to->n++] = (struct directory_service){code, name, description};
}

static void show_services(struct gathering *g, struct directory_facility *f)
{
	struct arena *a = g->c->arena;
	size_t room = g->unexplained.n;
	struct directory_category *all;

	for (size_t i = 0; i < g->codes->n_codes; i++)
		room += g->has[i];
	all = ARENA_NEW_ARRAY(a, struct directory_category, room);
	for (size_t i = 0; i < g->codes->n_codes; i++) {
		const struct index_code *r = &g->codes->codes[i];

		if (g->has[i])
			add_service(a, category_of(f, all, r->category, r->category_name), r->code, r->name, r->description);
	}
	for (size_t i = 0; i < g->unexplained.n; i++) {
		str code = g->unexplained.v[i], name, category = str_cut(code, ':', &name);

		if (name.p)
			add_service(a, category_of(f, all, category, STR("Other")), code, name, STR_NONE);
		else
			add_service(a, category_of(f, all, STR(""), STR("Other")), code, code, STR_NONE);
	}
	f->services = all;
}

/* ---- a facility from its rows -------------------------------------------------------------------------------------------------- */

static void add_meanings(struct directory_facility *f, uint32_t *rules, enum directory_list list, str codes)
{
	while (codes.p) {
		const struct directory_meaning *is = directory_meaning(list, str_cut(codes, '\n', &codes));

		if (!is)
			continue;
		f->options.bits[0] |= is->options.bits[0];
		f->options.bits[1] |= is->options.bits[1];
		*rules |= is->rules;
	}
}

static void add_number(struct directory_facility *f, str number)
{
	str *v = (str *)(uintptr_t)f->intake;

	if (str_empty(number) || (f->phone.p && str_eq(number, f->phone)) || f->n_intake == 12)
		return;
	for (size_t i = 0; i < f->n_intake; i++)
		if (str_eq(v[i], number))
			return;
	v[f->n_intake++] = number;
}

static void add_numbers(struct directory_facility *f, const struct directory_rows_row *r)
{
	str rest = r->intake;

	add_number(f, r->phone);
	while (rest.p)
		add_number(f, str_cut(rest, '\n', &rest));
}

static void add_place(struct directory_facility *f, const struct directory_rows_row *r)
{
	if (!r->place || (f->place && f->place <= r->place))
		return;
	f->place = r->place;
	f->latitude = (double)r->latitude.v / MICRO;
	f->longitude = (double)r->longitude.v / MICRO;
}

static void begin(struct ctx *c, struct directory_facility *f, const struct directory_rows_row *r, size_t rows)
{
	*f = (struct directory_facility){.id = r->facility_id,
		.name1 = r->name1,
		.name2 = r->name2,
		.street1 = r->street1,
		.street2 = r->street2,
		.city = r->city,
		.state = r->state,
		.zip = r->zip,
		.phone = r->phone};
	f->intake = ARENA_NEW_ARRAY(c->arena, str, 12);
	f->origins = ARENA_NEW_ARRAY(c->arena, struct directory_origin, rows);
}

/* r[0 .. n-1] are the rows of one facility, the newest first. */
static void build(struct ctx *c, const struct directory_index *codes, const struct directory_rows_row *r, size_t n,
	struct directory_facility *f)
{
	struct gathering g = {.c = c, .codes = codes, .has = ARENA_NEW_ARRAY(c->arena, bool, codes->n_codes)};
	struct directory_origin *origins;
	bool lists[4] = {0};
	uint32_t rules = 0;

	g.unexplained = (struct texts_list){ARENA_NEW_ARRAY(c->arena, str, 200), 0, 200};
	begin(c, f, r, n);
	origins = (struct directory_origin *)(uintptr_t)f->origins;
	for (size_t i = 0; i < n; i++) {
		if (!f->phone.p)
			f->phone = r[i].phone;
		if (!f->website.p)
			f->website = r[i].website;
		add_numbers(f, &r[i]);
		add_place(f, &r[i]);
		origins[f->n_origins++] = (struct directory_origin){.source = r[i].source,
			.list = r[i].list,
			.edition = r[i].edition,
			.name = edition_name(c, r[i].source, r[i].edition),
			.imported_at = r[i].imported_at};
		if (lists[r[i].list] || str_empty(r[i].codes))
			continue; /* a newer edition says it */
		lists[r[i].list] = true;
		add_meanings(f, &rules, r[i].list, r[i].codes);
		gather(&g, r[i].list, r[i].codes);
	}
	f->types = directory_types(rules);
	show_services(&g, f);
}

err directory_load(struct tx *tx, const facility_id *ids, size_t n, struct directory_facilities *out)
{
	struct ctx *c = tx_ctx(tx);
	const struct directory_index *codes;
	struct directory_rows_rows rows;
	facility_id id[DIRECTORY_PAGE_MOST] = {{0}};

	*out = (struct directory_facilities){0};
	if (!n)
		return OK;
	assert(n <= DIRECTORY_PAGE_MOST);
	memcpy(id, ids, n * sizeof(*ids));
	TRY(directory_rows(tx, &rows, id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9], id[10], id[11],
		id[12], id[13], id[14], id[15], id[16], id[17], id[18], id[19]));
	TRY(index_codes_of(tx, &codes));
	out->v = ARENA_NEW_ARRAY(c->arena, struct directory_facility, n);
	for (size_t i = 0; i < n; i++)
		for (size_t from = 0, to; from < rows.n; from = to) {
			for (to = from + 1; to < rows.n && rows.v[to].facility_id.v == rows.v[from].facility_id.v;)
				to++;
			if (rows.v[from].facility_id.v == ids[i].v)
				build(c, codes, &rows.v[from], to - from, &out->v[out->n++]);
		}
	return OK;
}

err directory_find(struct tx *tx, facility_id id, struct directory_facility *out)
{
	struct directory_facilities found;
	struct directory_same_row same;
	err e;

	TRY(directory_load(tx, &id, 1, &found));
	if (!found.n) {
		e = directory_same(tx, &same, .own_id = id);
		TRY(e);
		TRY(directory_load(tx, &same.facility_id, 1, &found));
	}
	if (!found.n)
		return ERR_NOT_FOUND;
	*out = found.v[0];
	return OK;
}

/* ---- questions ------------------------------------------------------------------------------------------------------------------- */

static bool in(struct texts list, str one)
{
	for (size_t i = 0; i < list.n; i++)
		if (str_eq(list.v[i], one))
			return true;
	return false;
}

struct texts directory_answer(struct ctx *c, const struct directory_facility *f, const struct directory_question *q)
{
	size_t room = 0, n = 0;
	str *v;

	for (size_t i = 0; i < f->n_services; i++)
		room += f->services[i].n;
	v = ARENA_NEW_ARRAY(c->arena, str, room);
	for (size_t i = 0; i < f->n_services; i++)
		for (size_t k = 0; k < f->services[i].n; k++)
			if (in(q->categories, f->services[i].code) || in(q->codes, f->services[i].v[k].code))
				if (!in((struct texts){v, n}, f->services[i].v[k].name))
					v[n++] = f->services[i].v[k].name;
	return (struct texts){v, n};
}
