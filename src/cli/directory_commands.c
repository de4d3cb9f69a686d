/* directory_commands.c - porchlight directory import, list, search. */
#include <errno.h>
#include <sys/stat.h>

#include "base/id.h"
#include "base/json.h"
#include "care/directory/directory.h"
#include "cli/cli.h"
#include "cli/lines.h"

/* ---- import ---------------------------------------------------------------------------------------------------------------- */

static err read_file(struct ctx *c, const char *path, struct directory_file *out)
{
	FILE *f = fopen(path, "rbe");
	struct stat st;
	char *body = NULL;
	size_t got = 0;

	if (!f || fstat(fileno(f), &st) || !S_ISREG(st.st_mode)) {
		if (f)
			(void)fclose(f);
		FAIL(c, ERR_NOT_FOUND, "%s cannot be opened: %s.", path, f ? "it is not a file" : strerror(errno));
	}
	if (st.st_size <= (off_t)DIRECTORY_FILE_MOST) {
		body = arena_alloc(c->arena, (size_t)st.st_size + 1);
		got = fread(body, 1, (size_t)st.st_size, f);
	}
	(void)fclose(f);
	if (!body)
		FAIL(c, ERR_TOO_LARGE, "%s is larger than 64 MB.", path);
	if (got != (size_t)st.st_size)
		FAIL(c, ERR_IO, "%s cannot be read to its end.", path);
	path = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	*out = (struct directory_file){str_of(path), {(const uint8_t *)body, got}};
	return OK;
}

static void tally_json(struct json *j, const struct directory_tally *t)
{
	json_object(j);
	json_str(json_key(j, "source"), code_of(&directory_source_codes, (int)t->source));
	json_str(json_key(j, "edition"), t->edition);
	json_int(json_key(j, "read"), t->read);
	json_int(json_key(j, "taken"), t->taken);
	json_int(json_key(j, "refused"), t->refused);
	json_int(json_key(j, "repeated"), t->repeated);
	json_object(json_key(j, "place"));
	json_int(json_key(j, "exact"), t->by_place[DIRECTORY_PLACE_EXACT]);
	json_int(json_key(j, "zip"), t->by_place[DIRECTORY_PLACE_ZIP]);
	json_int(json_key(j, "city"), t->by_place[DIRECTORY_PLACE_CITY]);
	json_int(json_key(j, "unknown"), t->by_place[DIRECTORY_PLACE_NONE]);
	json_object_end(j);
	json_int(json_key(j, "zips_mended"), t->zips_mended);
	json_int(json_key(j, "places_mended"), t->places_mended);
	json_int(json_key(j, "places_refused"), t->places_refused);
	json_int(json_key(j, "phones_refused"), t->phones_refused);
	json_int(json_key(j, "codes_explained"), t->codes);
	json_object_end(j);
}

static void refusal_json(struct json *j, const struct directory_refusal *r)
{
	json_object(j);
	json_str(json_key(j, "file"), r->file);
	json_int(json_key(j, "row"), (int64_t)r->row);
	json_str(json_key(j, "name"), r->what);
	json_str(json_key(j, "reason"), r->reason);
	json_object_end(j);
}

static err print_json(const struct directory_summary *s)
{
	struct sink out;
	struct json j;

	sink_file(&out, stdout);
	json_init(&j, &out);
	json_object(&j);
	json_int(json_key(&j, "facilities"), s->facilities);
	json_int(json_key(&j, "in_several_lists"), s->shared);
	json_array(json_key(&j, "editions"));
	for (size_t i = 0; i < s->n; i++)
		tally_json(&j, &s->v[i]);
	json_array_end(&j);
	json_int(json_key(&j, "refused"), s->refused);
	json_array(json_key(&j, "refusals"));
	for (size_t i = 0; i < s->n_refusals; i++)
		refusal_json(&j, &s->refusals[i]);
	json_array_end(&j);
	json_array(json_key(&j, "unknown_codes"));
	for (size_t i = 0; i < s->n_unknown; i++) {
		json_object(&j);
		json_str(json_key(&j, "code"), s->unknown[i].code);
		json_str(json_key(&j, "list"), code_of(&directory_list_codes, (int)s->unknown[i].list));
		json_int(json_key(&j, "rows"), s->unknown[i].n);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_object_end(&j);
	TRY(json_end(&j));
	return putchar('\n') == EOF ? ERR_IO : OK;
}

static void print_text(const struct directory_summary *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct directory_tally *t = &s->v[i];

		printf(
			"%.*s, edition %.*s\n", STR_ARG(code_label(&directory_source_codes, (int)t->source)), STR_ARG(t->edition));
		printf("  %lld rows, %lld taken, %lld refused, %lld of a place that was there already\n", (long long)t->read,
			(long long)t->taken, (long long)t->refused, (long long)t->repeated);
		printf("  placed by address %lld, by ZIP %lld, by city %lld, not at all %lld\n",
			(long long)t->by_place[DIRECTORY_PLACE_EXACT], (long long)t->by_place[DIRECTORY_PLACE_ZIP],
			(long long)t->by_place[DIRECTORY_PLACE_CITY], (long long)t->by_place[DIRECTORY_PLACE_NONE]);
		printf("  mended: %lld ZIP codes, %lld coordinates; left out: %lld coordinates, %lld telephone numbers\n",
			(long long)t->zips_mended, (long long)t->places_mended, (long long)t->places_refused,
			(long long)t->phones_refused);
	}
	for (size_t i = 0; i < s->n_refusals; i++)
		printf("refused: %.*s row %zu, %.*s: %.*s\n", STR_ARG(s->refusals[i].file), s->refusals[i].row,
			STR_ARG(s->refusals[i].what), STR_ARG(s->refusals[i].reason));
	if (s->refused > (int64_t)s->n_refusals)
		printf("refused: %lld more\n", (long long)(s->refused - (int64_t)s->n_refusals));
	for (size_t i = 0; i < s->n_unknown; i++)
		printf("unknown code: %.*s (%.*s), %lld rows; kept\n", STR_ARG(s->unknown[i].code),
			STR_ARG(code_label(&directory_list_codes, (int)s->unknown[i].list)), (long long)s->unknown[i].n);
	printf("%lld facilities, %lld of them in both lists\n", (long long)s->facilities, (long long)s->shared);
}

