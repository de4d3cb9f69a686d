/* pack_json.c - json-c behind the calls of pack_json.h. */
#include "care/pack_json.h"

#include <json-c/json.h>
#include <stdarg.h>

#define DEPTH_MOST 16

static void put_json(void *holder)
{
	json_object_put(*(struct json_object **)holder);
}

/* Line and column of a byte, both from 1. */
static err malformed(struct ctx *c, const struct pack_file *file, size_t at, const char *why)
{
	size_t line = 1, column = 1;

	for (size_t i = 0; i < at && i < file->body.n; i++) {
		column++;
		if (file->body.p[i] == '\n') {
			line++;
			column = 1;
		}
	}
	FAIL(c, ERR_MALFORMED, "%.*s is not JSON: %s at line %zu, column %zu.", STR_ARG(file->path), why, line, column);
}

/* Parses the whole file into *json, which the caller owns even when it is not all of it. */
static err parse(struct ctx *c, const struct pack_file *file, struct json_object **json)
{
	struct json_tokener *tok = json_tokener_new_ex(DEPTH_MOST);
	enum json_tokener_error why;
	size_t at;

	if (!tok)
		FAIL(c, ERR_BUSY, "No memory to read %.*s.", STR_ARG(file->path));
	json_tokener_set_flags(tok, JSON_TOKENER_STRICT);
	*json = json_tokener_parse_ex(tok, (const char *)file->body.p, (int)file->body.n);
	why = json_tokener_get_error(tok);
	at = json_tokener_get_parse_end(tok);
	json_tokener_free(tok);
	if (why == json_tokener_success)
		return OK;
	return malformed(c, file, at,
		why == json_tokener_continue ? "it ends too early" : json_tokener_error_desc(why));
}

err pack_open(struct ctx *c, const struct pack_file *file, struct pack_value *top)
{
	struct json_object **json = ARENA_NEW(c->arena, struct json_object *);

	arena_on_free(c->arena, put_json, json); /* before there is anything to lose */
	*top = (struct pack_value){.c = c, .file = str_z(c->arena, file->path), .path = ""};
	if (file->body.n > PACK_FILE_MOST)
		FAIL(c, ERR_TOO_LARGE, "%s is larger than a pack may be (%zu bytes).", top->file, PACK_FILE_MOST);
	if (!str_valid_text((str){(const char *)file->body.p, file->body.n}))
		FAIL(c, ERR_MALFORMED, "%s is not JSON: it is not UTF-8 text.", top->file);
	TRY(parse(c, file, json));
	if (!json_object_is_type(*json, json_type_object))
		FAIL(c, ERR_MALFORMED, "%s is not a pack: it begins with { and ends with }.", top->file);
	top->json = *json;
	return OK;
}

/* ---- saying what is wrong ---- */

static const char *path_to(struct pack_value v, const char *key)
{
	return str_format(v.c->arena, "%s%s%s", v.path, *v.path && *key != '[' ? "." : "", key).p;
}

void pack_wrong(struct pack_value v, const char *key, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)problem(v.c, str_format(v.c->arena, "%s: %s", v.file, path_to(v, key)).p, "%s", text);
}

void pack_known(struct pack_value v, const char *const *known)
{
	if (!v.json)
		return;
	json_object_object_foreach((struct json_object *)v.json, key, value)
	{
		const char *const *one = known;

		(void)value;
		while (*one && strcmp(*one, key) != 0)
			one++;
		if (!*one)
			pack_wrong(v, key, "There is no field of this name here. Check its spelling.");
	}
}

/* ---- reading ---- */

/* The field's value; NULL when left out or null. */
static struct json_object *field(struct pack_value v, const char *key)
{
	struct json_object *found = NULL;

	if (v.json)
		json_object_object_get_ex((struct json_object *)v.json, key, &found);
	return found;
}

static struct json_object *field_of(struct pack_value v, const char *key, enum json_type type, const char *what)
{
	struct json_object *found = field(v, key);

	if (found && !json_object_is_type(found, type)) {
		pack_wrong(v, key, "Write %s here.", what);
		return NULL;
	}
	return found;
}

bool pack_has(struct pack_value v, const char *key)
{
	return field(v, key) != NULL;
}

static str text_of(struct pack_value v, const char *key, struct json_object *json, size_t most)
{
	str s = {json_object_get_string(json), (size_t)json_object_get_string_len(json)};

	if (!str_valid_text(s) || str_empty(str_trim(s)))
		pack_wrong(v, key, "Write some text here.");
	else if (str_points(s) > most)
		pack_wrong(v, key, "This text is longer than %zu characters. Shorten it.", most);
	else
		return str_copy(v.c->arena, s);
	return STR("");
}

str pack_text_optional(struct pack_value v, const char *key, size_t most)
{
	struct json_object *json = field_of(v, key, json_type_string, "text in quotation marks");

	return json ? text_of(v, key, json, most) : STR_NONE;
}

