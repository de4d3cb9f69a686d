/* migrate_words.h - finds the type words of a migration (the table in migrate.h) and says what each stands
 * for: for migrate.c, which expands them, and tools/qc, which learns the types of all columns from them. */
#ifndef DB_MIGRATE_WORDS_H
#define DB_MIGRATE_WORDS_H

#include "db/db.h"

struct type_word {
	const char *name;     /* "code" */
	enum db_type type;    /* 0: the word is no column's type (@strict) */
	bool takes_name;      /* written with a name in parentheses: @code(sex) */
	const char *sqlite;   /* what stands in its place */
	const char *postgres;
};

/* One use of a word. */
struct type_use {
	const struct type_word *word; /* NULL: there is no such word, or a name is missing or too much */
	str text;                     /* all of it: "@code(sex)" */
	str of;                       /* "sex"; none for words without a name */
};

/* The first type word at or after *at that is not in a comment or in quotes; false: there is none.
 * *at moves behind it, so what lies between two uses is plain SQL. */
bool type_word_next(str sql, size_t *at, struct type_use *out);

#endif
