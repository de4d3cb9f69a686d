/* questionnaire.h - a form as data: a FHIR R4 Questionnaire in packs/forms, read strictly once and never changed after that.
 * Its items stand in one flat list in the order in which they are asked; a group or a question is followed by what belongs to it.
 * An item is asked only while its conditions hold, and they look at earlier items only, so one walk over the list decides them all.
 * What would change what the form means and is not understood here (an unknown field, another type, an expression) is a mistake.
 * Source: https://hl7.org/fhir/R4/questionnaire.html. */
#ifndef CARE_FORM_QUESTIONNAIRE_H
#define CARE_FORM_QUESTIONNAIRE_H

#include "base/code.h"
#include "care/pack_json.h"

#define FORM_ITEMS_MOST ((size_t)500)
#define FORM_DEPTH_MOST 5
#define FORM_TOP SIZE_MAX /* the parent of an item that stands in no other */

/* The last column: how an answer is called in FHIR. */
#define ITEM_TYPE_TABLE(X) \
	X(ITEM_GROUP, "group", "Group", NULL) \
	X(ITEM_DISPLAY, "display", "Text to read", NULL) \
	X(ITEM_BOOLEAN, "boolean", "Yes or no", "valueBoolean") \
	X(ITEM_CHOICE, "choice", "Choice", "valueCoding") \
	X(ITEM_STRING, "string", "Line of text", "valueString") \
	X(ITEM_TEXT, "text", "Text", "valueString") \
	X(ITEM_INTEGER, "integer", "Whole number", "valueInteger") \
	X(ITEM_DECIMAL, "decimal", "Number", "valueDecimal") \
	X(ITEM_DATE, "date", "Day", "valueDate")
CODE_ENUM(item_type, ITEM_TYPE_TABLE, ITEM_NONE)

/* A condition holds when an answer is there (or not), when one of the answers compares so, and for != when none is equal. */
#define ITEM_OPERATOR_TABLE(X) \
	X(ITEM_EXISTS, "exists", "is answered", NULL) \
	X(ITEM_IS, "=", "is", NULL) \
	X(ITEM_IS_NOT, "!=", "is not", NULL) \
	X(ITEM_MORE, ">", "is more than", NULL) \
	X(ITEM_LESS, "<", "is less than", NULL) \
	X(ITEM_AT_LEAST, ">=", "is at least", NULL) \
	X(ITEM_AT_MOST, "<=", "is at most", NULL)
CODE_ENUM(item_operator, ITEM_OPERATOR_TABLE, ITEM_OPERATOR_NONE)

struct form_option {
	str value;  /* the code, or the text itself */
	str system; /* of the code; may be none */
	str label;
	bool coded; /* false: a text without a code */
};

struct form_condition {
	size_t item; /* an earlier question */
	enum item_operator op;
	str value; /* as an answer is kept: "true", "12", "2026-11-23", a code */
};

struct form_item {
	str link_id;
	str text;
	str help; /* said beside the question; may be none */
	enum item_type type;
	size_t parent; /* FORM_TOP: none */
	size_t end;    /* the first item behind what belongs to this one */
	bool required, repeats;
	bool urgent;     /* a text to read: while it is shown, somebody has to act now */
	int max_length;  /* code points; 0: as much as its type takes */
	str least, most; /* numbers and days; none: any */
	const struct form_option *options;
	size_t n_options;
	const struct form_condition *when;
	size_t n_when;
	bool any; /* one condition is enough; otherwise all must hold */
};

struct questionnaire {
	str url, version;
	str title;
	str description; /* may be none */
	const struct form_item *items;
	size_t n;
};

/* Reads one file. ERR_MALFORMED, ERR_TOO_LARGE, or ERR_INVALID with a problem for every mistake. */
NODISCARD err questionnaire_read(struct ctx *c, const struct pack_file *file, const struct questionnaire **out);

/* The forms that are built in, by address; `version` none: the newest one. NULL: there is no such form. */
const struct questionnaire *questionnaire_find(str url, str version);

bool item_is_question(const struct form_item *it);
/* Conditions that look at it may ask for more and less. */
bool item_is_ordered(const struct form_item *it);
/* -1, 0, 1, as numbers, days or texts compare. */
int item_compare(const struct form_item *it, str a, str b);
/* Whether `value`, as it is kept, can be an answer at all. */
bool item_takes(const struct form_item *it, str value);
const struct form_option *item_option(const struct form_item *it, str value);

#endif
