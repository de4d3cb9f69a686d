/* export.c - a scan for the objects of the list "rows"; each is given to json-c by itself, so that memory does not grow with the file. */
#include "care/directory/export.h"

#include <json-c/json.h>

#define OBJECT_MOST ((size_t)1 << 20)
#define SERVICES_MOST 100

struct scan {
	str s;
	size_t at;
};

static void skip_blank(struct scan *x)
{
	while (x->at < x->s.n && strchr(" \t\r\n", x->s.p[x->at]))
		x->at++;
}

bool export_is(bytes body)
{
	struct scan x = {{(const char *)body.p, body.n}, 0};

	if (str_starts(x.s, "\xef\xbb\xbf"))
		x.at = 3;
	skip_blank(&x);
	return x.at < x.s.n && (x.s.p[x.at] == '{' || x.s.p[x.at] == '[');
}

static bool skip_string(struct scan *x)
{
	for (x->at++; x->at < x->s.n && x->s.p[x->at] != '"'; x->at++)
		if (x->s.p[x->at] == '\\')
			x->at++;
	if (x->at >= x->s.n)
		return false;
	x->at++;
	return true;
}

/* Over one value, whatever it is. */
static bool skip_value(struct scan *x)
{
	size_t depth = 0;

	do {
		char ch;

		skip_blank(x);
		if (x->at >= x->s.n)
			return false;
		ch = x->s.p[x->at];
		if (ch == '"') {
			if (!skip_string(x))
				return false;
			continue;
		}
		if (ch == '{' || ch == '[')
			depth++;
		else if (ch == '}' || ch == ']') {
			if (!depth)
				return false;
			depth--;
		} else if (!depth) {
			while (x->at < x->s.n && !strchr(",]} \t\r\n", x->s.p[x->at]))
				x->at++;
			return true;
		}
		x->at++;
	} while (depth);
	return true;
}

/* To the first entry of the list: behind the [ of "rows", or of the whole document. */
static bool find_list(struct scan *x)
{
	skip_blank(x);
	if (x->at < x->s.n && x->s.p[x->at] == '[')
		return x->at++, true;
	for (x->at++;;) {
		size_t key;

		skip_blank(x);
		if (x->at >= x->s.n || x->s.p[x->at] != '"')
			return false;
		key = x->at;
		if (!skip_string(x))
			return false;
		key = str_index(str_slice(x->s, key, x->at), STR("\"rows\"")) == 0;
		skip_blank(x);
		if (x->at >= x->s.n || x->s.p[x->at++] != ':')
			return false;
		skip_blank(x);
		if (key)
			return x->at < x->s.n && x->s.p[x->at++] == '[';
		if (!skip_value(x))
			return false;
		skip_blank(x);
		if (x->at >= x->s.n || x->s.p[x->at++] != ',')
			return false;
	}
}

static void put_json(void *arg)
{
	json_object_put(*(struct json_object **)arg);
	*(struct json_object **)arg = NULL;
}

static str member(struct arena *a, struct json_object *o, const char *key)
{
	struct json_object *v = NULL;
	str s;

	if (!json_object_object_get_ex(o, key, &v) || !v || json_object_is_type(v, json_type_object) ||
		json_object_is_type(v, json_type_array))
		return STR_NONE;
	s = str_of(json_object_get_string(v));
	return str_trim(str_copy(a, s));
}

static void take_services(struct rows *r, struct json_object *o, struct rows_row *to)
{
	struct json_object *list = NULL;
	struct rows_service *out;
	size_t n;

	if (!json_object_object_get_ex(o, "services", &list) || !json_object_is_type(list, json_type_array))
		return;
	n = json_object_array_length(list);
	n = n < SERVICES_MOST ? n : SERVICES_MOST;
	out = ARENA_NEW_ARRAY(r->c->arena, struct rows_service, n);
	for (size_t i = 0; i < n; i++) {
		struct json_object *one = json_object_array_get_idx(list, i);

		if (json_object_is_type(one, json_type_object))
			out[to->n_services++] =
				(struct rows_service){member(r->c->arena, one, "f2"), member(r->c->arena, one, "f3")};
	}
	to->services = out;
}

static err take_object(struct rows *r, size_t number, struct json_object *o)
{
	static const struct {
		enum field field;
		const char *key;
	} keys[] = {{F_NAME1, "name1"}, {F_NAME2, "name2"}, {F_STREET1, "street1"}, {F_STREET2, "street2"},
		{F_CITY, "city"}, {F_STATE, "state"}, {F_ZIP, "zip"}, {F_PHONE, "phone"}, {F_INTAKE1, "intake1"},
		{F_INTAKE2, "intake2"}, {F_INTAKE1A, "hotline1"}, {F_INTAKE2A, "hotline2"}, {F_WEBSITE, "website"},
		{F_LATITUDE, "latitude"}, {F_LONGITUDE, "longitude"}, {F_TYPE, "type_facility"}, {F_TYPE, "typeFacility"}};
	struct rows_row *to;

	TRY(rows_add(r, number, &to));
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		if (!to->v[keys[i].field].p)
			to->v[keys[i].field] = member(r->c->arena, o, keys[i].key);
	take_services(r, o, to);
	return OK;
}

static err take_text(struct rows *r, size_t number, str text, struct json_object **holder)
{
	struct json_tokener *tok;
	enum json_tokener_error why;

	if (text.n > OBJECT_MOST || !str_valid_utf8(text)) {
		rows_refuse(
			r, r->file, number, STR(""), text.n > OBJECT_MOST ? "It is longer than 1 MB." : "It is not UTF-8 text.");
		return OK;
	}
	tok = json_tokener_new_ex(16);
	if (!tok)
		FAIL(r->c, ERR_BUSY, "There is no memory to read this just now.");
	*holder = json_tokener_parse_ex(tok, text.p, (int)text.n);
	why = json_tokener_get_error(tok);
	json_tokener_free(tok);
	if (why != json_tokener_success || !json_object_is_type(*holder, json_type_object)) {
		rows_refuse(r, r->file, number, STR(""), "It is not a facility as JSON.");
		put_json(holder);
		return OK;
	}
	TRY(take_object(r, number, *holder));
	put_json(holder);
	return OK;
}

static err cut_off(struct rows *r)
{
	FAIL(r->c, ERR_MALFORMED,
		"%.*s is no export of FindTreatment.gov, or it was cut off: its list \"rows\" is not there or does not end.",
		STR_ARG(r->files[r->file].name));
}

err export_read(struct rows *r)
{
	const struct directory_file *f = &r->files[r->file];
	struct scan x = {{(const char *)f->body.p, f->body.n},
		str_starts((str){(const char *)f->body.p, f->body.n}, "\xef\xbb\xbf") ? 3 : 0};
	struct json_object **holder = ARENA_NEW(r->c->arena, struct json_object *);

	arena_on_free(r->c->arena, put_json, holder);
	if (!find_list(&x))
		return cut_off(r);
	skip_blank(&x);
	if (x.at < x.s.n && x.s.p[x.at] == ']')
		return OK;
	for (size_t number = 1;; number++) {
		size_t from;

		skip_blank(&x);
		from = x.at;
		if (!skip_value(&x))
			return cut_off(r);
		TRY(take_text(r, number, str_slice(x.s, from, x.at), holder));
		skip_blank(&x);
		if (x.at >= x.s.n || (x.s.p[x.at] != ',' && x.s.p[x.at] != ']'))
			return cut_off(r);
		if (x.s.p[x.at++] == ']')
			return OK;
	}
}
