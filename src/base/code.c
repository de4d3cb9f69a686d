/* code.c - look-ups in an enumeration's table; tables are short, a scan is the fastest search. */
#include "base/code.h"

int code_find(const struct code_table *t, str code)
{
	for (size_t i = 1; i < t->n; i++)
		if (str_is(code, t->names[i].code))
			return (int)i;
	return 0;
}

static const struct code_name *name_of(const struct code_table *t, int value)
{
	return &t->names[value > 0 && (size_t)value < t->n ? value : 0];
}

str code_of(const struct code_table *t, int value)
{
	return str_of(name_of(t, value)->code);
}

str code_label(const struct code_table *t, int value)
{
	return str_of(name_of(t, value)->label);
}
