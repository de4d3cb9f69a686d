/* field.c - a form's fields as what they mean, each with a sentence beside it when it cannot be
 * that. The sentences are built from the field's label: "Enter a title", "Title must be 200
 * characters or fewer". */
#include "web/web.h"

/* ---- sentences --------------------------------------------------------------------------------------------------- */

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static str label_of(const struct field *f)
{
	return str_of(f->label ? f->label : f->name);
}

static str with_first(struct ctx *c, str s, char first)
{
	char *p = (char *)str_copy(c->arena, s).p;

	p[0] = first;
	return (str){p, s.n};
}

/* As a sentence starts: "Start date". */
static str label_first(struct ctx *c, const struct field *f)
{
	str s = label_of(f);

	return s.n && s.p[0] >= 'a' && s.p[0] <= 'z' ? with_first(c, s, (char)(s.p[0] - 'a' + 'A')) : s;
}

/* As it stands inside one: "start date"; "ZIP code" and "NPI" stay as they are. */
static str label_inside(struct ctx *c, const struct field *f)
{
	str s = label_of(f);
	bool word = s.n > 1 && is_upper(s.p[0]) && !is_upper(s.p[1]);

	return word ? with_first(c, s, (char)(s.p[0] - 'A' + 'a')) : s;
}

static bool starts_with_any(str s, const char *const *v)
{
	for (; *v; v++)
		if (str_starts(s, *v))
			return true;
	return false;
}

/* "a ", "an " or nothing: for several things and for what has its word already ("your name"). */
static const char *article(str label)
{
	static const char *const own[] = {"your ", "the ", "a ", "an ", "at least ", "how ", "when ", "who ", "why ", "what ", NULL};
	static const char *const like_you[] = {"uni", "use", "eu", "one", NULL};
	ptrdiff_t of = str_index(label, STR(" of "));
	str head = str_slice(label, 0, of < 0 ? label.n : (size_t)of);
	bool letters = label.n > 1 && is_upper(label.p[0]) && is_upper(label.p[1]);

	if (!label.n || starts_with_any(label, own))
		return "";
	if (str_ends(head, "s") && !str_ends(head, "ss") && !str_ends(head, "us"))
		return "";
	if (starts_with_any(label, like_you))
		return "a ";
	if (str_starts(label, "hour"))
		return "an ";
	return strchr(letters ? "AEFHILMNORSX" : "aeiouAEIOU", label.p[0]) ? "an " : "a ";
}

static void note_missing(struct ctx *c, const struct field *f, const char *verb)
{
	str label = label_inside(c, f);

	if (f->required && f->ask)
		problem(c, f->name, "%s", f->ask);
	else if (f->required)
		problem(c, f->name, "%s %s%.*s", verb, article(label), STR_ARG(label));
}

static void note_wrong(struct ctx *c, const struct field *f, const char *rest)
{
	problem(c, f->name, "%.*s %s", STR_ARG(label_first(c, f)), rest);
}

/* ---- fields ------------------------------------------------------------------------------------------------------ */

/* What was typed, tidied. A line break in a field of one line was not typed on our page: it becomes
 * a space. */
static str tidy_value(struct ctx *c, const struct field *f)
{
	str s = str_tidy(c->arena, form_raw(c, f->name));
	char *p = (char *)s.p; /* str_tidy's own copy */

	for (size_t i = 0; i < s.n && !f->lines; i++)
		if (p[i] == '\n' || p[i] == '\r' || p[i] == '\t')
			p[i] = ' ';
	return s;
}

str form_text(struct ctx *c, const struct field *f)
{
	size_t max = f->max ? f->max : 200;
	str s = tidy_value(c, f);

	if (!s.n) {
		note_missing(c, f, "Enter");
		return STR_NONE;
	}
	if (str_points(s) <= max)
		return s;
	problem(c, f->name, "%.*s must be %zu characters or fewer", STR_ARG(label_first(c, f)), max);
	return STR_NONE;
}

static bool number_part(str s, size_t most_digits, int *out)
{
	int64_t n;

	if (!s.n || s.n > most_digits || s.p[0] == '-' || !str_to_int(s, &n))
		return false;
	*out = (int)n;
	return true;
}

/* M/D/YYYY, as it is written by hand in the United States. */
static bool date_read_american(str s, date *out)
{
	str rest, month = str_cut(s, '/', &rest);
	str year, day = str_cut(rest, '/', &year);
	int y, m, d;

	if (!number_part(month, 2, &m) || !number_part(day, 2, &d) || year.n != 4 || !number_part(year, 4, &y))
		return false;
	*out = date_of(y, m, d);
	return !date_none(*out);
}

/* Years outside these are slips of a finger, and weeks before or after them would leave the calendar. */
static bool day_in_use(date d)
{
	return date_cmp(d, date_of(1900, 1, 1)) >= 0 && date_cmp(d, date_of(2200, 1, 1)) < 0;
}

date query_day(struct ctx *c, const char *name, date otherwise)
{
	date d;

	return date_read(query_text(c, name), &d) && day_in_use(d) ? d : otherwise;
}

date form_date(struct ctx *c, const struct field *f)
{
	str s = tidy_value(c, f);
	date d;

	if (!s.n)
		note_missing(c, f, "Enter");
	else if ((date_read(s, &d) || date_read_american(s, &d)) && day_in_use(d))
		return d;
	else
		note_wrong(c, f, "must be a real date, like 2026-11-23");
	return (date){0};
}

int form_minute(struct ctx *c, const struct field *f)
{
	str s = tidy_value(c, f);
	int minute;

	if (!s.n)
		note_missing(c, f, "Enter");
	else if (minute_read(s, &minute))
		return minute;
	else
		note_wrong(c, f, "must be a time, like 6:00 pm");
	return -1;
}

struct opt_int form_int(struct ctx *c, const struct field *f)
{
	bool any = !f->least && !f->most;
	str s = tidy_value(c, f);
	int64_t v;

	if (!s.n)
		note_missing(c, f, "Enter");
	else if (str_to_int(s, &v) && (any || (v >= f->least && v <= f->most)))
		return (struct opt_int){true, v};
	else if (any)
		note_wrong(c, f, "must be a whole number, like 12");
	else
		problem(c, f->name, "%.*s must be a whole number from %lld to %lld", STR_ARG(label_first(c, f)),
			(long long)f->least, (long long)f->most);
	return (struct opt_int){0};
}

bool form_bool(struct ctx *c, const char *name)
{
	str s = form_raw(c, name);

	return s.n && !str_is(s, "0") && !str_is(s, "false") && !str_is(s, "no") && !str_is(s, "off");
}

/* A choice that is not on the list was not made on our page, so it is asked for like one that was
 * not made. */
static void note_choice(struct ctx *c, const struct field *f, str sent)
{
	struct field ask = *f;

	ask.required = f->required || sent.n;
	note_missing(c, &ask, "Select");
}

int64_t form_id(struct ctx *c, const struct field *f)
{
	str s = tidy_value(c, f);
	int64_t id;

	if (id_read(s, &id))
		return id;
	note_choice(c, f, s);
	return 0;
}

int form_code(struct ctx *c, const struct field *f, const struct code_table *t)
{
	str s = tidy_value(c, f);
	int value = s.n ? code_find(t, s) : 0;

	if (!value)
		note_choice(c, f, s);
	return value;
}