static err import_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	const char *edition = cli_value(cli, "--edition");
	struct directory_file *files = ARENA_NEW_ARRAY(c->arena, struct directory_file, cli->n_arguments);
	struct directory_summary s;
	struct progress bar;
	err e;

	if (!cli->n_arguments)
		return problem(c, "FILE", "Name the files to bring in.");
	if (edition &&
		(str_empty(str_trim(str_of(edition))) || str_points(str_of(edition)) > 40 || !str_valid_text(str_of(edition))))
		return problem(c, "--edition", "Give up to 40 letters, like 2024.");
	for (size_t i = 0; i < cli->n_arguments; i++)
		TRY(read_file(c, cli->arguments[i], &files[i]));
	progress_start(&bar, "Rows", 0);
	e = directory_import(c, files, cli->n_arguments, str_of(edition), &bar, &s);
	progress_end(&bar);
	TRY(e);
	if (cli_has(cli, "--json"))
		return print_json(&s);
	print_text(&s);
	return OK;
}

static const struct cli_option import_options[] = {
	{"--edition", "NAME", "what to call the edition (the year in the file's name, or of its last change)"},
	{"--json", NULL, "the summary as JSON"},
	{0},
};

const struct command directory_import_command = {
	.name = "directory import",
	.arguments = "FILE...",
	.summary = "bring in a new edition of SAMHSA's directories or of FindTreatment.gov",
	.more = "Takes the national directories of mental health and of substance use facilities as published (XLSX, or "
			"CSV with or without the\n"
			"code sheet as a second CSV), and JSON exports of FindTreatment.gov. Which a file is is told from its "
			"content.\n"
			"All files together are one import: what they hold replaces the edition before, or nothing is changed. "
			"Rows that cannot be right\n"
			"are refused and named; codes that no code sheet explains are kept and named.",
	.options = import_options,
	.needs = CLI_DB | CLI_MIGRATED,
	.run = import_run,
};

/* ---- list ------------------------------------------------------------------------------------------------------------------ */

static err list_run(struct cli *cli)
{
	static const char *const columns[] = {
		"source", "name", "files", "imported_at", "rows", "facilities", "refused", NULL};
	struct directory_editions all;
	struct lines l;

	TRY(directory_editions(cli->c->tx, &all));
	if (!cli_has(cli, "--json")) {
		for (size_t i = 0; i < all.n; i++)
			printf("%.*s: %lld facilities from %.*s, brought in %s\n", STR_ARG(all.v[i].name),
				(long long)all.v[i].facilities, STR_ARG(all.v[i].files), instant_show(all.v[i].imported_at).s);
		printf("%lld facilities in all\n", (long long)all.facilities);
		return OK;
	}
	lines_begin(&l, columns, false);
	for (size_t i = 0; i < all.n; i++) {
		lines_str(&l, code_of(&directory_source_codes, (int)all.v[i].source));
		lines_str(&l, all.v[i].name);
		lines_str(&l, all.v[i].files);
		lines_instant(&l, all.v[i].imported_at);
		lines_int(&l, all.v[i].rows_read);
		lines_int(&l, all.v[i].facilities);
		lines_int(&l, all.v[i].refused);
	}
	return lines_end(&l);
}

