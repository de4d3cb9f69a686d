/* listing.c - a row looked at: what cannot be right is refused, what was only spoilt on the way is put right. */
#include "care/directory/listing.h"

#include <ctype.h>

#include "base/crypt.h"
#include "care/directory/text.h"

#define TEXT_MOST 300
#define MILES_FROM_ITS_ZIP 100 /* a point further away is not that of the address */

/* ---- codes ----------------------------------------------------------------------------------------------------------------- */

struct known_code {
	str code, key;
};

static size_t hash_of(str a, str b)
{
	size_t h = 14695981039346656037u;

	for (size_t i = 0; i < a.n; i++)
		h = (h ^ (unsigned char)a.p[i]) * 1099511628211u;
	h = (h ^ 0xff) * 1099511628211u;
	for (size_t i = 0; i < b.n; i++)
		h = (h ^ (unsigned char)b.p[i]) * 1099511628211u;
	return h ^ h >> 29;
}

/* key "": found by its code. */
static struct known_code *slot_of(const struct known_codes *k, str code, str key)
{
	for (size_t at = hash_of(key.n ? STR("") : code, key);; at++) {
		struct known_code *s = &k->slots[at % k->n_slots];

		if (!s->code.p || (key.n ? str_eq(s->key, key) : !s->key.n && str_eq(s->code, code)))
			return s;
	}
}

static str name_key(struct arena *a, str category, str name)
{
	return str_format(a, "%.*s:%.*s", STR_ARG(category), STR_ARG(text_key(a, name)));
}

void codes_index(struct arena *a, const struct rows_code *v, size_t n, struct known_codes *out)
{
	*out = (struct known_codes){.v = v, .n = n, .n_slots = 8 * n + 8};
	out->slots = ARENA_NEW_ARRAY(a, struct known_code, out->n_slots);
	for (size_t i = 0; i < n; i++) {
		const str keys[] = {STR(""), name_key(a, v[i].category, v[i].name), name_key(a, STR(""), v[i].name)};

		for (size_t k = 0; k < COUNT_OF(keys); k++) {
			struct known_code *s = slot_of(out, v[i].code, keys[k]);

			if (k == 2 && s->code.p && !str_eq(s->code, v[i].code))
				s->code = STR(""); /* two codes have this name: it says nothing without its category */
			else
				*s = (struct known_code){v[i].code, keys[k]};
		}
	}
}

bool codes_have(const struct known_codes *k, str code)
{
	return slot_of(k, code, STR(""))->code.p != NULL;
}

str codes_named(struct arena *a, const struct known_codes *k, str category, str name)
{
	const struct known_code *s = slot_of(k, STR_NONE, name_key(a, category, name));

	if (!s->code.p)
		s = slot_of(k, STR_NONE, name_key(a, STR(""), name));
	return str_empty(s->code) ? STR_NONE : s->code;
}

void unknown_note(struct unknown_codes *u, struct arena *a, enum directory_list list, str code)
{
	for (size_t i = 0; i < u->n; i++)
		if (u->v[i].list == list && str_eq(u->v[i].code, code)) {
			u->v[i].n++;
			return;
		}
	if (u->n < DIRECTORY_CODES_MOST)
		u->v[u->n++] = (struct directory_unknown){str_copy(a, code), list, 1};
}

static void join(struct buf *b, str piece)
{
	if (b->n)
		buf_char(b, '\n');
	buf_str(b, piece);
}

static str next_word(str *rest)
{
	size_t from = 0, to;

	while (from < rest->n && isspace((unsigned char)rest->p[from]))
		from++;
	for (to = from; to < rest->n && !isspace((unsigned char)rest->p[to]);)
		to++;
	str word = str_slice(*rest, from, to);
	*rest = str_slice(*rest, to, rest->n);
	return word;
}

/* "SA DT * OP OIT" */
static void codes_of_text(struct rows *r, str text, const struct known_codes *known, struct unknown_codes *unknown,
	enum directory_list list, struct buf *out)
{
	for (str word = next_word(&text); word.n; word = next_word(&text)) {
		if (str_is(word, "*"))
			continue;
		if (!codes_have(known, word))
			unknown_note(unknown, r->c->arena, list, word);
		join(out, word);
	}
}

