/* pack_json.h - strict reading of pack files: data that a person edits and the program trusts.
 * Every mistake becomes a problem whose field says where it is ("packs/hours/x.json:
 * versions[0].week.least_minutes") and whose text says how to put it right; reading goes on, so that one
 * look at a file finds all of them. After a mistake the functions give harmless values. Texts are copied
 * into the context's arena. */
#ifndef CARE_PACK_JSON_H
#define CARE_PACK_JSON_H

#include "base/ctx.h"
#include "base/pack.h"

#define PACK_FILE_MOST ((size_t)1 << 20) /* bytes */

struct json_object;

struct texts {
	const str *v;
	size_t n;
};

/* Gives the files one after the other, wherever they come from; false: no more. pack_files_next gives those
 * that are built in. */
typedef bool (*pack_next)(void *arg, struct pack_file *out);

/* An object inside a pack, and the way to it. json == NULL: it is not there (every read gives "nothing"). */
struct pack_value {
	struct ctx *c;
	const struct json_object *json;
	const char *file;
	const char *path; /* "" at the top */
};

/* Reads a whole file. ERR_TOO_LARGE, or ERR_MALFORMED: not a JSON object; says where. */
NODISCARD err pack_open(struct ctx *c, const struct pack_file *file, struct pack_value *top);

/* Notes every field of v that is not among `known` (ends with NULL): a misspelt field must not pass in
 * silence. */
void pack_known(struct pack_value v, const char *const *known);
/* A mistake in field `key` of v. */
void pack_wrong(struct pack_value v, const char *key, const char *fmt, ...) PRINTF_LIKE(3, 4);

bool pack_has(struct pack_value v, const char *key); /* there, and not null */
/* One line or more of text, 1 to `most` characters. Optional ones give none when left out or null. */
str pack_text(struct pack_value v, const char *key, size_t most);
str pack_text_optional(struct pack_value v, const char *key, size_t most);
/* A code: small letters, digits, '-' and '.', beginning with a letter. */
str pack_code(struct pack_value v, const char *key);
/* A whole number in [least, most]; `otherwise` when left out or null. */
int pack_number(struct pack_value v, const char *key, int least, int most, int otherwise);
/* A number as it is written (1.50 stays 1.50); none, and a problem, when it is missing or no number. */
str pack_digits(struct pack_value v, const char *key);
bool pack_bool(struct pack_value v, const char *key); /* false when left out */
/* Up to `room` whole numbers in [least, most]; gives how many. */
size_t pack_numbers(struct pack_value v, const char *key, int least, int most, int *out, size_t room);
date pack_date(struct pack_value v, const char *key);
date pack_date_optional(struct pack_value v, const char *key);
/* An object in v; nothing when left out or null. */
struct pack_value pack_object(struct pack_value v, const char *key);
/* Number of entries of a list of objects (0: left out), and the i-th. */
size_t pack_count(struct pack_value v, const char *key, size_t most);
struct pack_value pack_entry(struct pack_value v, const char *key, size_t i);
/* A list of short texts, in the arena; left out: none. */
struct texts pack_texts(struct pack_value v, const char *key, size_t most_entries, size_t most_characters);

#endif
