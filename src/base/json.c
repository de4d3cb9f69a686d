/* json.c - two bits per level are all that is remembered of what was written. */
#include "base/json.h"

#include <unistr.h>

void json_init(struct json *j, struct sink *out)
{
	*j = (struct json){.out = out};
}

static bool refuse(struct json *j)
{
	sink_fail(j->out, ERR_BUG);
	return false;
}

static uint64_t innermost(const struct json *j)
{
	return j->depth ? UINT64_C(1) << (j->depth - 1) : 0;
}

static bool in_object(const struct json *j)
{
	return j->is_object & innermost(j);
}

static void put_comma(struct json *j)
{
	if (j->has_members & innermost(j))
		sink_char(j->out, ',');
	j->has_members |= innermost(j);
}

/* False: no value may stand here. */
static bool begin_value(struct json *j)
{
	if (in_object(j) ? !j->has_key : j->whole)
		return refuse(j);
	if (!j->has_key)
		put_comma(j);
	j->has_key = false;
	j->whole = !j->depth;
	return true;
}

static void open_level(struct json *j, char bracket, bool object)
{
	if (!begin_value(j))
		return;
	if (j->depth == JSON_DEPTH) {
		refuse(j);
		return;
	}
	j->depth++;
	j->has_members &= ~innermost(j);
	j->is_object = object ? j->is_object | innermost(j) : j->is_object & ~innermost(j);
	j->whole = false;
	sink_char(j->out, bracket);
}

static void close_level(struct json *j, char bracket, bool object)
{
	if (!j->depth || in_object(j) != object || j->has_key) {
		refuse(j);
		return;
	}
	j->depth--;
	j->whole = !j->depth;
	sink_char(j->out, bracket);
}

void json_object(struct json *j)
{
	open_level(j, '{', true);
}

void json_object_end(struct json *j)
{
	close_level(j, '}', true);
}

void json_array(struct json *j)
{
	open_level(j, '[', false);
}

void json_array_end(struct json *j)
{
	close_level(j, ']', false);
}

static void put_escape(struct sink *out, uint8_t c)
{
	static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: the byte, its letter */
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; named[i]; i += 2)
		if (c == (uint8_t)named[i]) {
			sink_put(out, (char[]){'\\', named[i + 1]}, 2);
			return;
		}
	sink_put(out, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
}

/* Bytes of the character at p that may stand as they are; 0: it must be escaped or replaced. */
static size_t plain_bytes(const uint8_t *p, size_t n)
{
	int len;

	if (*p < 0x80)
		return *p >= 0x20 && *p != '"' && *p != '\\';
	len = u8_mblen(p, n);
	return len > 0 ? (size_t)len : 0;
}

static void put_quoted(struct sink *out, str s)
{
	const uint8_t *p = (const uint8_t *)s.p, *end = p + s.n, *run = p;

	sink_char(out, '"');
	while (p < end) {
		size_t len = plain_bytes(p, (size_t)(end - p));

		if (len) {
			p += len;
			continue;
		}
		sink_put(out, run, (size_t)(p - run));
		if (*p < 0x80)
			put_escape(out, *p);
		else
			SINK_LIT(out, "\xef\xbf\xbd");
		run = ++p;
	}
	sink_put(out, run, (size_t)(p - run));
	sink_char(out, '"');
}

struct json *json_key_str(struct json *j, str key)
{
	if (!in_object(j) || j->has_key) {
		refuse(j);
		return j;
	}
	put_comma(j);
	put_quoted(j->out, key);
	sink_char(j->out, ':');
	j->has_key = true;
	return j;
}

struct json *json_key(struct json *j, const char *key)
{
	return json_key_str(j, str_of(key));
}

void json_raw(struct json *j, str value)
{
	if (!value.n)
		refuse(j);
	else if (begin_value(j))
		sink_str(j->out, value);
}

void json_str(struct json *j, str value)
{
	if (!value.p)
		json_null(j);
	else if (begin_value(j))
		put_quoted(j->out, value);
}

void json_int(struct json *j, int64_t value)
{
	char digits[24];

	json_raw(j, (str){digits, (size_t)snprintf(digits, sizeof(digits), "%lld", (long long)value)});
}

void json_bool(struct json *j, bool value)
{
	json_raw(j, value ? STR("true") : STR("false"));
}

void json_null(struct json *j)
{
	json_raw(j, STR("null"));
}

void json_date(struct json *j, date value)
{
	struct date_text text = date_show(value);

	json_str(j, text.s[0] ? str_of(text.s) : STR_NONE);
}

void json_instant(struct json *j, instant value)
{
	struct instant_text text = instant_show(value);

	json_str(j, text.s[0] ? str_of(text.s) : STR_NONE);
}

static size_t count_digits(str s, size_t from)
{
	size_t i = from;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - from;
}

/* RFC 8259: [-] whole [.digits] [e[+-]digits], the whole without leading zeros. */
static bool is_number(str s)
{
	size_t at = str_starts(s, "-"), n = count_digits(s, at);

	if (!n || (n > 1 && s.p[at] == '0'))
		return false;
	at += n;
	if (at < s.n && s.p[at] == '.') {
		n = count_digits(s, at + 1);
		if (!n)
			return false;
		at += 1 + n;
	}
	if (at < s.n && (s.p[at] | 0x20) == 'e') {
		at++;
		at += at < s.n && (s.p[at] == '+' || s.p[at] == '-');
		n = count_digits(s, at);
		if (!n)
			return false;
		at += n;
	}
	return at == s.n;
}

void json_number(struct json *j, str digits)
{
	if (is_number(digits))
		json_raw(j, digits);
	else
		refuse(j);
}

void json_line(struct json *j)
{
	if (!j->whole) {
		refuse(j);
		return;
	}
	sink_char(j->out, '\n');
	j->whole = false;
	j->lines = true;
}

err json_end(struct json *j)
{
	if (j->depth || (!j->whole && !j->lines))
		refuse(j);
	return sink_end(j->out);
}
