/* form.c - see form.h. */
#include "care/form/form.h"

#include "base/id.h"

CODE_NAMES(form_about, FORM_ABOUT_TABLE)
CODE_NAMES(form_state, FORM_STATE_TABLE)

/* ---- reading -------------------------------------------------------------------------------------------------------- */

/* Puts the rows of one question into the replies. Rows come sorted by question, those of one together. */
static void take_answers(struct ctx *c, struct replies *r, const struct form_answers_rows *rows)
{
	for (size_t i = 0; i < r->q->n; i++) {
		const struct form_item *it = &r->q->items[i];
		str *v = NULL;
		size_t n = 0;

		for (size_t k = 0; k < rows->n; k++) {
			if (!str_eq(rows->v[k].link_id, it->link_id))
				continue;
			v = v ? v : ARENA_NEW_ARRAY(c->arena, str, rows->n - k);
			v[n++] = rows->v[k].value;
		}
		r->of[i] = (struct texts){v, n};
	}
	replies_settle(r);
}

static err find_form(struct ctx *c, str url, str version, struct replies *out)
{
	const struct questionnaire *q = questionnaire_find(url, version);

	if (!q)
		FAIL(c, ERR_BUG, "This program has no form %.*s %.*s.", STR_ARG(url), STR_ARG(version));
	*out = replies_new(c->arena, q);
	return OK;
}

err form_again(struct ctx *c, str url, struct form_filled *out)
{
	*out = (struct form_filled){0};
	return find_form(c, url, STR_NONE, &out->replies);
}

err form_load(struct tx *tx, const struct form_subject *about, str url, struct form_filled *out)
{
	struct ctx *c = tx_ctx(tx);
	struct form_answers_rows rows;
	err e = form_latest(tx, &out->head, .about_kind = about->kind, .about_id = about->id, .questionnaire = url);

	if (e == ERR_NOT_FOUND)
		return form_again(c, url, out);
	TRY(e);
	TRY(find_form(c, url, out->head.questionnaire_version, &out->replies));
	TRY(form_answers(tx, &rows, .form_response_id = out->head.id));
	take_answers(c, &out->replies, &rows);
	return OK;
}

/* ---- writing -------------------------------------------------------------------------------------------------------- */

static err insert_answers(struct wtx *w, form_response_id id, const struct replies *r)
{
	for (size_t i = 0; i < r->q->n; i++) {
		const struct form_item *it = &r->q->items[i];

		for (size_t k = 0; k < r->of[i].n; k++) {
			str value = r->of[i].v[k];
			const struct form_option *o = item_option(it, value);

			TRY(form_answer_insert(w, NULL, .form_response_id = id, .link_id = it->link_id, .ordinal = (int64_t)k + 1,
				.type = it->type, .value = value, .code_system = o ? o->system : STR_NONE,
				.shown = o ? o->label : STR_NONE));
		}
	}
	return OK;
}

/* The head as it is from now on; *id is that of the response. */
static err put_head(struct wtx *w, const struct form_subject *about, const struct form_filled *f, enum form_state state,
	form_response_id *id)
{
	struct ctx *c = wtx_ctx(w);
	instant done = state == FORM_COMPLETED ? c->now : (instant){0};
	int64_t changed;

	*id = f->head.id;
	if (!id->v) {
		*id = (form_response_id){id_make(c->now)};
		return form_insert(w, NULL, .id = *id, .questionnaire = f->replies.q->url,
			.questionnaire_version = f->replies.q->version, .about_kind = about->kind, .about_id = about->id,
			.state = state, .started_by = c->actor->account, .completed_at = done);
	}
	TRY(form_update(w, &changed, .id = *id, .state = state, .changed_by = c->actor->account, .completed_at = done,
		.seen = f->head.version));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "Somebody else worked on this form meanwhile. Open it again to see their answers.");
	return form_clear(w, NULL, .form_response_id = *id);
}

static err put(struct wtx *w, const struct form_subject *about, const struct form_filled *f, enum form_state state)
{
	struct ctx *c = wtx_ctx(w);
	form_response_id id;

	TRY(put_head(w, about, f, state, &id));
	TRY(insert_answers(w, id, &f->replies));
	return journal_add(w,
		&(struct journal_entry){.event = JOURNAL_FORM_CHANGED,
			.person = about->person,
			.object = str_format(c->arena, "form %s", id_show(id.v).s),
			.detail = str_format(c->arena, "{\"state\":[\"%s\",\"%s\"]}", f->head.id.v ? "in-progress" : "",
				code_of(&form_state_codes, (int)state).p)});
}

