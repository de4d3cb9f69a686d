/* markup.c - HTML. Where a value stands decides how it is escaped, or that it is refused. */
#include "tplc/tplc.h"

#include <ctype.h>

static const char *const void_elements[] = {"area", "base", "br", "col", "embed", "hr", "img", "input",
	"link", "meta", "source", "track", "wbr"};
/* Their content is not HTML, so escaping would not protect anything there. */
static const char *const raw_elements[] = {"script", "style"};
static const char *const url_attributes[] = {"href", "src", "action", "formaction", "poster", "cite", "data",
	"background", "xlink:href"};
/* What they hold is read by the browser, or by this compiler, as more than a text. */
static const char *const literal_attributes[] = {"method", "formmethod", "http-equiv", "srcset", "ping"};
static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:", "#", "?", "/"};

static bool listed(const char *const *list, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_ascii_case(name, str_of(list[i])))
			return true;
	return false;
}
#define LISTED(list, name) listed((list), COUNT_OF(list), (name))

static bool inside(const struct tpl *t, const char *element)
{
	for (size_t i = 0; i < t->depth; i++)
		if (str_is(t->open[i].name, element))
			return true;
	return false;
}

static void put_value(struct tpl *t, const char *macro)
{
	struct place at = t->here;
	str x = take_value(t);

	emit_code(t, at.line, "%s(c, %.*s);", macro, STR_ARG(x));
}

/* HTML compares names without case; written in lower case they need no such care. SVG has names like
 * viewBox. */
static void check_case(struct tpl *t, struct place at, str name, bool svg)
{
	for (size_t i = 0; i < name.n && !svg; i++)
		if (isupper((unsigned char)name.p[i]))
			refuse(t, at, "%.*s is written in lower case", STR_ARG(name));
}

/* ---- attributes -------------------------------------------------------------------------------------- */

/* The open tag at hand. */
struct tag {
	str name;
	struct place at;
	bool svg;
	bool post; /* method="post": the form gets the request's CSRF field */
};

static void check_attribute(struct tpl *t, struct place at, str name)
{
	if (str_eq_ascii_case(name, STR("style")))
		refuse(t, at, "no style attributes: use a class");
	if (name.n > 2 && str_eq_ascii_case(str_slice(name, 0, 2), STR("on")))
		refuse(t, at, "no %.*s attributes: scripts listen to events themselves", STR_ARG(name));
	if (str_eq_ascii_case(name, STR("srcdoc")))
		refuse(t, at, "no srcdoc attributes: a page is an address");
}

/* Text up to the quote, without values. */
static str quoted_literal(struct tpl *t, char quote, const char *otherwise)
{
	struct place start = t->here;
	size_t from = t->at;

	while (peek(t) != quote) {
		if (at_end(t) || at_percent_line(t))
			refuse(t, start, "this attribute has no closing quote before the next %% line");
		if (looking_at(t, "{{"))
			refuse(t, t->here, "%s", otherwise);
		step(t);
	}
	return str_slice(t->src, from, t->at);
}

static void url_value(struct tpl *t, str name, char quote)
{
	struct place at = t->here;
	bool known = false;
	str url;

	if (looking_at(t, "{{")) {
		put_value(t, "PUT_URL");
		if (peek(t) != quote)
			refuse(t, t->here, "%.*s is one {{ }} of type struct url, or an address without values",
				STR_ARG(name));
		return;
	}
	url = quoted_literal(t, quote, "an address is one {{ }} of type struct url, or has no values in it");
	for (size_t i = 0; i < COUNT_OF(schemes); i++)
		known |= str_starts(url, schemes[i]);
	if (!known || str_starts(url, "//"))
		refuse(t, at, "an address starts with / # ? http:// https:// mailto: or tel:");
	emit_text(t, at, url.p, url.n);
}

static void literal_value(struct tpl *t, struct tag *tag, str name, char quote)
{
	struct place at = t->here;
	str text = quoted_literal(t, quote, "this attribute takes no values");

	if (str_is(tag->name, "form") && str_is(name, "method"))
		tag->post = str_eq_ascii_case(text, STR("post"));
	emit_text(t, at, text.p, text.n);
}

