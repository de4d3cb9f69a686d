/* fhir_pages.c - import and export on a screen. The command line takes files of any length; here an upload has its limit. */
#include "base/stream.h"
#include "fhir.html.h"
#include "link/fhir/fhir_routes.h"
#include "link/fhir/fhir_view.h"

/* GET /c/{center}/exchange/import */
static err exchange_show(struct ctx *c)
{
	return page(c, tpl_exchange, &(struct exchange_view){0});
}

/* One pass over all files that were sent; *n says how many there were. */
static err read_uploads(struct ctx *c, struct fhir_import *im, enum fhir_pass pass, size_t *n)
{
	struct upload u;

	for (*n = 0; form_upload(c, "files", *n, &u); ++*n) {
		FILE *f = fopen(u.path, "rbe");
		err e;

		if (!f)
			FAIL(c, ERR_IO, "The file could not be kept for reading. Nothing of it was brought in; try again.");
		e = fhir_import_file(im, str_z(c->arena, u.filename), f, pass);
		(void)fclose(f);
		TRY(e);
	}
	return OK;
}

/* POST /c/{center}/exchange/import - everything is told on the page that answers. Sending the same files again changes nothing. */
static err exchange_take(struct ctx *c)
{
	struct fhir_import im;
	struct exchange_view v = {.done = &im};
	size_t n;

	db_read_end(c);
	fhir_import_begin(&im, c, NULL);
	TRY(read_uploads(c, &im, FHIR_PASS_PEOPLE, &n));
	if (n && fhir_needs_second_pass(&im))
		TRY(read_uploads(c, &im, FHIR_PASS_RELATED, &n));
	if (n)
		TRY(fhir_import_end(&im));
	TRY(db_read_begin(c, c->db));
	if (!n) {
		(void)problem(c, "files", "Choose one or more files.");
		return page_again(c, tpl_exchange, &(struct exchange_view){0});
	}
	v.total = fhir_total(&im);
	return page(c, tpl_exchange, &v);
}

/* GET /c/{center}/exchange/people.ndjson?type=Patient */
static err exchange_give(struct ctx *c)
{
	str type = query_text(c, "type");
	enum fhir_type only = (enum fhir_type)code_find(&fhir_type_codes, type);
	struct sink out;
	int64_t lines;

	if (!str_empty(type) && only == FHIR_OTHER)
		return ERR_NOT_FOUND;
	send_sink(c, &out);
	TRY(fhir_export(c, &out, only, false, &lines));
	TRY(sink_end(&out));
	return send_file(c, "application/fhir+ndjson", "people.ndjson");
}

const struct route fhir_routes[] = {
	{METHOD_GET, "/c/{center}/exchange/import", exchange_show, PERM_EXCHANGE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/exchange/import", exchange_take, PERM_EXCHANGE, JOURNAL_NONE, ROUTE_UPLOAD, IMPORT_UPLOAD_MOST},
	{METHOD_GET, "/c/{center}/exchange/people.ndjson", exchange_give, PERM_EXCHANGE, JOURNAL_EXPORT, 0, 0},
};
const size_t fhir_routes_n = COUNT_OF(fhir_routes);
