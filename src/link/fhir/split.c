/* split.c - follows the nesting of JSON byte by byte; whether a piece is JSON through and through is for the reader of the
 * tree to say. */
#include "link/fhir/split.h"

#define DEPTH_MOST 64

void splitter_init(struct splitter *s, struct source *in)
{
	*s = (struct splitter){.in = in, .line = 1, .line_start = true};
	buf_init(&s->text, RESOURCE_MOST);
	if (source_skip(in, STR("\xef\xbb\xbf")))
		s->done = 3;
}

void splitter_free(struct splitter *s)
{
	buf_free(&s->text);
}

static int take(struct splitter *s)
{
	int c = source_next(s->in);

	if (c < 0)
		return c;
	s->done++;
	s->line_start = c == '\n';
	s->line += s->line_start;
	return c;
}

static bool is_space(int c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static err broken(struct splitter *s, const char *why)
{
	s->reason = why;
	s->resync = true;
	s->entries = s->bundle = false;
	return ERR_MALFORMED;
}

/* ---- the nesting ----------------------------------------------------------------------------------------------------- */

static bool in_object(const struct splitter *s)
{
	return s->objects >> (s->depth - 1) & 1;
}

/* May a value start here? Only then does a line that begins with { still belong to the document in hand. */
static bool value_may_start(const struct splitter *s)
{
	return s->last == ':' || s->last == '[' || (s->last == ',' && !in_object(s));
}

static err open_value(struct splitter *s, int c)
{
	if (s->depth == DEPTH_MOST)
		return broken(s, "it is nested too deeply");
	if (s->depth == 1 && s->bundle && c == '[' && s->keyed && !strcmp(s->key, "entry"))
		s->entries = true;
	s->objects &= ~(UINT64_C(1) << s->depth);
	s->objects |= (uint64_t)(c == '{') << s->depth;
	s->depth++;
	return OK;
}

static err close_value(struct splitter *s, int c)
{
	if (in_object(s) != (c == '}'))
		return broken(s, "its brackets do not match");
	s->depth--;
	return OK;
}

/* The closing quotation mark of a string among the document's own members: a key, or the value of one. */
static void own_word(struct splitter *s)
{
	str word;

	if (s->text.full)
		return;
	word = str_slice(buf_view(&s->text), s->word_at + 1, s->text.n - 1);
	if (s->keyed) {
		s->bundle |= !strcmp(s->key, "resourceType") && str_is(word, "Bundle");
		return;
	}
	s->key[0] = 0;
	if (word.n >= sizeof(s->key))
		return;
	memcpy(s->key, word.p, word.n);
	s->key[word.n] = 0;
}

static err string_byte(struct splitter *s, int c)
{
	if (c == '\n')
		return broken(s, "a line ends inside a string");
	if (s->escaped)
		s->escaped = false;
	else if (c == '\\')
		s->escaped = true;
	else if (c == '"') {
		s->in_string = false;
		if (s->depth == 1)
			own_word(s);
	}
	return OK;
}

static err plain_byte(struct splitter *s, int c)
{
	if (c == '\n' && s->lines)
		return broken(s, "the line ends before the resource does");
	if (is_space(c))
		return OK;
	if (c == '{' || c == '[')
		TRY(open_value(s, c));
	else if (c == '}' || c == ']')
		TRY(close_value(s, c));
	else if (c == '"') {
		s->in_string = true;
		s->word_at = s->text.n - 1;
	}
	if (s->depth == 1 && (c == ':' || c == ','))
		s->keyed = c == ':';
	s->last = (char)c;
	return OK;
}

/* Reads on until the value that was opened at `depth` is closed again, or a list of entries opens. */
static err scan(struct splitter *s, unsigned depth)
{
	while (s->depth > depth) {
		bool fresh = s->line_start;
		int c = take(s);

		if (c < 0)
			return source_end(s->in) == OK ? broken(s, "it ends too early") : source_end(s->in);
		if (fresh && c == '{' && !s->in_string && !value_may_start(s)) {
			(void)broken(s, "it is cut off");
			s->resync = false;
			s->waiting = true;
			return ERR_MALFORMED;
		}
		buf_char(&s->text, (char)c);
		TRY(s->in_string ? string_byte(s, c) : plain_byte(s, c));
		if (s->entries && depth == 0)
			return OK;
	}
	return OK;
}

/* ---- documents and entries --------------------------------------------------------------------------------------------- */

static void skip_to_line(struct splitter *s)
{
	while (!(s->line_start && (s->lines || source_peek(s->in) == '{')))
		if (take(s) < 0)
			break;
	s->resync = false;
}

/* The next byte that is no white space; -1: the end. */
static int take_solid(struct splitter *s)
{
	int c;

	do
		c = take(s);
	while (is_space(c));
	return c;
}

static void begin(struct splitter *s)
{
	buf_clear(&s->text);
	s->text.full = false;
	buf_char(&s->text, '{');
	s->in_string = s->escaped = false;
	s->last = '{';
}

static err piece_done(struct splitter *s, struct split_piece *piece)
{
	piece->text = buf_view(&s->text);
	if (!s->text.full)
		return OK;
	s->reason = "it is larger than 4 MiB";
	return ERR_TOO_LARGE;
}

/* The next entry of the Bundle in hand; *done: there are no more. */
static err next_entry(struct splitter *s, struct split_piece *piece, bool *done)
{
	int c = take_solid(s);

	if (c == ',')
		c = take_solid(s);
	piece->line = s->line;
	*done = c == ']';
	if (*done) {
		s->entries = false;
		s->depth = 1;
		s->last = ']';
		return OK;
	}
	if (c != '{')
		return c < 0 && source_end(s->in) != OK ? source_end(s->in)
			: broken(s, c < 0 ? "the Bundle ends too early" : "an entry of the Bundle is not an object");
	begin(s);
	s->depth = 3;
	s->objects = 5; /* the Bundle, its list, the entry */
	piece->entry = true;
	TRY(scan(s, 2));
	return piece_done(s, piece);
}

/* Behind the entries: the rest of the Bundle, which may be anything. True: the piece in hand is one of its entries. */
static err bundle_step(struct splitter *s, struct split_piece *piece, bool *found)
{
	while (s->bundle) {
		bool done = true;

		if (s->entries)
			TRY(next_entry(s, piece, &done));
		*found = !done;
		if (!done)
			return OK;
		buf_clear(&s->text);
		s->text.full = false;
		TRY(scan(s, 0));
		s->bundle = s->entries;
	}
	*found = false;
	return OK;
}

static void ends_its_line(struct splitter *s, size_t start)
{
	int c = source_peek(s->in);

	if (s->line == start && (c == '\n' || c == '\r'))
		s->lines = true;
}

static err next_document(struct splitter *s, struct split_piece *piece)
{
	int c = s->waiting ? '{' : take_solid(s);

	s->waiting = false;
	if (c < 0)
		return source_end(s->in);
	piece->line = s->line;
	if (c != '{')
		return broken(s, c == '<' ? "it is XML; FHIR is read as JSON here" : c == 0x1f ? "it is compressed; unpack it first"
			: "it is not FHIR: a resource begins with {");
	begin(s);
	s->depth = 1;
	s->objects = 1;
	s->keyed = s->bundle = s->entries = false;
	s->key[0] = 0;
	TRY(scan(s, 0));
	if (s->entries)
		return OK;
	s->bundle = false;
	ends_its_line(s, piece->line);
	return piece_done(s, piece);
}

err splitter_next(struct splitter *s, struct split_piece *piece)
{
	bool found;

	s->reason = NULL;
	*piece = (struct split_piece){.line = s->line};
	if (s->resync)
		skip_to_line(s);
	for (;;) {
		TRY(bundle_step(s, piece, &found));
		if (found)
			return OK;
		*piece = (struct split_piece){0};
		TRY(next_document(s, piece));
		if (!s->entries)
			return OK;
	}
}
