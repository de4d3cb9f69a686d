/* import.c - files to a new edition: read, recognise, look at every row, then one transaction. */
#include "care/directory/import.h"

#include <ctype.h>

#include "care/directory/codes.h"
#include "care/directory/text.h"
#include "directory.sql.h"

/* ---- which list a file is -------------------------------------------------------------------------------------------------- */

static bool has_word(str codes, const char *word)
{
	while (codes.p)
		if (str_is(str_cut(codes, ' ', &codes), word))
			return true;
	return false;
}

/* Nearly every row of the mental health list says MH, which the other does not know; nearly every row of that says SA. */
static err recognise_rows(struct import *im, size_t file)
{
	size_t n = 0, mh = 0, su = 0;

	for (size_t i = 0; i < im->rows.n; i++) {
		const struct rows_row *row = &im->rows.v[i];

		if (row->file != file || str_empty(row->v[F_CODES]))
			continue;
		n++;
		mh += has_word(row->v[F_CODES], "MH");
		su += has_word(row->v[F_CODES], "SA");
	}
	if (mh * 10 >= n * 8 && mh)
		im->lists[file] = DIRECTORY_MENTAL_HEALTH;
	else if (su * 10 >= n * 8 && su && !mh)
		im->lists[file] = DIRECTORY_SUBSTANCE_USE;
	else
		FAIL(im->c, ERR_MALFORMED,
			"%.*s is neither the mental health nor the substance use list: its rows say neither MH nor SA throughout.",
			STR_ARG(im->files[file].name));
	im->sources[file] = im->lists[file] == DIRECTORY_MENTAL_HEALTH ? DIRECTORY_SAMHSA_MH : DIRECTORY_SAMHSA_SU;
	return OK;
}

/* A code sheet alone: that of the mental health list explains MH. */
static err recognise_codes(struct import *im, size_t file)
{
	bool mh = false, su = false;

	for (size_t i = 0; i < im->rows.n_codes; i++) {
		if (im->rows.codes[i].file != file)
			continue;
		mh |= str_is(im->rows.codes[i].code, "MH");
		su |= str_is(im->rows.codes[i].code, "SA");
	}
	if (!mh && !su)
		FAIL(im->c, ERR_MALFORMED,
			"%.*s is a code sheet, but neither of mental health nor of substance use: it explains neither MH nor SA.",
			STR_ARG(im->files[file].name));
	im->lists[file] = mh ? DIRECTORY_MENTAL_HEALTH : DIRECTORY_SUBSTANCE_USE;
	return OK;
}

static err recognise(struct import *im)
{
	for (size_t i = 0; i < im->n_files; i++) {
		if (im->rows.about[i].findtreatment)
			im->sources[i] = DIRECTORY_FINDTREATMENT;
		else if (im->rows.about[i].listed)
			TRY(recognise_rows(im, i));
		else
			TRY(recognise_codes(im, i));
	}
	return OK;
}

/* FindTreatment says it row by row. */
static enum directory_list list_of_type(const struct rows_row *row)
{
	if (str_is(row->v[F_TYPE], "MH"))
		return DIRECTORY_MENTAL_HEALTH;
	if (str_is(row->v[F_TYPE], "SA") || str_is(row->v[F_TYPE], "OTP"))
		return DIRECTORY_SUBSTANCE_USE;
	return DIRECTORY_LIST_NONE;
}

/* ---- editions ------------------------------------------------------------------------------------------------------------------ */

static str year_in(str name)
{
	for (size_t i = 0; i + 4 <= name.n; i++) {
		int64_t year;

		if (str_to_int(str_slice(name, i, i + 4), &year) && year >= 1990 && year < 2100 &&
			(!i || !isdigit((unsigned char)name.p[i - 1])) &&
			(i + 4 == name.n || !isdigit((unsigned char)name.p[i + 4])))
			return str_slice(name, i, i + 4);
	}
	return STR_NONE;
}

