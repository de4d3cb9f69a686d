/* demo_form.c - pre-screens of requests that are on their way: filled in on the phone, one of them stopped halfway. */
#include "base/id.h"
#include "care/intake/pre_screen.h"
#include "cli/demo/demo_inquiry.h"

struct said {
	const char *link, *value;
};

/* Nobody is in danger, and nothing speaks against the program. */
static const struct said usual[] = {{"safety.danger", "false"}, {"safety.suicide", "false"}, {"safety.harm", "false"},
	{"safety.home", "true"}, {"body.signs", "none"}, {"legal.what", "none"}, {"coming.how", "car"},
	{"coming.hours", "evenings"}, {"coming.days", "3"}, {"before.any", "true"}, {"before.what", "counseling"},
	{"level.care", "iop"}, {"level.against", "none"}};
static const struct said uses[] = {{"use", "true"}, {"use.what", "alcohol"}, {"use.daily", "false"}, {"withdrawal.before", "false"},
	{"withdrawal.now", "none"}};
static const struct said abstains[] = {{"use", "false"}};

static void answer(struct demo_center *m, struct replies *r, const char *link, str value)
{
	for (size_t i = 0; i < r->q->n; i++)
		if (str_is(r->q->items[i].link_id, link)) {
			str *v = ARENA_NEW_ARRAY(m->c->arena, str, 1);

			v[0] = value;
			r->of[i] = (struct texts){v, 1};
		}
}

static void answer_all(struct demo_center *m, struct replies *r, const struct said *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		answer(m, r, v[i].link, str_of(v[i].value));
}

static struct replies reply(struct demo_desk *k, const struct demo_request *r, bool halfway)
{
	struct replies out = replies_new(k->m->c->arena, questionnaire_find(PRE_SCREEN, STR_NONE));
	enum program_type type = r->track->program->type;

	answer_all(k->m, &out, usual, halfway ? 4 : COUNT_OF(usual));
	if (type == PROGRAM_ADDICTION || type == PROGRAM_CO_OCCURRING)
		answer_all(k->m, &out, uses, COUNT_OF(uses));
	else
		answer_all(k->m, &out, abstains, COUNT_OF(abstains));
	if (!halfway) {
		answer(k->m, &out, "age.years", str_format(k->m->c->arena, "%d", date_age(r->who.birth, k->m->today)));
		answer(k->m, &out, "age.guardian", r->asker.n ? r->asker : STR("Their mother"));
		answer(k->m, &out, "age.guardian.knows", STR("true"));
		answer(k->m, &out, "age.custody", STR("both"));
	}
	replies_settle(&out);
	return out;
}

static err put_answers(struct demo_desk *k, const form_response_id *id, const struct replies *r)
{
	for (size_t i = 0; i < r->q->n; i++) {
		const struct form_item *it = &r->q->items[i];
		const struct form_option *o = r->of[i].n ? item_option(it, r->of[i].v[0]) : NULL;

		if (r->of[i].n)
			TRY(DEMO_ROW(k->answers, &k->m->id, id, &it->link_id, V_INT(1), V_CODE(item_type_codes, it->type), &r->of[i].v[0],
				o && o->system.p ? &o->system : NULL, o ? &o->label : NULL));
	}
	return OK;
}

err demo_pre_screen_put(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id)
{
	form_response_id form = {id_make(k->m->c->now)};
	const struct demo_step *at = NULL;
	struct replies replies;
	bool done;

	for (size_t i = 0; i < r->n_steps; i++)
		if (r->steps[i].status == INQUIRY_PRE_SCREEN)
			at = &r->steps[i];
	if (!at || r->stay || !inquiry_is_open(r->steps[r->n_steps - 1].status))
		return OK;
	replies = reply(k, r, r->n_steps && r->steps[r->n_steps - 1].status == INQUIRY_PRE_SCREEN && k->half_done++ == 0);
	done = !replies_missing(&replies, 0, replies.q->n);
	TRY(DEMO_ROW(k->forms, &k->m->id, &form, &replies.q->url, &replies.q->version, V_CODE(form_about_codes, FORM_ABOUT_INQUIRY), id,
		V_CODE(form_state_codes, done ? FORM_COMPLETED : FORM_IN_PROGRESS), NULL, NULL, &at->at, &at->at, done ? &at->at : NULL, V_INT(1)));
	return put_answers(k, &form, &replies);
}