/* "PAY", "Medicaid; Medicare"; what nobody knows is kept as "PAY:Access to Recovery (ATR) voucher". */
static void codes_of_service(struct rows *r, const struct rows_service *s, const struct known_codes *known,
	struct unknown_codes *unknown, enum directory_list list, struct buf *out)
{
	str rest = s->names;

	while (rest.p) {
		str name = str_trim(str_cut(rest, ';', &rest)), code;

		if (str_empty(name) || str_find(name, '\n', 0) < name.n)
			continue;
		code = codes_named(r->c->arena, known, s->category, name);
		if (!code.p) {
			code = str_format(r->c->arena, "%.*s:%.*s", STR_ARG(s->category), STR_ARG(name));
			unknown_note(unknown, r->c->arena, list, code);
		}
		join(out, code);
	}
}

void listing_codes(struct rows *r, const struct rows_row *row, const struct known_codes *known,
	struct unknown_codes *unknown, struct listing *out)
{
	struct buf b;

	buf_init(&b, 65536);
	if (row->v[F_CODES].p)
		codes_of_text(r, row->v[F_CODES], known, unknown, out->list, &b);
	for (size_t i = 0; i < row->n_services; i++)
		codes_of_service(r, &row->services[i], known, unknown, out->list, &b);
	if (!b.n && str_is(row->v[F_TYPE], "OTP"))
		join(&b, STR("OTP")); /* the type of the row is all that it says */
	out->codes = str_copy(r->c->arena, buf_view(&b));
	buf_free(&b);
}

/* ---- name and address -------------------------------------------------------------------------------------------------------- */

/* Made tidy; none when empty. False: it cannot be text. */
static bool tidy(struct arena *a, str in, str *out)
{
	*out = STR_NONE;
	if (str_empty(in))
		return true;
	*out = str_tidy(a, in);
	if (!out->p || str_points(*out) > TEXT_MOST)
		return false;
	if (str_empty(*out))
		*out = STR_NONE;
	return true;
}

static str state_of(struct arena *a, str typed)
{
	const struct directory_pack *pack = directory_pack();
	str key = text_key(a, typed);

	for (size_t i = 0; i < pack->n_states; i++)
		if (str_eq_ascii_case(pack->states[i].code, typed) || str_eq(text_key(a, pack->states[i].name), key))
			return pack->states[i].code;
	return STR_NONE;
}

/* Five digits; "6708", "787021234", "78702-1234" and "6708.0" are made right. */
static str zip_of(struct arena *a, str typed, bool *mended)
{
	char digits[10];
	size_t n = 0;

	if (str_ends(typed, ".0"))
		typed.n -= 2;
	for (size_t i = 0; i < typed.n; i++) {
		if (typed.p[i] == '-' && (n == 5 || n == 4 || n == 3))
			break;
		if (!isdigit((unsigned char)typed.p[i]) || n == 9)
			return STR_NONE;
		digits[n++] = typed.p[i];
	}
	*mended = n == 3 || n == 4 || n == 8;
	if (n != 3 && n != 4 && n != 5 && n != 8 && n != 9)
		return STR_NONE;
	if (n >= 8) /* with its four digits of the block; the zeros in front were lost together */
		n = n == 9 ? 5 : 4;
	return str_format(a, "%.*s%.*s", (int)(5 - n), "00", (int)n, digits);
}

/* Where zeros were lost the ZIP must be one of the northeast or the islands, which begin with them. */
static bool zero_state(str state)
{
	static const char *const states[] = {"CT", "MA", "ME", "NH", "NJ", "NY", "PR", "RI", "VI", "VT"};

	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_is(state, states[i]))
			return true;
	return false;
}

static bool number_of(struct arena *a, str s, double *out)
{
	const char *text = str_z(a, s);
	char *end;

	*out = strtod(text, &end);
	return end != text && !*end && *out > -1000 && *out < 1000;
}

/* The row's own coordinates, the two exchanged where that alone makes sense. */
static bool own_point(
	struct rows *r, const struct rows_row *row, str zip, struct directory_tally *tally, struct point *out)
{
	struct point p, middle;
	bool swapped;