str pack_text(struct pack_value v, const char *key, size_t most)
{
	if (v.json && !pack_has(v, key)) {
		pack_wrong(v, key, "This field is missing.");
		return STR("");
	}
	return pack_text_optional(v, key, most);
}

static bool code_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

str pack_code(struct pack_value v, const char *key)
{
	str s = pack_text(v, key, 60);
	bool good = !str_empty(s) && s.p[0] >= 'a' && s.p[0] <= 'z';

	for (size_t i = 0; i < s.n; i++)
		good &= code_letter(s.p[i]);
	if (!good && !str_empty(s))
		pack_wrong(v, key, "A code has small letters, digits, - and . only, and begins with a letter.");
	return s;
}

int pack_number(struct pack_value v, const char *key, int least, int most, int otherwise)
{
	struct json_object *json = field_of(v, key, json_type_int, "a whole number");
	int64_t n;

	if (!json)
		return otherwise;
	n = json_object_get_int64(json);
	if (n >= least && n <= most)
		return (int)n;
	pack_wrong(v, key, "Write a number from %d to %d.", least, most);
	return otherwise;
}

str pack_digits(struct pack_value v, const char *key)
{
	struct json_object *json = field(v, key);

	if (json_object_is_type(json, json_type_int) || json_object_is_type(json, json_type_double))
		return str_copy(v.c->arena, str_of(json_object_to_json_string(json)));
	if (v.json)
		pack_wrong(v, key, "Write a number here.");
	return STR_NONE;
}

bool pack_bool(struct pack_value v, const char *key)
{
	struct json_object *json = field_of(v, key, json_type_boolean, "true or false");

	return json && json_object_get_boolean(json);
}

size_t pack_numbers(struct pack_value v, const char *key, int least, int most, int *out, size_t room)
{
	struct json_object *json = field_of(v, key, json_type_array, "a list of numbers");
	size_t n = json ? json_object_array_length(json) : 0;

	if (n > room) {
		pack_wrong(v, key, "Write at most %zu numbers.", room);
		n = room;
	}
	for (size_t i = 0; i < n; i++) {
		struct json_object *one = json_object_array_get_idx(json, i);
		int64_t x = json_object_is_type(one, json_type_int) ? json_object_get_int64(one) : (int64_t)most + 1;

		if (x < least || x > most)
			pack_wrong(v, key, "Write numbers from %d to %d.", least, most);
		out[i] = x < least || x > most ? least : (int)x;
	}
	return n;
}

date pack_date_optional(struct pack_value v, const char *key)
{
	str s = pack_text_optional(v, key, 10);
	date d = {0};

	if (s.p && !date_read(s, &d))
		pack_wrong(v, key, "Write a day as 2026-01-31.");
	return d;
}

date pack_date(struct pack_value v, const char *key)
{
	if (v.json && !pack_has(v, key))
		pack_wrong(v, key, "This field is missing.");
	return pack_date_optional(v, key);
}

struct pack_value pack_object(struct pack_value v, const char *key)
{
	return (struct pack_value){v.c, field_of(v, key, json_type_object, "an object in { }"), v.file, path_to(v, key)};
}

static struct json_object *list_of(struct pack_value v, const char *key, size_t most)
{
	struct json_object *list = field_of(v, key, json_type_array, "a list in [ ]");

	if (!list || json_object_array_length(list) <= most)
		return list;
	pack_wrong(v, key, "This list has more than %zu entries. Shorten it.", most);
	return NULL;
}

size_t pack_count(struct pack_value v, const char *key, size_t most)
{
	struct json_object *list = list_of(v, key, most);

	return list ? json_object_array_length(list) : 0;
}

struct pack_value pack_entry(struct pack_value v, const char *key, size_t i)
{
	const char *at = str_format(v.c->arena, "%s[%zu]", key, i).p;
	struct json_object *list = field(v, key);
	struct json_object *one = list ? json_object_array_get_idx(list, i) : NULL;
	struct pack_value out = {v.c, one, v.file, path_to(v, at)};

	if (json_object_is_type(one, json_type_object))
		return out;
	pack_wrong(v, at, "Write an object in { } here.");
	out.json = NULL;
	return out;
}

struct texts pack_texts(struct pack_value v, const char *key, size_t most_entries, size_t most_characters)
{
	struct json_object *list = list_of(v, key, most_entries);
	size_t n = list ? json_object_array_length(list) : 0;
	str *out = ARENA_NEW_ARRAY(v.c->arena, str, n);

	for (size_t i = 0; i < n; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);
		const char *at = str_format(v.c->arena, "%s[%zu]", key, i).p;

		out[i] = STR("");
		if (json_object_is_type(one, json_type_string))
			out[i] = text_of(v, at, one, most_characters);
		else
			pack_wrong(v, at, "Write text in quotation marks here.");
	}
	return (struct texts){out, n};
}