static const struct cli_option list_options[] = {
	{"--json", NULL, "one JSON object per line"},
	{0},
};

const struct command directory_list_command = {
	.name = "directory list",
	.arguments = "",
	.summary = "say which editions of the directories are there",
	.options = list_options,
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX,
	.run = list_run,
};

/* ---- search ---------------------------------------------------------------------------------------------------------------- */

static void choose(struct cli *cli, const struct directory_group *g, struct directory_query *q)
{
	const struct directory_pack *pack = directory_pack();
	const char *name = str_format(cli->c->arena, "--%.*s", STR_ARG(g->code)).p;
	str rest = str_of(cli_value(cli, name)), list = STR("");

	while (rest.p) {
		str one = str_trim(str_cut(rest, ',', &rest));
		int option = directory_option(g->code, one);

		if (option >= 0) {
			directory_add(&q->chosen, (size_t)option);
			continue;
		}
		for (size_t i = g->first; i < g->first + g->n; i++)
			list = str_format(
				cli->c->arena, "%.*s%s%.*s", STR_ARG(list), list.n ? ", " : "", STR_ARG(pack->options[i].code));
		(void)problem(cli->c, name, "Give one or more of these, with commas between: %.*s.", STR_ARG(list));
	}
}

static err read_query(struct cli *cli, struct directory_query *q)
{
	const struct directory_pack *pack = directory_pack();
	const char *type = cli_value(cli, "--for");
	int64_t miles, page;

	*q = (struct directory_query){0};
	if (!cli_value(cli, "--near"))
		(void)problem(cli->c, "--near", "Give a ZIP code, or a city with its state.");
	else if (directory_spot(cli->c, "--near", str_of(cli_value(cli, "--near")), &q->near) != OK)
		q->near = (struct directory_spot){0}; /* the problem is noted */
	cli_int(cli, "--within", DIRECTORY_RADIUS_LEAST, DIRECTORY_RADIUS_MOST, 25, &miles);
	cli_int(cli, "--page", 1, DIRECTORY_PAGE_MOST, DIRECTORY_PAGE_MOST, &page);
	q->miles = (int)miles;
	q->page = (size_t)page;
	q->after = str_of(cli_value(cli, "--after"));
	if (type)
		q->type = (enum program_type)code_find(&program_type_codes, str_of(type));
	if (type && !q->type)
		(void)problem(cli->c, "--for", "Give addiction, mental_health, co_occurring, teen or eating_disorder.");
	for (size_t i = 0; i < pack->n_groups; i++)
		choose(cli, &pack->groups[i], q);
	return problems_end(cli->c);
}

static void facility_json(struct json *j, const struct directory_facility *f, const struct directory_hit *hit)
{
	json_object(j);
	json_str(json_key(j, "id"), str_of(id_show(f->id.v).s));
	json_str(json_key(j, "name"), f->name1);
	json_str(json_key(j, "branch"), f->name2);
	json_str(json_key(j, "street"), f->street1);
	json_str(json_key(j, "street2"), f->street2);
	json_str(json_key(j, "city"), f->city);
	json_str(json_key(j, "state"), f->state);
	json_str(json_key(j, "zip"), f->zip);
	json_str(json_key(j, "phone"), f->phone);
	json_int(json_key(j, "tenth_miles"), (int64_t)(hit->miles * 10 + 0.5));
	json_str(json_key(j, "place"), code_of(&directory_place_codes, (int)f->place));
	json_array(json_key(j, "types"));
	for (int t = PROGRAM_ADDICTION; t <= PROGRAM_EATING_DISORDER; t++)
		if (f->types >> t & 1)
			json_str(j, code_of(&program_type_codes, t));
	json_array_end(j);
	json_array(json_key(j, "sources"));
	for (size_t i = 0; i < f->n_origins; i++)
		json_str(j, f->origins[i].name);
	json_array_end(j);
	json_object_end(j);
}

static const struct directory_hit *hit_of(const struct directory_result *r, facility_id id)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->hits[i].id.v == id.v)
			return &r->hits[i];
	return &r->nearest;
}

static void counts_json(struct json *j, const struct directory_result *r)
{
	const struct directory_pack *pack = directory_pack();

	for (size_t i = 0; i < pack->n_groups; i++) {
		json_object(json_key_str(j, pack->groups[i].code));
		for (size_t k = pack->groups[i].first; k < pack->groups[i].first + pack->groups[i].n; k++)
			json_int(json_key_str(j, pack->options[k].code), r->with_option[k]);
		json_object_end(j);
	}
	json_object(json_key(j, "for"));
	for (int t = PROGRAM_ADDICTION; t <= PROGRAM_EATING_DISORDER; t++)
		json_int(json_key_str(j, code_of(&program_type_codes, t)), r->with_type[t]);
	json_object_end(j);
}