	if (str_empty(row->v[F_LATITUDE]) || str_empty(row->v[F_LONGITUDE]))
		return false;
	if (!number_of(r->c->arena, row->v[F_LATITUDE], &p.latitude) ||
		!number_of(r->c->arena, row->v[F_LONGITUDE], &p.longitude)) {
		tally->places_refused++;
		return false;
	}
	swapped = !place_is_american(p);
	if (swapped)
		p = (struct point){p.longitude, p.latitude};
	if (!place_is_american(p) || (place_of_zip(zip, &middle) && place_miles(p, middle) > MILES_FROM_ITS_ZIP)) {
		tally->places_refused++;
		return false;
	}
	tally->places_mended += swapped;
	*out = p;
	return true;
}

static void locate(struct rows *r, const struct rows_row *row, struct directory_tally *tally, struct listing *out)
{
	struct arena *a = r->c->arena;
	str name;

	if (own_point(r, row, out->zip, tally, &out->at) || place_of_street(a, out->zip, out->street1, &out->at))
		out->place = DIRECTORY_PLACE_EXACT;
	else if (place_of_zip(out->zip, &out->at))
		out->place = DIRECTORY_PLACE_ZIP;
	else if (place_of_city(a, out->state, out->city, &out->at, &name))
		out->place = DIRECTORY_PLACE_CITY;
	else
		out->place = DIRECTORY_PLACE_NONE;
}

static void read_phones(struct rows *r, const struct rows_row *row, struct directory_tally *tally, struct listing *out)
{
	struct arena *a = r->c->arena;
	struct buf b;

	buf_init(&b, 4096);
	for (size_t f = F_PHONE; f <= F_INTAKE2A; f++) {
		str given = row->v[f], number = text_phone(a, given);

		if (str_empty(given))
			continue;
		if (!number.p || given.n > 60)
			tally->phones_refused++;
		else if (f == F_PHONE)
			out->phone = given;
		else if (!out->phone.p || !str_eq(text_phone(a, out->phone), number))
			join(&b, given);
	}
	out->intake = b.n ? str_copy(a, buf_view(&b)) : STR_NONE;
	buf_free(&b);
}

static int64_t own_id(struct arena *a, const struct listing *l)
{
	str key = str_format(a, "%.*s|%.*s|%.*s|%.*s", STR_ARG(text_key(a, l->name1)), STR_ARG(text_key(a, l->name2)),
		STR_ARG(text_street(a, l->street1)), STR_ARG(l->zip));
	struct hash h = crypt_hash((bytes){(const uint8_t *)key.p, key.n}, (bytes){0});
	int64_t id = 0;

	for (size_t i = 0; i < 8; i++)
		id = (int64_t)((uint64_t)id << 8 | h.b[i]);
	id &= INT64_MAX;
	return id ? id : 1;
}

const char *listing_read(struct rows *r, const struct rows_row *row, struct directory_tally *tally, struct listing *out)
{
	struct arena *a = r->c->arena;
	const struct {
		enum field from;
		str *to;
	} texts[] = {{F_NAME1, &out->name1}, {F_NAME2, &out->name2}, {F_STREET1, &out->street1}, {F_STREET2, &out->street2},
		{F_CITY, &out->city}, {F_WEBSITE, &out->website}};
	bool mended;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (!tidy(a, row->v[texts[i].from], texts[i].to))
			return "One of its texts is not UTF-8 or longer than 300 letters.";
	if (!out->name1.p)
		return "It has no name.";
	out->state = state_of(a, row->v[F_STATE]);
	if (!out->state.p)
		return "Its state is none of the United States or their territories.";
	if (!out->city.p)
		return "It has no city.";
	out->zip = zip_of(a, row->v[F_ZIP], &mended);
	if (!out->zip.p || (mended && !zero_state(out->state)))
		return "Its ZIP code cannot be right.";
	tally->zips_mended += mended;
	read_phones(r, row, tally, out);
	locate(r, row, tally, out);
	out->own_id = own_id(a, out);
	return NULL;
}