static str edition_of(struct import *im, size_t file)
{
	struct ctx *c = im->c;
	str found = im->edition;
	int ms;

	if (!found.p && im->rows.about[file].findtreatment)
		return str_format(c->arena, "%s", date_show(instant_day(c->now, &ms)).s);
	if (!found.p)
		found = year_in(im->files[file].name);
	if (!found.p)
		found = im->rows.about[file].saved;
	return found.p ? found : str_slice(str_format(c->arena, "%s", date_show(instant_day(c->now, &ms)).s), 0, 4);
}

struct directory_tally *import_tally(struct import *im, enum directory_source source)
{
	for (size_t i = 0; i < im->out->n; i++)
		if (im->out->v[i].source == source)
			return &im->out->v[i];
	return NULL;
}

static err begin_tallies(struct import *im)
{
	for (size_t i = 0; i < im->n_files; i++) {
		enum directory_source source = im->sources[i];

		if (source && !import_tally(im, source))
			im->out->v[im->out->n++] = (struct directory_tally){.source = source, .edition = edition_of(im, i)};
	}
	if (!im->out->n)
		FAIL(im->c, ERR_INVALID, "There is only a code sheet here. Give it together with its list of facilities.");
	return OK;
}

/* ---- codes ------------------------------------------------------------------------------------------------------------------------ */

static void add_code(struct import *im, enum directory_list list, const struct rows_code *code)
{
	struct import_codes *to = &im->codes[list];

	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->v[i].code, code->code))
			return;
	if (to->n < DIRECTORY_CODES_MOST)
		to->v[to->n++] = *code;
}

/* This import's code sheets; where it has none, those of the database; where that has none, those that are built in. */
static err gather_codes(struct import *im)
{
	for (int list = DIRECTORY_MENTAL_HEALTH; list <= DIRECTORY_SUBSTANCE_USE; list++)
		im->codes[list].v = ARENA_NEW_ARRAY(im->c->arena, struct rows_code, DIRECTORY_CODES_MOST);
	for (size_t i = 0; i < im->rows.n_codes; i++)
		add_code(im, im->lists[im->rows.codes[i].file], &im->rows.codes[i]);
	for (int list = DIRECTORY_MENTAL_HEALTH; list <= DIRECTORY_SUBSTANCE_USE; list++) {
		im->codes[list].fresh = im->codes[list].n > 0;
		if (!im->codes[list].n)
			TRY(import_known_codes(im, (enum directory_list)list));
		codes_index(im->c->arena, im->codes[list].v, im->codes[list].n, &im->codes[list].index);
	}
	return OK;
}

/* ---- rows --------------------------------------------------------------------------------------------------------------------------- */

static enum directory_list list_of(const struct import *im, const struct rows_row *row)
{
	return im->lists[row->file] ? im->lists[row->file] : list_of_type(row);
}

static void take(struct import *im, const struct rows_row *row)
{
	struct directory_tally *tally = import_tally(im, im->sources[row->file]);
	struct listing *l = &im->v[im->n];
	const char *reason;

	*l = (struct listing){.source = im->sources[row->file], .list = list_of(im, row)};
	tally->read++;
	reason = l->list ? listing_read(&im->rows, row, tally, l) : "Its type is neither SA, MH nor OTP.";
	if (reason) {
		tally->refused++;
		rows_refuse(&im->rows, row->file, row->row, row->v[F_NAME1], "%s", reason);
		return;
	}
	listing_codes(&im->rows, row, &im->codes[l->list].index, &im->unknown, l);
	tally->taken++;
	tally->by_place[l->place]++;
	im->n++;
}

static int by_key(const void *x, const void *y)
{
	const struct listing *a = x, *b = y;

	if (a->source != b->source)
		return (int)a->source - (int)b->source;
	if (a->list != b->list)
		return (int)a->list - (int)b->list;
	if (a->own_id != b->own_id)
		return a->own_id < b->own_id ? -1 : 1;
	return a->street2.n != b->street2.n ? (a->street2.n > b->street2.n ? -1 : 1) : str_cmp(a->codes, b->codes);
}