static void text_value(struct tpl *t, char quote)
{
	struct place start = t->here;

	while (peek(t) != quote) {
		struct place at = t->here;
		bool new_line;
		str space = skip_space(t, &new_line);

		if (at_end(t) || at_percent_line(t))
			refuse(t, start, "this attribute has no closing quote before the next %% line");
		if (space.n)
			emit_text(t, at, new_line ? " " : space.p, new_line ? 1 : space.n);
		else if (looking_at(t, "{{"))
			put_value(t, "PUT_ATTR");
		else {
			emit_text(t, at, t->src.p + t->at, 1);
			step(t);
		}
	}
}

/* name?="{{ cond }}" */
static void boolean_value(struct tpl *t, struct place at, str name, char quote)
{
	str cond;

	if (!looking_at(t, "{{"))
		refuse(t, t->here, "%.*s? takes one {{ condition }}", STR_ARG(name));
	cond = take_value(t);
	if (peek(t) != quote)
		refuse(t, t->here, "%.*s? takes one {{ condition }}", STR_ARG(name));
	step(t);
	emit_code(t, at.line, "if (%.*s) { PUT_LITERAL(c, \" %.*s\"); }", STR_ARG(cond), STR_ARG(name));
}

static void attribute(struct tpl *t, struct tag *tag)
{
	struct place at = t->here;
	str name = take_name(t, "-:.@");
	bool boolean = peek(t) == '?';
	char quote;

	if (!name.n)
		refuse(t, at, looking_at(t, "{{") ? "a value cannot be the name of an attribute"
			: "this cannot stand inside of a tag");
	check_case(t, at, name, tag->svg);
	check_attribute(t, at, name);
	if (boolean)
		step(t);
	if (peek(t) != '=' && !boolean) {
		emit_z(t, at, " ");
		emit_text(t, at, name.p, name.n);
		return;
	}
	step(t);
	quote = peek(t);
	if (quote != '"' && quote != '\'')
		refuse(t, t->here, "the value of %.*s needs quotes", STR_ARG(name));
	step(t);
	if (boolean) {
		boolean_value(t, at, name, quote);
		return;
	}
	emit_z(t, at, " ");
	emit_text(t, at, name.p, name.n);
	emit_z(t, at, quote == '"' ? "=\"" : "='");
	if (LISTED(url_attributes, name))
		url_value(t, name, quote);
	else if (LISTED(literal_attributes, name))
		literal_value(t, tag, name, quote);
	else
		text_value(t, quote);
	emit_text(t, t->here, &quote, 1);
	step(t);
}

/* ---- tags -------------------------------------------------------------------------------------------- */

static str tag_name(struct tpl *t)
{
	str name = take_name(t, "-:.");

	if (looking_at(t, "{{"))
		refuse(t, t->here, "a value cannot be the name of a tag");
	if (!name.n)
		refuse(t, t->here, "a < in text is written &lt;");
	return name;
}

static void push(struct tpl *t, const struct tag *tag)
{
	if (t->depth == MAX_OPEN)
		refuse(t, tag->at, "more than %d tags inside one another", MAX_OPEN);
	t->open[t->depth++] = (struct element){tag->name, tag->at};
}

static void check_close(struct tpl *t, struct place at, str name)
{
	const struct block *b = t->blocks ? &t->block[t->blocks - 1] : NULL;
	const struct element *top = &t->open[t->depth ? t->depth - 1 : 0];

	if (!t->depth)
		refuse(t, at, "</%.*s> closes nothing", STR_ARG(name));
	if (b && t->depth == b->depth)
		refuse(t, at, "</%.*s> closes a tag that was opened outside of the %% block of line %u",
			STR_ARG(name), b->at.line);
	if (!str_eq(top->name, name))
		refuse(t, at, "</%.*s> where <%.*s> of line %u is open", STR_ARG(name), STR_ARG(top->name),
			top->at.line);
}

static void close_tag(struct tpl *t)
{
	struct place at = t->here;
	bool new_line;
	str name;

	step(t);
	step(t);
	name = tag_name(t);
	skip_space(t, &new_line);
	if (peek(t) != '>')
		refuse(t, at, "</%.*s has no >", STR_ARG(name));
	step(t);
	if (LISTED(void_elements, name))
		refuse(t, at, "<%.*s> has no end tag", STR_ARG(name));
	if (!t->unbalanced)
		check_close(t, at, name);
	if (t->depth && str_eq(t->open[t->depth - 1].name, name))
		t->depth--;
	emit_z(t, at, "</");
	emit_text(t, at, name.p, name.n);
	emit_z(t, at, ">");
}

