/* questionnaire.c - reading a Questionnaire, and what single items take. */
#include "care/form/questionnaire.h"

#include <stdlib.h>

#define R4 "http://hl7.org/fhir/StructureDefinition/"
/* Ours, beside those of FHIR: a text that is shown only when somebody has to act now. */
#define URGENT "urn:porchlight:form:urgent"

#define LINE_MOST 500
#define TEXT_MOST 4000
#define OPTIONS_MOST ((size_t)60)

CODE_NAMES(item_type, ITEM_TYPE_TABLE)
CODE_NAMES(item_operator, ITEM_OPERATOR_TABLE)

struct reader {
	struct ctx *c;
	struct form_item *items;
	size_t n;
	bool full;
};

/* ---- single items --------------------------------------------------------------------------------------------------- */

bool item_is_question(const struct form_item *it)
{
	return it->type != ITEM_GROUP && it->type != ITEM_DISPLAY && it->type != ITEM_NONE;
}

bool item_is_ordered(const struct form_item *it)
{
	return it->type == ITEM_INTEGER || it->type == ITEM_DECIMAL || it->type == ITEM_DATE;
}

int item_compare(const struct form_item *it, str a, str b)
{
	if (it->type == ITEM_INTEGER || it->type == ITEM_DECIMAL) {
		char x[64], y[64];
		double p, q;

		(void)snprintf(x, sizeof(x), "%.*s", STR_ARG(a));
		(void)snprintf(y, sizeof(y), "%.*s", STR_ARG(b));
		p = strtod(x, NULL);
		q = strtod(y, NULL);
		return (p > q) - (p < q);
	}
	return str_cmp(a, b);
}

const struct form_option *item_option(const struct form_item *it, str value)
{
	for (size_t i = 0; i < it->n_options; i++)
		if (str_eq(it->options[i].value, value))
			return &it->options[i];
	return NULL;
}

/* Digits with at most one point between them; "-" before. */
static bool is_decimal(str s)
{
	size_t i = s.n && s.p[0] == '-', digits = 0, points = 0;

	if (s.n > 20)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && digits && !points && i + 1 < s.n)
			points++;
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			digits++;
		else
			return false;
	}
	return digits;
}

static bool is_integer(str s)
{
	int64_t v;

	return str_to_int(s, &v) && v >= INT32_MIN && v <= INT32_MAX;
}

static bool is_text(const struct form_item *it, str s)
{
	size_t most = it->max_length ? (size_t)it->max_length : it->type == ITEM_TEXT ? TEXT_MOST : LINE_MOST;

	return str_valid_text(s) && !str_empty(str_trim(s)) && str_points(s) <= most &&
		(it->type == ITEM_TEXT || str_find(s, '\n', 0) == s.n);
}

static bool in_range(const struct form_item *it, str value)
{
	return (!it->least.p || item_compare(it, value, it->least) >= 0) &&
		(!it->most.p || item_compare(it, value, it->most) <= 0);
}

/* Of the right kind, whatever its range. */
static bool is_kind(const struct form_item *it, str value)
{
	date day;

	switch (it->type) {
	case ITEM_BOOLEAN:
		return str_is(value, "true") || str_is(value, "false");
	case ITEM_CHOICE:
		return item_option(it, value);
	case ITEM_STRING:
	case ITEM_TEXT:
		return is_text(it, value);
	case ITEM_INTEGER:
		return is_integer(value);
	case ITEM_DECIMAL:
		return is_decimal(value);
	case ITEM_DATE:
		return value.n == 10 && date_read(value, &day);
	case ITEM_NONE:
	case ITEM_GROUP:
	case ITEM_DISPLAY:
		break;
	}
	return false;
}

bool item_takes(const struct form_item *it, str value)
{
	return is_kind(it, value) && (!item_is_ordered(it) || in_range(it, value));
}

/* ---- extensions ----------------------------------------------------------------------------------------------------- */

