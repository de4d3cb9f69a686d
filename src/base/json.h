/* json.h - JSON as it is written, value by value; no tree in memory.
 *
 *   json_init(&j, &sink);
 *   json_object(&j);
 *   json_str(json_key(&j, "name"), row->name);
 *   json_array(json_key(&j, "weeks"));
 *   json_int(&j, 540);
 *   json_array_end(&j);
 *   json_object_end(&j);
 *   TRY(json_end(&j));
 *
 * What would not be JSON (a value without its key, an array closed as an object, two documents) is our mistake: nothing
 * more is written and json_end says ERR_BUG. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/stream.h"
#include "base/time.h"

#define JSON_DEPTH 64

struct json {
	struct sink *out;
	uint64_t is_object; /* a bit per open object or array, the innermost at depth - 1 */
	uint64_t has_members;
	unsigned depth;
	bool has_key; /* a key was written and waits for its value */
	bool whole;   /* the document is complete */
	bool lines;   /* NDJSON, where no document at all is fine too */
};

void json_init(struct json *j, struct sink *out);
void json_object(struct json *j);
void json_object_end(struct json *j);
void json_array(struct json *j);
void json_array_end(struct json *j);
/* The key of the next value; returns j, so that the value can be written around it. */
struct json *json_key(struct json *j, const char *key);
struct json *json_key_str(struct json *j, str key);
/* Bytes that are not UTF-8 come out as U+FFFD; none comes out as null. */
void json_str(struct json *j, str value);
void json_int(struct json *j, int64_t value);
void json_bool(struct json *j, bool value);
void json_null(struct json *j);
void json_date(struct json *j, date value);       /* "2026-11-23"; none is null */
void json_instant(struct json *j, instant value); /* RFC 3339; none is null */
/* A number in its own digits, which no double would keep: 1.50 stays 1.50. */
void json_number(struct json *j, str digits);
/* A whole value written by somebody else, trusted to be JSON. */
void json_raw(struct json *j, str value);
/* Ends a line of NDJSON: the next value, if any, is a document of its own. */
void json_line(struct json *j);
/* ERR_BUG unless complete; otherwise what the sink says. Ends the sink. */
NODISCARD err json_end(struct json *j);

#endif