/* What `more` has and `have` has not, behind it. */
static str joined(struct arena *a, str have, str more)
{
	while (more.p) {
		str line = str_cut(more, '\n', &more), rest = have;
		bool there = str_empty(line);

		while (rest.p && !there)
			there = str_eq(str_cut(rest, '\n', &rest), line);
		if (!there)
			have = str_empty(have) ? line : str_format(a, "%.*s\n%.*s", STR_ARG(have), STR_ARG(line));
	}
	return have;
}

/* Rows with the same name, street and ZIP are one. */
static void join_repeated(struct import *im)
{
	size_t n = 0;

	if (im->n)
		qsort(im->v, im->n, sizeof(*im->v), by_key);
	for (size_t i = 0; i < im->n; i++) {
		struct listing *last = n ? &im->v[n - 1] : NULL, *now = &im->v[i];

		if (!last || last->source != now->source || last->list != now->list || last->own_id != now->own_id) {
			im->v[n++] = *now;
			continue;
		}
		last->codes = joined(im->c->arena, last->codes, now->codes);
		if (!last->phone.p)
			last->phone = now->phone;
		else if (now->phone.p && !str_eq(now->phone, last->phone))
			last->intake = joined(im->c->arena, last->intake, now->phone);
		last->intake = joined(im->c->arena, last->intake, now->intake);
		import_tally(im, now->source)->repeated++;
	}
	im->n = n;
}

static err take_rows(struct import *im)
{
	im->v = ARENA_NEW_ARRAY(im->c->arena, struct listing, im->rows.n);
	im->unknown.v = ARENA_NEW_ARRAY(im->c->arena, struct directory_unknown, DIRECTORY_CODES_MOST);
	for (size_t i = 0; i < im->rows.n; i++) {
		take(im, &im->rows.v[i]);
		progress_to(im->bar, (int64_t)i);
	}
	for (size_t i = 0; i < im->out->n; i++)
		if (im->out->v[i].taken <= im->out->v[i].refused)
			FAIL(im->c, ERR_INVALID, "More rows of %s would be refused than taken. Nothing was changed.%s%s",
				code_label(&directory_source_codes, (int)im->out->v[i].source).p,
				im->rows.n_refusals ? " The first: " : "", im->rows.n_refusals ? im->rows.refusals[0].reason.p : "");
	join_repeated(im);
	return OK;
}

/* ---- the whole of it --------------------------------------------------------------------------------- */

static void summarise(struct import *im)
{
	for (size_t i = 0; i < im->n_files; i++)
		if (im->sources[i] && im->lists[i] && im->codes[im->lists[i]].fresh)
			import_tally(im, im->sources[i])->codes = (int64_t)im->codes[im->lists[i]].n;
	im->out->refusals = im->rows.refusals;
	im->out->n_refusals = im->rows.n_refusals;
	im->out->refused = im->rows.refused;
	im->out->unknown = im->unknown.v;
	im->out->n_unknown = im->unknown.n;
}

err directory_import(struct ctx *c, const struct directory_file *files, size_t n, str edition, struct progress *bar,
	struct directory_summary *out)
{
	struct import *im = ARENA_NEW(c->arena, struct import);

	*im = (struct import){.c = c, .files = files, .n_files = n, .edition = edition, .bar = bar, .out = out};
	*out = (struct directory_summary){0};
	im->rows =
		(struct rows){.c = c, .files = files, .n_files = n, .about = ARENA_NEW_ARRAY(c->arena, struct rows_file, n)};
	im->lists = ARENA_NEW_ARRAY(c->arena, enum directory_list, n);
	im->sources = ARENA_NEW_ARRAY(c->arena, enum directory_source, n);
	TRY(rows_read(&im->rows));
	TRY(recognise(im));
	TRY(begin_tallies(im));
	TRY(gather_codes(im));
	TRY(take_rows(im));
	summarise(im);
	return import_write(im);
}
