/* fhir_commands.c - porchlight import fhir, porchlight export fhir. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"
#include "link/fhir/fhir.h"

/* ---- import ---------------------------------------------------------------------------------------------------------------- */

static err open_file(struct ctx *c, const char *path, FILE **out)
{
	*out = fopen(path, "rbe");
	if (!*out)
		FAIL(c, ERR_NOT_FOUND, "%s cannot be opened: %s.", path, strerror(errno));
	return OK;
}

/* All files are looked at before the first is read, so that a slip of the pen stops nothing half way. */
static err measure(struct cli *cli, int64_t *size)
{
	*size = 0;
	if (!cli->n_arguments)
		return problem(cli->c, "FILE", "Name the files to bring in.");
	for (size_t i = 0; i < cli->n_arguments; i++) {
		FILE *f;
		struct stat st;
		err e = open_file(cli->c, cli->arguments[i], &f);

		TRY(e);
		e = fstat(fileno(f), &st) == 0 && S_ISREG(st.st_mode) ? OK : ERR_NOT_FOUND;
		(void)fclose(f);
		if (e != OK)
			FAIL(cli->c, e, "%s is not a file.", cli->arguments[i]);
		*size += st.st_size;
	}
	return OK;
}

static err read_all(struct cli *cli, struct fhir_import *im, enum fhir_pass pass)
{
	for (size_t i = 0; i < cli->n_arguments; i++) {
		FILE *f;
		err e;

		TRY(open_file(cli->c, cli->arguments[i], &f));
		e = fhir_import_file(im, cli->arguments[i], f, pass);
		(void)fclose(f);
		TRY(e);
	}
	return OK;
}

static err print_report(struct cli *cli, const struct fhir_import *im)
{
	struct sink out;
	struct json j;

	sink_file(&out, stdout);
	if (cli_has(cli, "--text")) {
		fhir_report_text(im, &out);
		return sink_end(&out);
	}
	json_init(&j, &out);
	j.lines = true;
	fhir_report_json(im, &j);
	json_line(&j);
	return json_end(&j);
}

static err import_look(struct cli *cli)
{
	int64_t size;

	return measure(cli, &size);
}

static err import_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	struct fhir_import im;
	struct progress bar;
	int64_t size;

	if (cli_has(cli, "--center"))
		TRY(cli_center(cli, PERM_EXCHANGE));
	TRY(measure(cli, &size));
	progress_start(&bar, "Reading", size);
	fhir_import_begin(&im, c, &bar);
	TRY(read_all(cli, &im, FHIR_PASS_PEOPLE));
	if (fhir_needs_second_pass(&im))
		TRY(read_all(cli, &im, FHIR_PASS_RELATED));
	TRY(fhir_import_end(&im));
	TRY(print_report(cli, &im));
	if (fhir_total(&im).refused)
		FAIL(c, ERR_INVALID, "%lld could not be taken in; the report says why. The rest is in.", (long long)fhir_total(&im).refused);
	return OK;
}

static const struct cli_option import_options[] = {
	{"--center", "NAME", "the center that knows these patients and staff from now on"},
	{"--text", NULL, "the report as lines for a person; otherwise JSON"},
	{0},
};

const struct command import_fhir_command = {
	.name = "import fhir", .arguments = "FILE...", .summary = "bring in people from FHIR R4: NDJSON, Bundles, single resources",
	.more = "Takes Patient, RelatedPerson, Practitioner, Location and Organization. Who is known already, by the other system's id or\n"
		"by an identifier, is updated; nobody is there twice. What Porchlight has no place for is kept and comes back on export.\n"
		"What cannot be taken is reported with file, line and reason, the rest goes in; the exit status is then 2.\n"
		"A resource may have 4 MiB; a file any length.",
	.options = import_options, .needs = CLI_DB | CLI_MIGRATED | CLI_TX, .look = import_look, .run = import_run,
};

/* ---- export ---------------------------------------------------------------------------------------------------------------- */

static err read_type(struct cli *cli, enum fhir_type *out)
{
	const char *type = cli_value(cli, "--type");

	*out = type ? (enum fhir_type)code_find(&fhir_type_codes, str_of(type)) : FHIR_OTHER;
	if (type && *out == FHIR_OTHER)
		return problem(cli->c, "--type", "Give Patient, RelatedPerson, Practitioner, Location or Organization.");
	return OK;
}

static err export_look(struct cli *cli)
{
	return read_type(cli, &(enum fhir_type){0});
}

static err export_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	enum fhir_type only;
	struct sink out;
	struct waiting wait = {0};
	int64_t lines;
	err e;

	TRY(read_type(cli, &only));
	if (cli_has(cli, "--center"))
		TRY(cli_center(cli, PERM_EXCHANGE));
	TRY(cli_journal(cli, JOURNAL_EXPORT, "people, begun")); /* before the first line; whom it showed follows when it is known */
	sink_file(&out, stdout);
	if (!isatty(STDOUT_FILENO)) /* otherwise the lines themselves are what moves */
		waiting_start(&wait, "Writing, seconds:");
	e = fhir_export(c, &out, only, !cli_has(cli, "--center"), &lines);
	waiting_end(&wait);
	TRY(e);
	TRY(sink_end(&out));
	return journal_flush_view(c, JOURNAL_EXPORT);
}

static const struct cli_option export_options[] = {
	{"--center", "NAME", "only the people and staff of this center"},
	{"--type", "TYPE", "only Patient, RelatedPerson, Practitioner, Location or Organization"},
	{0},
};

const struct command export_fhir_command = {
	.name = "export fhir", .arguments = "", .summary = "write people as FHIR R4, one resource per line (NDJSON)",
	.more = "Resources that came from elsewhere come out as they were, changed only where somebody changed something here.\n"
		"The file holds health records, perhaps under 42 CFR Part 2: keep it as you keep the records.",
	.options = export_options, .needs = CLI_DB | CLI_MIGRATED | CLI_TX, .look = export_look, .run = export_run,
};
