/* json_tree.c - the reader, the writer, and the few ways to change a tree. */
#include "link/fhir/json_tree.h"

#include "base/json.h"

struct reader {
	struct arena *a;
	str text;
	size_t at;
	size_t nodes;
	unsigned depth;
	struct jtree_trouble *trouble;
};

static err wrong(struct reader *r, const char *why)
{
	*r->trouble = (struct jtree_trouble){why, r->at};
	return ERR_MALFORMED;
}

static int peek(const struct reader *r)
{
	return r->at < r->text.n ? (unsigned char)r->text.p[r->at] : -1;
}

static void skip_space(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\t' || peek(r) == '\n' || peek(r) == '\r')
		r->at++;
}

static bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static int hex(int c)
{
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* ---- reading ------------------------------------------------------------------------------------------------------- */

static err skip_escape(struct reader *r)
{
	int c = peek(r);

	r->at++;
	if (c == 'u') {
		for (int i = 0; i < 4; i++, r->at++)
			if (hex(peek(r)) < 0)
				return wrong(r, "there is a broken \\u escape");
		return OK;
	}
	return c > 0 && strchr("\"\\/bfnrt", c) ? OK : wrong(r, "there is an unknown escape in a string");
}

/* A string with its quotation marks. */
static err read_string(struct reader *r, str *out)
{
	size_t from = r->at;

	if (peek(r) != '"')
		return wrong(r, "a quotation mark is missing");
	r->at++;
	for (;;) {
		int c = peek(r);

		if (c < 0)
			return wrong(r, "it ends inside a string");
		if (c < 0x20)
			return wrong(r, "there is a line break or control character inside a string");
		r->at++;
		if (c == '"')
			break;
		if (c == '\\')
			TRY(skip_escape(r));
	}
	*out = str_slice(r->text, from, r->at);
	return OK;
}

static bool skip_digits(struct reader *r)
{
	size_t from = r->at;

	while (is_digit(peek(r)))
		r->at++;
	return r->at > from;
}

static err read_number(struct reader *r)
{
	if (peek(r) == '-')
		r->at++;
	if (peek(r) == '0')
		r->at++;
	else if (!skip_digits(r))
		return wrong(r, "a value is missing or is not JSON");
	if (peek(r) == '.') {
		r->at++;
		if (!skip_digits(r))
			return wrong(r, "a number ends with its decimal point");
	}
	if (peek(r) == 'e' || peek(r) == 'E') {
		r->at++;
		if (peek(r) == '+' || peek(r) == '-')
			r->at++;
		if (!skip_digits(r))
			return wrong(r, "a number has no exponent");
	}
	return OK;
}

static bool skip_word(struct reader *r, const char *word)
{
	if (!str_starts(str_slice(r->text, r->at, r->text.n), word))
		return false;
	r->at += strlen(word);
	return true;
}

static err read_value(struct reader *r, struct jnode *n);

static void append(struct jnode *parent, struct jnode *n)
{
	n->parent = parent;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
}

static err read_item(struct reader *r, struct jnode *holder)
{
	struct jnode *n = ARENA_NEW(r->a, struct jnode);

	if (holder->type == JT_OBJECT) {
		TRY(read_string(r, &n->key));
		skip_space(r);
		if (peek(r) != ':')
			return wrong(r, "a colon is missing");
		r->at++;
		skip_space(r);
	}
	TRY(read_value(r, n));
	append(holder, n);
	return OK;
}

static err read_items(struct reader *r, struct jnode *holder, int end)
{
	r->at++;
	skip_space(r);
	if (peek(r) == end) {
		r->at++;
		return OK;
	}
	for (;;) {
		TRY(read_item(r, holder));
		skip_space(r);
		if (peek(r) == end)
			break;
		if (peek(r) != ',')
			return wrong(r, peek(r) < 0 ? "it ends too early" : "a comma is missing");
		r->at++;
		skip_space(r);
	}
	r->at++;
	return OK;
}

static err read_value(struct reader *r, struct jnode *n)
{
	size_t from = r->at;
	int c = peek(r);

	if (++r->nodes > JTREE_NODES) {
		*r->trouble = (struct jtree_trouble){"it holds too many values", r->at};
		return ERR_TOO_LARGE;
	}
	if (c == '{' || c == '[') {
		n->type = c == '{' ? JT_OBJECT : JT_ARRAY;
		if (++r->depth > JTREE_DEPTH)
			return wrong(r, "it is nested too deeply");
		TRY(read_items(r, n, c == '{' ? '}' : ']'));
		r->depth--;
	} else if (c == '"') {
		n->type = JT_STRING;
		TRY(read_string(r, &n->text));
	} else if (skip_word(r, "true") || skip_word(r, "false")) {
		n->type = JT_BOOL;
	} else if (skip_word(r, "null")) {
		n->type = JT_NULL;
	} else {
		n->type = JT_NUMBER;
		TRY(read_number(r));
	}
	n->text = str_slice(r->text, from, r->at);
	return OK;
}

err jtree_parse(struct arena *a, str text, struct jnode **out, struct jtree_trouble *trouble)
{
	struct reader r = {.a = a, .text = text, .trouble = trouble};

	*out = ARENA_NEW(a, struct jnode);
	skip_space(&r);
	TRY(read_value(&r, *out));
	skip_space(&r);
	return r.at == text.n ? OK : wrong(&r, "something follows its end");
}

/* ---- writing ------------------------------------------------------------------------------------------------------- */

/* Text of the document without its line breaks; inside a string there are none. */
static void write_text(struct buf *out, str text)
{
	size_t from = 0, i = 0;

	while (i < text.n) {
		if (text.p[i] != '\n' && text.p[i] != '\r') {
			i++;
			continue;
		}
		buf_str(out, str_slice(text, from, i));
		while (i < text.n && strchr(" \t\r\n", text.p[i]))
			i++;
		from = i;
	}
	buf_str(out, str_slice(text, from, text.n));
}

void jtree_write(struct buf *out, const struct jnode *n)
{
	if (!n->changed || (n->type != JT_ARRAY && n->type != JT_OBJECT)) {
		write_text(out, n->text);
		return;
	}
	buf_char(out, n->type == JT_OBJECT ? '{' : '[');
	for (const struct jnode *one = n->first; one; one = one->next) {
		if (one != n->first)
			buf_char(out, ',');
		if (one->key.p) {
			buf_str(out, one->key);
			buf_char(out, ':');
		}
		jtree_write(out, one);
	}
	buf_char(out, n->type == JT_OBJECT ? '}' : ']');
}

/* ---- looking --------------------------------------------------------------------------------------------------------- */

struct jnode *jtree_get(const struct jnode *n, const char *key)
{
	size_t length = strlen(key);

	for (struct jnode *one = n && n->type == JT_OBJECT ? n->first : NULL; one; one = one->next)
		if (one->key.n == length + 2 && !memcmp(one->key.p + 1, key, length))
			return one;
	return NULL;
}

struct jnode *jtree_get_as(const struct jnode *n, const char *key, enum jtype type)
{
	struct jnode *found = jtree_get(n, key);

	return found && found->type == type ? found : NULL;
}

static unsigned four_hex(const char *p)
{
	unsigned v = 0;

	for (int i = 0; i < 4; i++)
		v = v << 4 | (unsigned)hex((unsigned char)p[i]);
	return v;
}

static size_t put_utf8(char *to, unsigned v)
{
	if (v < 0x80) {
		to[0] = (char)v;
		return 1;
	}
	if (v < 0x800) {
		to[0] = (char)(0xc0 | v >> 6);
		to[1] = (char)(0x80 | (v & 0x3f));
		return 2;
	}
	if (v < 0x10000) {
		to[0] = (char)(0xe0 | v >> 12);
		to[1] = (char)(0x80 | (v >> 6 & 0x3f));
		to[2] = (char)(0x80 | (v & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | v >> 18);
	to[1] = (char)(0x80 | (v >> 12 & 0x3f));
	to[2] = (char)(0x80 | (v >> 6 & 0x3f));
	to[3] = (char)(0x80 | (v & 0x3f));
	return 4;
}

/* The escape behind a backslash at in.p[*i]; its characters are never longer than itself. Half of a pair stays as
 * it is and is found out by str_valid_text. */
static size_t unescape(str in, size_t *i, char *to)
{
	static const char from_letter[] = "bfnrt", meant[] = "\b\f\n\r\t";
	char c = in.p[(*i)++];
	const char *letter = strchr(from_letter, c);
	unsigned v;

	if (c != 'u') {
		*to = letter ? meant[letter - from_letter] : c;
		return 1;
	}
	v = four_hex(in.p + *i);
	*i += 4;
	if (v >> 10 == 0xd800 >> 10 && *i + 6 <= in.n && in.p[*i] == '\\' && in.p[*i + 1] == 'u'
		&& four_hex(in.p + *i + 2) >> 10 == 0xdc00 >> 10) {
		v = 0x10000 + ((v & 0x3ff) << 10 | (four_hex(in.p + *i + 2) & 0x3ff));
		*i += 6;
	}
	return put_utf8(to, v);
}

str jtree_text(struct arena *a, const struct jnode *n)
{
	str in, out;
	char *to;
	size_t used = 0;

	if (!n || n->type != JT_STRING)
		return STR_NONE;
	in = str_slice(n->text, 1, n->text.n - 1);
	if (str_find(in, '\\', 0) == in.n)
		return str_valid_text(in) ? in : STR_NONE;
	to = arena_alloc(a, in.n + 1);
	for (size_t i = 0; i < in.n;) {
		if (in.p[i] != '\\') {
			to[used++] = in.p[i++];
			continue;
		}
		i++;
		used += unescape(in, &i, to + used);
	}
	out = (str){to, used};
	return str_valid_text(out) ? out : STR_NONE;
}

str jtree_member(struct arena *a, const struct jnode *n, const char *key)
{
	return jtree_text(a, jtree_get(n, key));
}

/* ---- changing -------------------------------------------------------------------------------------------------------- */

static void touch(struct jnode *n)
{
	for (; n; n = n->parent)
		n->changed = true;
}

static str quoted(struct arena *a, str value)
{
	struct buf b;
	struct sink s;
	struct json j;
	str out;

	buf_init(&b, value.n * 6 + 16);
	sink_buf(&s, &b);
	json_init(&j, &s);
	json_str(&j, value);
	if (json_end(&j) != OK)
		buf_clear(&b);
	out = str_copy(a, buf_view(&b));
	buf_free(&b);
	return out;
}

static struct jnode *fresh(struct arena *a, struct jnode *holder, const char *key, enum jtype type)
{
	struct jnode *n = ARENA_NEW(a, struct jnode);

	n->type = type;
	n->key = key ? quoted(a, str_of(key)) : STR_NONE;
	append(holder, n);
	touch(n);
	return n;
}

struct jnode *jtree_object(struct arena *a)
{
	struct jnode *n = ARENA_NEW(a, struct jnode);

	n->type = JT_OBJECT;
	n->changed = true;
	return n;
}

struct jnode *jtree_make(struct arena *a, struct jnode *object, const char *key, enum jtype type)
{
	struct jnode *n = jtree_get(object, key);

	if (!n)
		return fresh(a, object, key, type);
	if (n->type != type) {
		n->type = type;
		n->first = n->last = NULL;
		touch(n);
	}
	return n;
}

void jtree_set(struct arena *a, struct jnode *object, const char *key, str value)
{
	struct jnode *n = jtree_get(object, key);

	if (str_empty(value)) {
		jtree_remove(n);
		return;
	}
	if (!n)
		n = fresh(a, object, key, JT_STRING);
	n->type = JT_STRING;
	n->text = quoted(a, value);
	touch(n);
}

struct jnode *jtree_add_object(struct arena *a, struct jnode *array)
{
	return fresh(a, array, NULL, JT_OBJECT);
}

void jtree_add_text(struct arena *a, struct jnode *array, str value)
{
	fresh(a, array, NULL, JT_STRING)->text = quoted(a, value);
}

void jtree_remove(struct jnode *n)
{
	struct jnode *holder = n ? n->parent : NULL, *before = NULL;

	if (!holder)
		return;
	for (struct jnode *one = holder->first; one != n; one = one->next)
		before = one;
	if (before)
		before->next = n->next;
	else
		holder->first = n->next;
	if (holder->last == n)
		holder->last = before;
	n->parent = n->next = NULL;
	touch(holder);
}

void jtree_drop(struct jnode *object, const char *key)
{
	jtree_remove(jtree_get(object, key));
}
