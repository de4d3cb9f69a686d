/* structure_view.c - see structure_view.h. */
#include "care/center/structure_view.h"

err form_refused(struct ctx *c, err e)
{
	if (e == ERR_CONFLICT && !c->problems)
		(void)problem(c, NULL, "%.*s", STR_ARG(c->fail_text));
	return e == ERR_INVALID || e == ERR_CONFLICT ? OK : e;
}

int64_t form_version(struct ctx *c)
{
	int64_t v;

	return str_to_int(form_raw(c, "version"), &v) ? v : 0;
}

str notice(struct ctx *c, str name, const char *what)
{
	return str_format(c->arena, "%.*s %s", STR_ARG(name), what);
}

void csv_page_begin(struct ctx *c, struct csv_page *p)
{
	sink_buf(&p->out, c->out);
	csv_init(&p->w, &p->out, CSV_SAFE);
}

void csv_yes_no(struct csv *w, bool yes)
{
	csv_str(w, yes ? STR("yes") : STR("no"));
}

void csv_opt(struct csv *w, struct opt_int v)
{
	if (v.set)
		csv_int(w, v.v);
	else
		csv_str(w, STR_NONE);
}

err csv_page_send(struct ctx *c, struct csv_page *p, const char *filename)
{
	TRY(csv_end(&p->w));
	return send_file(c, "text/csv; charset=utf-8", filename);
}

/* "New York (America/New_York)" */
static str zone_label(struct ctx *c, const char *name)
{
	const char *last = strrchr(name, '/');
	str place = str_copy(c->arena, str_of(last ? last + 1 : name));
	char *p = (char *)place.p;

	for (size_t i = 0; i < place.n; i++)
		if (p[i] == '_')
			p[i] = ' ';
	return str_format(c->arena, "%.*s (%s)", STR_ARG(place), name);
}

struct form_choices zone_form_choices(struct ctx *c, str now)
{
	size_t n;
	const char *const *names = zone_choices(&n);
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, n + 1);
	bool listed = !now.n;

	for (size_t i = 0; i < n; i++) {
		v[i] = (struct form_choice){.value = str_of(names[i]), .label = zone_label(c, names[i])};
		listed |= str_eq(v[i].value, now);
	}
	if (!listed)
		v[n++] = (struct form_choice){.value = now, .label = zone_label(c, str_z(c->arena, now))};
	return (struct form_choices){v, n};
}