/* value[x] of a limit, as an answer of this type is kept. */
static str read_limit(struct pack_value ext, const struct form_item *it)
{
	str s = STR_NONE;

	if (it->type == ITEM_DATE)
		s = pack_text(ext, "valueDate", 10);
	else if (it->type == ITEM_INTEGER || it->type == ITEM_DECIMAL)
		s = pack_digits(ext, it->type == ITEM_INTEGER ? "valueInteger" : "valueDecimal");
	if (s.n && is_kind(it, s))
		return s;
	pack_wrong(ext, "url", "A limit stands at a number or a day and has its type.");
	return STR_NONE;
}

static bool is_help(struct pack_value ext)
{
	struct pack_value concept = pack_object(ext, "valueCodeableConcept");

	return pack_count(concept, "coding", 5) &&
		str_is(pack_text_optional(pack_entry(concept, "coding", 0), "code", 60), "help");
}

/* *help: the item's text belongs to the question it stands in. */
static void read_extension(struct pack_value ext, struct form_item *it, bool *help)
{
	str url = pack_text(ext, "url", 200);

	if (str_is(url, R4 "minValue"))
		it->least = read_limit(ext, it);
	else if (str_is(url, R4 "maxValue"))
		it->most = read_limit(ext, it);
	else if (str_is(url, R4 "questionnaire-itemControl"))
		*help |= is_help(ext);
	else if (str_is(url, URGENT))
		it->urgent = pack_bool(ext, "valueBoolean");
	else if (url.n)
		pack_wrong(ext, "url", "This extension is not understood here. Leave it out.");
}

/* ---- items ---------------------------------------------------------------------------------------------------------- */

static struct form_option read_option(struct pack_value v)
{
	static const char *const known[] = {"valueCoding", "valueString", NULL};
	static const char *const of_coding[] = {"system", "version", "code", "display", NULL};
	struct pack_value coding = pack_object(v, "valueCoding");
	struct form_option o = {0};

	pack_known(v, known);
	if (!coding.json) {
		o.value = o.label = pack_text(v, "valueString", 200);
		return o;
	}
	pack_known(coding, of_coding);
	o.coded = true;
	o.value = pack_text(coding, "code", 100);
	o.system = pack_text_optional(coding, "system", 200);
	o.label = pack_text(coding, "display", 200);
	return o;
}

static void read_options(struct pack_value v, struct form_item *it)
{
	size_t n = pack_count(v, "answerOption", OPTIONS_MOST);
	struct form_option *options = ARENA_NEW_ARRAY(v.c->arena, struct form_option, n);

	it->options = options;
	for (size_t i = 0; i < n; i++) {
		options[i] = read_option(pack_entry(v, "answerOption", i));
		if (item_option(it, options[i].value))
			pack_wrong(v, "answerOption", "Two answers have the same value.");
		it->n_options = i + 1;
	}
	if (n && it->type != ITEM_CHOICE)
		pack_wrong(v, "answerOption", "Only a choice has answers to choose from.");
	if (!n && it->type == ITEM_CHOICE)
		pack_wrong(v, "answerOption", "A choice needs answers to choose from.");
}

static str read_condition_value(struct pack_value v, const struct form_item *question)
{
	switch (question->type) {
	case ITEM_BOOLEAN:
		return pack_bool(v, "answerBoolean") ? STR("true") : STR("false");
	case ITEM_INTEGER:
		return pack_digits(v, "answerInteger");
	case ITEM_DECIMAL:
		return pack_digits(v, "answerDecimal");
	case ITEM_DATE:
		return pack_text(v, "answerDate", 10);
	case ITEM_CHOICE:
		if (pack_has(v, "answerCoding"))
			return pack_text(pack_object(v, "answerCoding"), "code", 100);
		return pack_text(v, "answerString", 200);
	case ITEM_STRING:
	case ITEM_TEXT:
		return pack_text(v, "answerString", LINE_MOST);
	case ITEM_NONE:
	case ITEM_GROUP:
	case ITEM_DISPLAY:
		break;
	}
	return STR_NONE;
}

