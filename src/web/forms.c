/* forms.c - what the fields of forms.html show. */
#include "web/forms.h"

#include <inttypes.h>

str form_shown(struct ctx *c, const struct field_view *f)
{
	return form_has(c, f->name) ? form_raw(c, f->name) : f->value;
}

static bool form_listed(struct ctx *c, const char *name, str value)
{
	str sent;

	for (size_t i = 0; (sent = form_nth(c, name, i)).p; i++)
		if (str_eq(sent, value))
			return true;
	return false;
}

/* A box without a tick is not sent at all: once the form was, missing means no. */
bool form_ticked(struct ctx *c, const struct field_view *f, size_t choice)
{
	bool sent = request_method(c) == METHOD_POST;

	if (!f->choices.n)
		return sent ? form_has(c, f->name) : f->checked;
	return sent ? form_listed(c, f->name, f->choices.v[choice].value) : f->choices.v[choice].chosen;
}

bool form_noted(struct ctx *c, const struct field_view *f)
{
	return f->hint || problem_of(c, f->name).p;
}

struct label form_item_id(const struct field_view *f, size_t choice)
{
	return choice ? label_format("%s-%zu", f->name, choice + 1) : label_format("%s", f->name);
}

str value_date(struct ctx *c, date d)
{
	return date_none(d) ? STR_NONE : str_copy(c->arena, str_of(date_show(d).s));
}

str value_minute(struct ctx *c, int minute)
{
	return minute < 0 ? STR_NONE : str_copy(c->arena, str_of(minute_show(minute).s));
}

str value_int(struct ctx *c, int64_t v)
{
	return str_format(c->arena, "%" PRId64, v);
}

str value_opt(struct ctx *c, struct opt_int v)
{
	return v.set ? value_int(c, v.v) : STR_NONE;
}

str value_id(struct ctx *c, int64_t id)
{
	return id ? str_copy(c->arena, str_of(id_show(id).s)) : STR_NONE;
}

struct form_choices choices_of(struct ctx *c, const struct code_table *t)
{
	struct form_choice *v = arena_alloc(c->arena, t->n * sizeof(*v));

	for (size_t i = 1; i < t->n; i++)
		v[i - 1] = (struct form_choice){.value = code_of(t, (int)i), .label = code_label(t, (int)i)};
	return (struct form_choices){v, t->n - 1};
}
