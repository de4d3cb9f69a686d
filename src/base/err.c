/* err.c - the table of err.h as look-ups. */
#include "base/err.h"

static const struct {
	const char *name;
	int http;
	int exit;
	const char *fhir;
} table[] = {
#define X(name, http, exit, fhir) {#name, http, exit, fhir},
	ERR_TABLE(X)
#undef X
};

int err_http_status(err e)
{
	return table[e].http;
}

int err_exit_status(err e)
{
	return table[e].exit;
}

const char *err_fhir_issue(err e)
{
	return table[e].fhir;
}

const char *err_name(err e)
{
	return table[e].name;
}
