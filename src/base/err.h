/* err.h - the one list of ways in which work can end.
 * The same table gives the HTTP status, the exit status of a command and the FHIR issue type,
 * so that a failure looks the same through every door. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/*      name            http exit fhir issue type  meaning */
#define ERR_TABLE(X) \
	X(OK,            200, 0, "informational")   /* done */ \
	X(ERR_NOT_FOUND, 404, 4, "not-found")       /* unknown, or not yours: the two look alike */ \
	X(ERR_INVALID,   422, 2, "invalid")         /* what was typed is wrong; problems name the fields */ \
	X(ERR_MALFORMED, 400, 2, "structure")       /* not even readable as a request or file */ \
	X(ERR_CONFLICT,  409, 5, "conflict")        /* somebody else was first; nothing was changed */ \
	X(ERR_DENIED,    403, 3, "forbidden")       /* you may know that it exists, not do this */ \
	X(ERR_SIGN_IN,   401, 3, "login")           /* nobody is signed in */ \
	X(ERR_TOO_LARGE, 413, 2, "too-long")        /* over a stated limit */ \
	X(ERR_TOO_FAST,  429, 6, "throttled")       /* wait, then try again */ \
	X(ERR_BUSY,      503, 6, "transient")       /* the database is busy; nothing was changed */ \
	X(ERR_IO,        500, 7, "exception")       /* disk, network or database failed */ \
	X(ERR_BUG,       500, 8, "exception")       /* our mistake; the log has the place */

typedef enum err {
#define X(name, http, exit, fhir) name,
	ERR_TABLE(X)
#undef X
} err;

int err_http_status(err e);
int err_exit_status(err e);
const char *err_fhir_issue(err e);
const char *err_name(err e);

/* Pass a failure on. */
#define TRY(call) \
	do { \
		err try_err_ = (call); \
		if (try_err_ != OK) \
			return try_err_; \
	} while (0)

/* The same where a handle must be closed first: needs `err e` and a label `out`. */
#define TRY_OUT(call) \
	do { \
		e = (call); \
		if (e != OK) \
			goto out; \
	} while (0)

#endif