err form_save(struct wtx *w, const struct form_subject *about, const struct form_filled *f)
{
	return put(w, about, f, FORM_IN_PROGRESS);
}

err form_complete(struct wtx *w, const struct form_subject *about, const struct form_filled *f)
{
	struct ctx *c = wtx_ctx(w);

	replies_require(c, &f->replies, 0, f->replies.q->n);
	TRY(problems_end(c));
	return put(w, about, f, FORM_COMPLETED);
}

/* ---- FHIR ----------------------------------------------------------------------------------------------------------- */

static void write_coding(struct json *j, const struct form_option *o)
{
	json_object(j);
	if (o->system.p)
		json_str(json_key(j, "system"), o->system);
	json_str(json_key(j, "code"), o->value);
	json_str(json_key(j, "display"), o->label);
	json_object_end(j);
}

static void write_value(struct json *j, const struct form_item *it, str value)
{
	const struct form_option *o = item_option(it, value);

	if (it->type == ITEM_CHOICE && o && o->coded)
		write_coding(json_key(j, "valueCoding"), o);
	else if (it->type == ITEM_CHOICE)
		json_str(json_key(j, "valueString"), value);
	else if (it->type == ITEM_BOOLEAN)
		json_bool(json_key(j, "valueBoolean"), str_is(value, "true"));
	else if (it->type == ITEM_INTEGER || it->type == ITEM_DECIMAL)
		json_number(json_key(j, item_type_codes.names[it->type].fhir), value);
	else
		json_str(json_key(j, item_type_codes.names[it->type].fhir), value);
}

static bool has_answer(const struct replies *r, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (r->of[i].n)
			return true;
	return false;
}

static void write_items(struct json *j, const struct replies *r, size_t first, size_t end);

/* What stands in a question belongs to its first answer. */
static void write_answers(struct json *j, const struct replies *r, size_t item)
{
	const struct form_item *it = &r->q->items[item];

	json_array(json_key(j, "answer"));
	for (size_t k = 0; k < r->of[item].n; k++) {
		json_object(j);
		write_value(j, it, r->of[item].v[k]);
		if (k == 0)
			write_items(j, r, item + 1, it->end);
		json_object_end(j);
	}
	json_array_end(j);
}

/* The items of [first, end) that have answers or contain such. */
static void write_items(struct json *j, const struct replies *r, size_t first, size_t end)
{
	if (!has_answer(r, first, end))
		return;
	json_array(json_key(j, "item"));
	for (size_t i = first; i < end; i = r->q->items[i].end) {
		const struct form_item *it = &r->q->items[i];

		if (!has_answer(r, i, it->end))
			continue;
		json_object(j);
		json_str(json_key(j, "linkId"), it->link_id);
		if (it->text.p)
			json_str(json_key(j, "text"), it->text);
		if (item_is_question(it))
			write_answers(j, r, i);
		else
			write_items(j, r, i + 1, it->end);
		json_object_end(j);
	}
	json_array_end(j);
}

static void write_reference(struct json *j, const char *key, str reference)
{
	if (str_empty(reference))
		return;
	json_object(json_key(j, key));
	json_str(json_key(j, "reference"), reference);
	json_object_end(j);
}

void form_write(struct json *j, const struct form_filled *f, str subject, str author)
{
	const struct questionnaire *q = f->replies.q;
	char id[ID_LETTERS + 1], canonical[260];

	(void)snprintf(id, sizeof(id), "%s", id_show(f->head.id.v).s);
	(void)snprintf(canonical, sizeof(canonical), "%.*s|%.*s", STR_ARG(q->url), STR_ARG(q->version));
	json_object(j);
	json_str(json_key(j, "resourceType"), STR("QuestionnaireResponse"));
	json_str(json_key(j, "id"), str_of(id));
	json_str(json_key(j, "questionnaire"), str_of(canonical));
	json_str(json_key(j, "status"), code_of(&form_state_codes, (int)f->head.state));
	write_reference(j, "subject", subject);
	json_instant(json_key(j, "authored"), f->head.changed_at);
	write_reference(j, "author", author);
	write_items(j, &f->replies, 0, q->n);
	json_object_end(j);
}