/* What stands in <script> and <style>, as it is. */
static void raw_text(struct tpl *t, str element)
{
	const char *end = str_format(t->arena, "</%.*s", STR_ARG(element)).p;

	while (!looking_at(t, end)) {
		if (at_end(t))
			refuse(t, t->open[t->depth - 1].at, "<%.*s> is never closed", STR_ARG(element));
		if (looking_at(t, "{{") || at_percent_line(t))
			refuse(t, t->here, "no values and no %% lines inside of <%.*s>", STR_ARG(element));
		emit_text(t, t->here, t->src.p + t->at, 1);
		step(t);
	}
}

static void attributes(struct tpl *t, struct tag *tag)
{
	bool new_line;

	for (;;) {
		skip_space(t, &new_line);
		if (at_end(t))
			refuse(t, tag->at, "<%.*s has no >", STR_ARG(tag->name));
		if (at_percent_line(t))
			(void)percent_line(t, true);
		else if (peek(t) == '>' || looking_at(t, "/>"))
			return;
		else
			attribute(t, tag);
	}
}

/* The > of an open tag, and whether an end tag will come. */
static bool finish_tag(struct tpl *t, const struct tag *tag)
{
	struct place at = t->here;
	bool is_void = LISTED(void_elements, tag->name);
	bool closed = peek(t) == '/';

	if (closed && !is_void && !tag->svg)
		refuse(t, at, "/> closes only elements of SVG and elements without an end tag");
	if (closed)
		step(t);
	step(t);
	emit_z(t, at, closed && !is_void ? "/>" : ">");
	return !is_void && !closed;
}

static void open_tag(struct tpl *t)
{
	struct tag tag = {.at = t->here};

	step(t);
	tag.name = tag_name(t);
	tag.svg = str_is(tag.name, "svg") || inside(t, "svg");
	check_case(t, tag.at, tag.name, tag.svg);
	emit_z(t, tag.at, "<");
	emit_text(t, tag.at, tag.name.p, tag.name.n);
	attributes(t, &tag);
	if (!finish_tag(t, &tag))
		return;
	push(t, &tag);
	if (tag.post)
		emit_code(t, t->here.line, "PUT_CSRF(c);");
	if (LISTED(raw_elements, tag.name))
		raw_text(t, tag.name);
	/* Browsers drop a line feed that comes first here: with one of ours, a text keeps its own. */
	if ((str_is(tag.name, "textarea") || str_is(tag.name, "pre")) && peek(t) != '\n')
		emit_z(t, t->here, "\n");
}

/* ---- text -------------------------------------------------------------------------------------------- */

/* HTML comments are for readers of the template; they do not go to the page. */
static void comment(struct tpl *t)
{
	struct place start = t->here;

	while (!looking_at(t, "-->")) {
		if (at_end(t))
			refuse(t, start, "this comment is never closed");
		if (looking_at(t, "{{") || at_percent_line(t))
			refuse(t, t->here, "no values and no %% lines inside of a comment: %%# takes a line out");
		step(t);
	}
	for (int i = 0; i < 3; i++)
		step(t);
}

static void space(struct tpl *t)
{
	struct place at = t->here;
	bool new_line;
	str run = skip_space(t, &new_line);

	if (inside(t, "pre") || inside(t, "textarea"))
		emit_text(t, at, run.p, run.n);
	else if (!new_line)
		emit_text(t, at, run.p, run.n);
	else if (t->last != '\n')
		emit_z(t, at, "\n");
}

/* In a text area only its own end tag is markup, and HTML would be shown as text. */
static bool text_area(struct tpl *t)
{
	if (!t->depth || !str_is(t->open[t->depth - 1].name, "textarea") || looking_at(t, "</textarea"))
		return false;
	if (looking_at(t, "{{")) {
		put_value(t, "PUT_ATTR");
	} else {
		emit_text(t, t->here, t->src.p + t->at, 1);
		step(t);
	}
	return true;
}

void markup(struct tpl *t)
{
	for (;;) {
		space(t);
		if (at_end(t) || at_percent_line(t))
			return;
		if (text_area(t))
			continue;
		if (looking_at(t, "{{"))
			put_value(t, "PUT_TEXT");
		else if (looking_at(t, "<!--"))
			comment(t);
		else if (looking_at(t, "</"))
			close_tag(t);
		else if (peek(t) == '<' && !looking_at(t, "<!"))
			open_tag(t);
		else { /* text, or a doctype */
			emit_text(t, t->here, t->src.p + t->at, 1);
			step(t);
		}
	}
}
