/* form_fill_view.c - what the parts of form_fill.html show, and what comes back from them. */
#include "care/form/form_fill_view.h"

#include "base/stream.h"
#include "web/show.h"

#define RADIOS_MOST 10 /* more answers than that are a list to choose from */

/* ---- fields --------------------------------------------------------------------------------------------------------- */

static struct form_choices choices_for(struct ctx *c, const struct replies *r, size_t item)
{
	const struct form_item *it = &r->q->items[item];
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, it->n_options);

	for (size_t i = 0; i < it->n_options; i++) {
		v[i] = (struct form_choice){.value = it->options[i].value, .label = it->options[i].label};
		for (size_t k = 0; k < r->of[item].n; k++)
			v[i].chosen |= str_eq(r->of[item].v[k], v[i].value);
	}
	return (struct form_choices){v, it->n_options};
}

static struct form_choices yes_no(void)
{
	static const struct form_choice v[] = {
		{.value = {"true", 4}, .label = {"Yes", 3}}, {.value = {"false", 5}, .label = {"No", 2}}};

	return (struct form_choices){v, COUNT_OF(v)};
}

struct field_view form_field_view(struct ctx *c, const struct replies *r, size_t item)
{
	const struct form_item *it = &r->q->items[item];
	struct field_view f = {.name = reply_field(c->arena, item),
		.label = str_z(c->arena, it->text),
		.optional = !it->required,
		.hint = it->help.p ? str_z(c->arena, it->help) : NULL,
		.value = r->of[item].n ? r->of[item].v[0] : STR_NONE};

	if (it->type == ITEM_CHOICE)
		f.choices = choices_for(c, r, item);
	else if (it->type == ITEM_BOOLEAN)
		f.choices = yes_no();
	if (it->type == ITEM_CHOICE && !it->repeats && it->n_options > RADIOS_MOST)
		f.blank = "Choose";
	if (it->type == ITEM_INTEGER || it->type == ITEM_DECIMAL)
		f.width = 5;
	return f;
}

/* A condition as form.js reads it; one that looks at another page is decided here. */
static void write_condition(struct json *j, struct ctx *c, const struct form_fill *f, const struct form_condition *w)
{
	const struct form_item *it = &f->r->q->items[w->item];

	if (w->item < f->first || w->item >= f->end) {
		json_bool(j, replies_hold(f->r, w));
		return;
	}
	json_array(j);
	json_str(j, str_of(reply_field(c->arena, w->item)));
	json_str(j, code_of(&item_operator_codes, (int)w->op));
	json_str(j, w->value);
	json_str(j, it->type == ITEM_INTEGER || it->type == ITEM_DECIMAL ? STR("n") : STR(""));
	json_array_end(j);
}

str form_conditions(struct ctx *c, const struct form_fill *f, const struct form_item *it)
{
	struct buf b;
	struct sink s;
	struct json j;
	str out;

	buf_init(&b, 64 * 1024);
	sink_buf(&s, &b);
	json_init(&j, &s);
	json_array(&j);
	for (size_t i = 0; i < it->n_when; i++)
		write_condition(&j, c, f, &it->when[i]);
	json_array_end(&j);
	out = json_end(&j) == OK ? str_copy(c->arena, buf_view(&b)) : STR("[]");
	buf_free(&b);
	return out;
}

/* ---- what was sent -------------------------------------------------------------------------------------------------- */

static struct texts sent(struct ctx *c, const char *name)
{
	struct texts out = {0};
	size_t n = 0;
	str *v;

	while (form_nth(c, name, n).p)
		n++;
	v = ARENA_NEW_ARRAY(c->arena, str, n);
	for (size_t i = 0; i < n; i++)
		v[i] = form_nth(c, name, i);
	out = (struct texts){v, n};
	return out;
}

/* A field that is hidden may hold what was typed before it was; whatever it is, it is no mistake. */
static void take(struct ctx *c, struct replies *r, size_t item)
{
	replies_settle_one(r, item);
	if (r->asked[item] && item_is_question(&r->q->items[item]))
		replies_put(c, r, item, sent(c, reply_field(c->arena, item)));
}

bool form_fill_read(struct ctx *c, struct replies *r, size_t first, size_t end)
{
	bool *before = ARENA_NEW_ARRAY(c->arena, bool, r->q->n);
	bool grew = false;

	memcpy(before, r->asked, r->q->n * sizeof(*before));
	for (size_t i = first; i < end; i++)
		take(c, r, i);
	replies_settle(r);
	for (size_t i = first; i < end; i++)
		grew |= r->asked[i] && !before[i];
	return grew && str_empty(form_raw(c, "live"));
}

/* ---- looking over --------------------------------------------------------------------------------------------------- */

str form_shown_answer(struct ctx *c, const struct form_item *it, str value)
{
	const struct form_option *o = item_option(it, value);
	date day;

	if (o)
		return o->label;
	if (it->type == ITEM_BOOLEAN)
		return str_is(value, "true") ? STR("Yes") : STR("No");
	if (it->type == ITEM_DATE && date_read(value, &day))
		return str_copy(c->arena, str_of(show_day_year(day).s));
	return value;
}

size_t form_part(const struct questionnaire *q, str link_id)
{
	size_t i = 0;

	while (i < q->n && !str_eq(q->items[i].link_id, link_id))
		i = q->items[i].end;
	return i;
}
