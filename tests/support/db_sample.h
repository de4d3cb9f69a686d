/* db_sample.h - a table with a column of every type, one that refers to it, and the queries on them: what
 * tools/qc would write, by hand, so that src/db is tested by itself. */
#ifndef TESTS_SUPPORT_DB_SAMPLE_H
#define TESTS_SUPPORT_DB_SAMPLE_H

#include "db/migrate.h"

#define MOOD_TABLE(X) \
	X(MOOD_CALM, "calm", "Calm", NULL) \
	X(MOOD_TIRED, "tired", "Tired", NULL)
CODE_ENUM(mood, MOOD_TABLE, MOOD_NONE)

struct sample {
	int64_t id;
	struct opt_int n;
	int64_t must; /* may not be null */
	bool flag;
	str words;
	bytes raw;
	date day;
	instant at;
	cents price;
	enum mood mood;
};

extern const struct db_table sample_table;
extern const struct db_table note_table;

/* Makes the tables in an empty database. */
NODISCARD err sample_migrate(struct ctx *c, struct db *db);

NODISCARD err sample_add(struct wtx *w, const struct sample *s);
/* Adds number id with the least that is needed. */
NODISCARD err sample_add_plain(struct wtx *w, int64_t id);
NODISCARD err sample_get(struct tx *tx, int64_t id, struct sample *out);
NODISCARD err sample_all(struct tx *tx, struct sample **rows, size_t *n);
NODISCARD err sample_each(struct tx *tx, db_each_fn *fn, void *arg); /* rows are struct sample, in the order of ids */
NODISCARD err sample_count(struct tx *tx, int64_t *n);
/* Sets n and returns the row that was changed. */
NODISCARD err sample_set(struct wtx *w, int64_t id, int64_t n, struct sample *out);
NODISCARD err sample_remove_all(struct wtx *w, int64_t *changed);
/* A row that needs its sample. */
NODISCARD err note_add(struct wtx *w, int64_t id, int64_t sample_id);
/* A query that is wrong on both engines, and one that writes but is run as a read. */
NODISCARD err sample_wrong(struct tx *tx);
NODISCARD err sample_sneak(struct tx *tx);
/* The center of the request and its clock, as the database gets them. */
struct sample_request {
	int64_t center;
	instant now;
};
NODISCARD err sample_request(struct tx *tx, struct sample_request *out);

#endif
