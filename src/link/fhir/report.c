/* report.c - what an import did, for programs and for people. */
#include "base/json.h"
#include "link/fhir/fhir.h"

static void put_counts(struct json *j, const struct fhir_counts *n)
{
	json_int(json_key(j, "new"), n->added);
	json_int(json_key(j, "updated"), n->updated);
	json_int(json_key(j, "unchanged"), n->unchanged);
	json_int(json_key(j, "refused"), n->refused);
}

static bool any(const struct fhir_counts *n)
{
	return n->added || n->updated || n->unchanged || n->refused;
}

static void put_refusals(struct json *j, const struct fhir_import *im)
{
	json_array(json_key(j, "refusals"));
	for (size_t i = 0; i < im->n_refusals; i++) {
		const struct refusal *r = &im->refusals[i];

		json_object(j);
		json_str(json_key(j, "file"), r->file);
		json_int(json_key(j, "line"), (int64_t)r->line);
		json_str(json_key(j, "resource"), r->what);
		json_str(json_key(j, "reason"), r->reason);
		json_object_end(j);
	}
	json_array_end(j);
}

void fhir_report_json(const struct fhir_import *im, struct json *j)
{
	struct fhir_counts total = fhir_total(im);

	json_object(j);
	put_counts(j, &total);
	json_object(json_key(j, "types"));
	for (int i = FHIR_PATIENT; i <= FHIR_ORGANIZATION; i++) {
		if (!any(&im->by_type[i]))
			continue;
		json_object(json_key_str(j, code_of(&fhir_type_codes, i)));
		put_counts(j, &im->by_type[i]);
		if (i >= FHIR_LOCATION)
			json_int(json_key(j, "linked"), im->by_type[i].linked);
		json_object_end(j);
	}
	json_object_end(j);
	json_object(json_key(j, "left_out"));
	for (size_t i = 0; i < im->n_others; i++)
		json_int(json_key_str(j, im->others[i].type), im->others[i].n);
	json_object_end(j);
	put_refusals(j, im);
	json_object_end(j);
}

static void put_line(struct sink *out, str name, const struct fhir_counts *n)
{
	char line[200];

	(void)snprintf(line, sizeof(line), "%-14.*s %lld new, %lld updated, %lld unchanged, %lld refused\n", STR_ARG(name),
		(long long)n->added, (long long)n->updated, (long long)n->unchanged, (long long)n->refused);
	sink_str(out, str_of(line));
}

static void put_number(struct sink *out, int64_t n)
{
	char digits[24];

	(void)snprintf(digits, sizeof(digits), "%lld", (long long)n);
	sink_str(out, str_of(digits));
}

static void put_refusal(struct sink *out, const struct refusal *r)
{
	sink_str(out, r->file);
	SINK_LIT(out, ":");
	put_number(out, (int64_t)r->line);
	SINK_LIT(out, ": ");
	if (r->what.p) {
		sink_str(out, r->what);
		SINK_LIT(out, ": ");
	}
	sink_str(out, r->reason);
	SINK_LIT(out, "\n");
}

void fhir_report_text(const struct fhir_import *im, struct sink *out)
{
	struct fhir_counts total = fhir_total(im);

	for (int i = FHIR_PATIENT; i <= FHIR_ORGANIZATION; i++)
		if (any(&im->by_type[i]))
			put_line(out, code_of(&fhir_type_codes, i), &im->by_type[i]);
	for (size_t i = 0; i < im->n_others; i++) {
		sink_str(out, im->others[i].type);
		SINK_LIT(out, ": ");
		put_number(out, im->others[i].n);
		SINK_LIT(out, " left out; Porchlight does not take this type\n");
	}
	for (size_t i = 0; i < im->n_refusals; i++)
		put_refusal(out, &im->refusals[i]);
	if (total.refused > (int64_t)im->n_refusals) {
		SINK_LIT(out, "... and ");
		put_number(out, total.refused - (int64_t)im->n_refusals);
		SINK_LIT(out, " more\n");
	}
	put_line(out, STR("Together"), &total);
}