static size_t find_item(const struct reader *r, str link_id)
{
	size_t i = 0;

	while (i < r->n && !str_eq(r->items[i].link_id, link_id))
		i++;
	return i;
}

static struct form_condition read_condition(const struct reader *r, struct pack_value v, size_t self)
{
	static const char *const known[] = {"question", "operator", "answerBoolean", "answerDecimal", "answerInteger",
		"answerDate", "answerString", "answerCoding", NULL};
	str question = pack_text(v, "question", 100), op = pack_text(v, "operator", 10);
	struct form_condition w = {
		.item = find_item(r, question), .op = (enum item_operator)code_find(&item_operator_codes, op)};
	const struct form_item *it = &r->items[w.item];

	pack_known(v, known);
	if (w.item >= self || !item_is_question(it)) {
		pack_wrong(v, "question", "Name the linkId of a question that stands before this item.");
		return (struct form_condition){0};
	}
	if (!w.op || (w.op > ITEM_IS_NOT && !item_is_ordered(it)))
		pack_wrong(v, "operator", "Write exists, = or !=, or for numbers and days >, <, >= or <=.");
	if (w.op == ITEM_EXISTS)
		w.value = pack_bool(v, "answerBoolean") ? STR("true") : STR("false");
	else
		w.value = read_condition_value(v, it);
	if (v.json && w.op != ITEM_EXISTS && !is_kind(it, w.value))
		pack_wrong(v, "question", "The answer compared with is none that this question can have.");
	return w;
}

static void read_conditions(const struct reader *r, struct pack_value v, size_t self)
{
	struct form_item *it = &r->items[self];
	size_t n = pack_count(v, "enableWhen", 20);
	struct form_condition *when = ARENA_NEW_ARRAY(v.c->arena, struct form_condition, n);
	str how = pack_text_optional(v, "enableBehavior", 10);

	for (size_t i = 0; i < n; i++)
		when[i] = read_condition(r, pack_entry(v, "enableWhen", i), self);
	it->when = when;
	it->n_when = n;
	it->any = str_is(how, "any");
	if (how.p && !it->any && !str_is(how, "all"))
		pack_wrong(v, "enableBehavior", "Write all or any.");
	if (n > 1 && !how.p)
		pack_wrong(v, "enableBehavior", "Say whether all conditions must hold or any of them.");
}

static void check_item(struct pack_value v, const struct reader *r, const struct form_item *it)
{
	if (!it->type && v.json)
		pack_wrong(v, "type", "Write group, display, boolean, choice, string, text, integer, decimal or date.");
	if (it->link_id.n && find_item(r, it->link_id) != (size_t)(it - r->items))
		pack_wrong(v, "linkId", "Another item has this linkId.");
	if (it->urgent && it->type != ITEM_DISPLAY)
		pack_wrong(v, "extension", "Only a text to read can be urgent.");
	if (it->urgent && !it->n_when)
		pack_wrong(v, "extension", "What is urgent needs a condition: enableWhen.");
	if (it->repeats && it->type != ITEM_CHOICE)
		pack_wrong(v, "repeats", "Only a choice can have several answers here.");
	if (it->required && !item_is_question(it))
		pack_wrong(v, "required", "Only a question can be required here.");
	if (it->least.p && it->most.p && item_compare(it, it->least, it->most) > 0)
		pack_wrong(v, "extension", "The most is below the least.");
}

static void read_items(struct reader *r, struct pack_value v, size_t parent, int depth);

