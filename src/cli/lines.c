/* lines.c - tables on standard output. */
#include "cli/lines.h"

void lines_begin(struct lines *l, const char *const *columns, bool csv)
{
	*l = (struct lines){.columns = columns, .csv = csv};
	sink_file(&l->out, stdout);
	csv_init(&l->w, &l->out, CSV_SAFE);
	json_init(&l->j, &l->out);
	l->j.lines = true;
	if (!csv)
		return;
	for (size_t i = 0; columns[i]; i++)
		csv_str(&l->w, str_of(columns[i]));
	csv_row_end(&l->w);
}

/* The writer of the next value in JSON, behind its key. */
static struct json *next_key(struct lines *l)
{
	if (!l->at)
		json_object(&l->j);
	return json_key(&l->j, l->columns[l->at]);
}

static void done(struct lines *l)
{
	if (l->columns[++l->at])
		return;
	l->at = 0;
	if (l->csv) {
		csv_row_end(&l->w);
		return;
	}
	json_object_end(&l->j);
	json_line(&l->j);
}

#define CELL(type_name, type) \
	void lines_##type_name(struct lines *l, type cell) \
	{ \
		if (l->csv) \
			csv_##type_name(&l->w, cell); \
		else \
			json_##type_name(next_key(l), cell); \
		done(l); \
	}
CELL(str, str)
CELL(int, int64_t)
CELL(date, date)
CELL(instant, instant)

void lines_bool(struct lines *l, bool cell)
{
	if (l->csv)
		csv_str(&l->w, cell ? STR("true") : STR("false"));
	else
		json_bool(next_key(l), cell);
	done(l);
}

void lines_value(struct lines *l, str json, str plain)
{
	if (l->csv)
		csv_str(&l->w, plain);
	else
		json_raw(next_key(l), json);
	done(l);
}

err lines_end(struct lines *l)
{
	err e = l->csv ? csv_end(&l->w) : json_end(&l->j);

	return e == OK && fflush(stdout) ? ERR_IO : e;
}
