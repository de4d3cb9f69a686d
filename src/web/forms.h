/* forms.h - the fields that forms are made of, as template parts. Each shows its label, a hint, the problem noted for it, and
 * what was typed, or `value` before anything was. In a template:
 *
 *   %include "web/forms.h"
 *   <form method="post" action="{{ url_rooms(c) }}">
 *   % FIELD(c, text, .name = "name", .label = "Name", .hint = "As people say it", .value = v->name, .width = 20);
 *   % FIELD(c, number, .name = "seats", .label = "Seats", .value = value_int(c, v->seats), .width = 3);
 *   % FIELD(c, radios, .name = "modality", .label = "How people take part", .value = ..., .choices = choices_of(c, &modality_codes));
 *   <div class="pl-buttons"><button class="pl-button">Add the room</button></div>
 *   </form>
 *
 * Parts: text, number, date, time, password, file, textarea, select, radios, checkboxes (several of a list), checkbox (one, yes or no). */
#ifndef WEB_FORMS_H
#define WEB_FORMS_H

#include "web/web.h"

struct form_choice {
	str value;
	str label;
	str hint;
	bool chosen; /* before anything was typed; check boxes only, the others look at the field's value */
};
struct form_choices {
	const struct form_choice *v;
	size_t n;
};

struct field_view {
	const char *name;
	const char *label;
	const char *hint;
	str value;        /* before anything was typed */
	bool checked;     /* checkbox: the same */
	bool heading;     /* radios, textarea: the label is the page's only h1 */
	bool optional;    /* says so beside the label */
	int width;        /* in letters: 2 3 4 5 10 20 30; 0: as wide as there is room */
	int rows;         /* textarea; 0: 4 */
	const char *type; /* text: email, tel, search, url */
	const char *autocomplete; /* "username", "one-time-code" ...; NULL: off */
	const char *accept;       /* file: ".ndjson,.json" */
	bool one;                 /* file: not several */
	struct form_choices choices;
	const char *blank; /* select: the first line, for none */
};

#define FIELD(c, part, ...) tpl_field_##part((c), &(struct field_view){__VA_ARGS__})

void tpl_field_text(struct ctx *c, const struct field_view *f);
void tpl_field_number(struct ctx *c, const struct field_view *f);
void tpl_field_date(struct ctx *c, const struct field_view *f);     /* value_date */
void tpl_field_time(struct ctx *c, const struct field_view *f);     /* value_minute */
void tpl_field_password(struct ctx *c, const struct field_view *f); /* never shows what was typed */
void tpl_field_file(struct ctx *c, const struct field_view *f);
void tpl_field_textarea(struct ctx *c, const struct field_view *f);
void tpl_field_select(struct ctx *c, const struct field_view *f);
void tpl_field_radios(struct ctx *c, const struct field_view *f);
void tpl_field_checkboxes(struct ctx *c, const struct field_view *f);
void tpl_field_checkbox(struct ctx *c, const struct field_view *f);

/* What a field holds, as the text it is typed as. */
str value_date(struct ctx *c, date d);
str value_minute(struct ctx *c, int minute); /* -1: none */
str value_int(struct ctx *c, int64_t v);
str value_opt(struct ctx *c, struct opt_int v);
str value_id(struct ctx *c, int64_t id); /* 0: none */
/* Every value of a table of codes, to choose from. */
struct form_choices choices_of(struct ctx *c, const struct code_table *t);

/* For the parts themselves. */
str form_shown(struct ctx *c, const struct field_view *f); /* as typed, else as given */
bool form_ticked(struct ctx *c, const struct field_view *f, size_t choice);
bool form_noted(struct ctx *c, const struct field_view *f); /* there is a hint or a problem beside it */
struct label form_item_id(const struct field_view *f, size_t choice); /* the first has the field's own name: errors link to it */

#endif
