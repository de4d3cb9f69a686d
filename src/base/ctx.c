/* ctx.c - the failure side of a request. */
#include "base/ctx.h"

void ctx_init(struct ctx *c, struct arena *a, instant now)
{
	*c = (struct ctx){.arena = a, .now = now, .zone = zone_find(STR("UTC"))};
	c->problems_end = &c->problems;
}

err ctx_fail(struct ctx *c, err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	c->fail_text = str_format_v(c->arena, fmt, ap);
	va_end(ap);
	return e;
}

err problem(struct ctx *c, const char *field, const char *fmt, ...)
{
	struct problem *p = ARENA_NEW(c->arena, struct problem);
	va_list ap;

	va_start(ap, fmt);
	p->text = str_format_v(c->arena, fmt, ap);
	va_end(ap);
	p->field = str_copy(c->arena, str_of(field));
	*c->problems_end = p;
	c->problems_end = &p->next;
	return ERR_INVALID;
}

str problem_of(const struct ctx *c, const char *field)
{
	for (const struct problem *p = c->problems; p; p = p->next)
		if (str_is(p->field, field))
			return p->text;
	return STR_NONE;
}

err problems_end(struct ctx *c)
{
	return c->problems ? ERR_INVALID : OK;
}

void problems_clear(struct ctx *c)
{
	c->problems = NULL;
	c->problems_end = &c->problems;
}

void ctx_return_to(struct ctx *c, struct arena *before)
{
	c->arena = before;
	c->fail_text = str_copy(before, c->fail_text);
	for (struct problem **at = &c->problems; *at; at = &(*at)->next) {
		struct problem *p = ARENA_NEW(before, struct problem);

		*p = (struct problem){(*at)->next, str_copy(before, (*at)->field), str_copy(before, (*at)->text)};
		*at = p;
		c->problems_end = &p->next;
	}
}