static err search_json(const struct directory_result *r, const struct directory_facilities *shown)
{
	struct sink out;
	struct json j;

	sink_file(&out, stdout);
	json_init(&j, &out);
	json_object(&j);
	json_int(json_key(&j, "total"), (int64_t)r->total);
	json_int(json_key(&j, "first"), (int64_t)r->first);
	json_str(json_key(&j, "next"), r->next);
	json_array(json_key(&j, "facilities"));
	for (size_t i = 0; r->total && i < shown->n; i++)
		facility_json(&j, &shown->v[i], hit_of(r, shown->v[i].id));
	json_array_end(&j);
	if (r->further && shown->n)
		facility_json(json_key(&j, "nearest_beyond"), &shown->v[0], &r->nearest);
	json_object(json_key(&j, "counts"));
	counts_json(&j, r);
	json_object_end(&j);
	json_object_end(&j);
	TRY(json_end(&j));
	return putchar('\n') == EOF ? ERR_IO : OK;
}

static void print_facility(const struct directory_facility *f, const struct directory_hit *hit)
{
	printf("%s%.1f mi  %.*s%s%.*s, %.*s, %.*s, %.*s %.*s, %.*s\n", hit->place == DIRECTORY_PLACE_EXACT ? "" : "about ",
		hit->miles, STR_ARG(f->name1), f->name2.n ? ", " : "", STR_ARG(f->name2), STR_ARG(f->street1), STR_ARG(f->city),
		STR_ARG(f->state), STR_ARG(f->zip), STR_ARG(f->phone));
}

static void search_text(
	const struct directory_query *q, const struct directory_result *r, const struct directory_facilities *shown)
{
	const struct directory_type *type = directory_type(q->type);

	printf("%zu within %d miles of %.*s\n", r->total, q->miles, STR_ARG(q->near.label));
	if (type)
		printf("%.*s. %.*s\n", STR_ARG(type->says), STR_ARG(type->ask));
	if (!r->total && r->further && shown->n)
		printf("The nearest that fits:\n");
	for (size_t i = 0; i < shown->n; i++)
		print_facility(&shown->v[i], hit_of(r, shown->v[i].id));
	if (shown->n)
		printf("%.*s: call to confirm.\n", STR_ARG(shown->v[0].origins[0].name));
	if (r->next.p)
		printf("More: --after %.*s\n", STR_ARG(r->next));
}

static err search_run(struct cli *cli)
{
	struct directory_facilities shown;
	struct directory_result r;
	struct directory_query q;
	facility_id ids[DIRECTORY_PAGE_MOST];
	size_t n = 0;

	TRY(read_query(cli, &q));
	TRY(directory_search(cli->c->tx, &q, &r));
	if (!r.loaded)
		FAIL(cli->c, ERR_NOT_FOUND, "No directory was brought in yet. See: porchlight directory import --help");
	for (; n < r.n; n++)
		ids[n] = r.hits[n].id;
	if (!r.total && r.further)
		ids[n++] = r.nearest.id;
	TRY(directory_load(cli->c->tx, ids, n, &shown));
	if (cli_has(cli, "--json"))
		return search_json(&r, &shown);
	search_text(&q, &r, &shown);
	return OK;
}

static const struct cli_option search_options[] = {
	{"--near", "PLACE", "ZIP code, \"City, ST\", or latitude,longitude"},
	{"--for", "TYPE", "addiction, mental_health, co_occurring, teen or eating_disorder (anything)"},
	{"--within", "MILES", "5 to 100 (25)"},
	{"--pays", "CODE,...",
		"medicaid, medicare, private, military, state, self-pay, sliding-scale, assistance, no-payment"},
	{"--age", "CODE,...", "children, young-adults, adults, seniors"},
	{"--language", "CODE,...", "spanish, sign, ... (a wrong one lists them all; so do the next three)"},
	{"--group", "CODE,...", "special programs: veterans, lgbtq, pregnant, justice, ..."},
	{"--approach", "CODE,...", "cbt, dbt, twelve-step, motivational, family, matrix, trauma, ..."},
	{"--with", "CODE,...", "telehealth, opioid-medication, aftercare, ..."},
	{"--page", "N", "how many to show (20)"},
	{"--after", "KEY", "go on behind the page that gave this key"},
	{"--json", NULL, "as JSON, with how many there are of each choice"},
	{0},
};

const struct command directory_search_command = {
	.name = "directory search",
	.arguments = "",
	.summary = "find treatment facilities near a place",
	.more = "Of several in --pays, --age and --language any will do; of those in --group, --approach and --with all "
			"must be there.",
	.options = search_options,
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX,
	.run = search_run,
};