/* Everything an item says but what belongs to it. True: it is the help of the question it stands in. */
static bool read_item(struct reader *r, struct pack_value v, size_t self)
{
	static const char *const known[] = {"linkId", "id", "definition", "code", "prefix", "text", "type", "enableWhen",
		"enableBehavior", "required", "repeats", "maxLength", "answerOption", "extension", "item", NULL};
	struct form_item *it = &r->items[self];
	bool help = false;

	pack_known(v, known);
	it->link_id = pack_text(v, "linkId", 100);
	it->type = (enum item_type)code_find(&item_type_codes, pack_text(v, "type", 20));
	it->text = it->type == ITEM_GROUP ? pack_text_optional(v, "text", 500) : pack_text(v, "text", 2000);
	it->required = pack_bool(v, "required");
	it->repeats = pack_bool(v, "repeats");
	it->max_length = pack_number(v, "maxLength", 1, TEXT_MOST, 0);
	read_options(v, it);
	for (size_t i = 0; i < pack_count(v, "extension", 20); i++)
		read_extension(pack_entry(v, "extension", i), it, &help);
	read_conditions(r, v, self);
	check_item(v, r, it);
	if (help && it->n_when)
		pack_wrong(v, "enableWhen", "The help of a question is shown whenever the question is.");
	return help && it->type == ITEM_DISPLAY;
}

static void add_item(struct reader *r, struct pack_value v, size_t parent, int depth)
{
	size_t self = r->n++;
	bool help;

	r->items[self] = (struct form_item){.parent = parent};
	help = read_item(r, v, self);
	if (help && parent != FORM_TOP && item_is_question(&r->items[parent])) {
		r->items[parent].help = r->items[self].text;
		r->n--;
		return;
	}
	if (r->items[self].type == ITEM_DISPLAY && pack_has(v, "item"))
		pack_wrong(v, "item", "Nothing belongs to a text to read.");
	read_items(r, v, self, depth + 1);
	r->items[self].end = r->n;
}

static void read_items(struct reader *r, struct pack_value v, size_t parent, int depth)
{
	size_t n = pack_count(v, "item", FORM_ITEMS_MOST);

	if (n && depth > FORM_DEPTH_MOST) {
		pack_wrong(v, "item", "Items stand at most %d deep in each other.", FORM_DEPTH_MOST);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (r->n == FORM_ITEMS_MOST) {
			if (!r->full)
				pack_wrong(v, "item", "A form has at most %zu items.", FORM_ITEMS_MOST);
			r->full = true;
			return;
		}
		add_item(r, pack_entry(v, "item", i), parent, depth);
	}
}

/* ---- the whole ------------------------------------------------------------------------------------------------------ */

static void read_head(struct pack_value v, struct questionnaire *q)
{
	static const char *const known[] = {"resourceType", "id", "meta", "language", "url", "identifier", "version",
		"name", "title", "status", "experimental", "subjectType", "date", "publisher", "contact", "description",
		"useContext", "jurisdiction", "purpose", "copyright", "approvalDate", "lastReviewDate", "effectivePeriod",
		"code", "item", NULL};

	pack_known(v, known);
	if (!str_is(pack_text(v, "resourceType", 40), "Questionnaire"))
		pack_wrong(v, "resourceType", "Write Questionnaire.");
	q->url = pack_text(v, "url", 200);
	q->version = pack_text(v, "version", 40);
	q->title = pack_text(v, "title", 200);
	q->description = pack_text_optional(v, "description", 2000);
	(void)pack_text(v, "status", 20);
}

err questionnaire_read(struct ctx *c, const struct pack_file *file, const struct questionnaire **out)
{
	struct questionnaire *q = ARENA_NEW(c->arena, struct questionnaire);
	/* One more than there can be: a condition that names nothing looks at the one behind the last. */
	struct reader r = {c, ARENA_NEW_ARRAY(c->arena, struct form_item, FORM_ITEMS_MOST + 1), 0, false};
	struct pack_value top;

	*out = q;
	TRY(pack_open(c, file, &top));
	read_head(top, q);
	read_items(&r, top, FORM_TOP, 1);
	if (!r.n)
		pack_wrong(top, "item", "A form asks for something.");
	q->items = r.items;
	q->n = r.n;
	return problems_end(c);
}
