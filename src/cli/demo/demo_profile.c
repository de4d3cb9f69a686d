/* demo_profile.c - what the programs of a center say of themselves, and what its clinicians are trained in; packs/sample/profiles.json. */
#include "base/id.h"
#include "care/profile/profile_words.h"
#include "cli/demo/demo.h"

struct tables {
	struct db_bulk *profiles, *choices, *plans, *therapies;
};

static const program_id *program_of(const struct demo_center *m, enum program_type type)
{
	for (size_t i = 0; i < m->n_tracks; i++)
		if (m->tracks[i].program->type == type)
			return &m->tracks[i].program_id;
	return NULL;
}

static err put_plan(struct demo_center *m, struct db_bulk *b, const program_id *program, struct pack_value v)
{
	enum plan_kind kind = (enum plan_kind)code_find(&plan_kind_codes, pack_text(v, "kind", 20));
	str payer = pack_text(v, "payer", 100), plan = pack_text_optional(v, "plan", 100);
	date verified = date_add(m->today, -pack_number(v, "days", 0, 1000, 0));

	return DEMO_ROW(b, &m->id, V_INT(id_make(m->c->now)), program, V_CODE(plan_kind_codes, kind), &payer,
		V_TEXT(plan.p ? plan : STR("")), V_BOOL(pack_bool(v, "network")), &verified, NULL, NULL, V_INT(1));
}

static err put_choices(struct demo_center *m, struct db_bulk *b, const program_id *program, struct pack_value v)
{
	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++) {
		struct texts codes = pack_texts(v, code_of(&profile_topic_codes, t).p, 40, 40);

		for (size_t i = 0; i < codes.n; i++)
			TRY(DEMO_ROW(b, &m->id, program, V_CODE(profile_topic_codes, t), &codes.v[i]));
	}
	return OK;
}

static err put_profile(struct demo_center *m, const struct tables *b, const program_id *program, struct pack_value v)
{
	int weekday = pack_number(v, "weekday", 1, 7, 0);
	enum start_rule rule = (enum start_rule)code_find(&start_rule_codes, pack_text(v, "start", 20));

	TRY(DEMO_ROW(b->profiles, &m->id, program, V_BOOL(true), V_TEXT(pack_text(v, "about", 1000)),
		V_INT(pack_number(v, "least_weeks", 1, 104, 8)), V_INT(pack_number(v, "most_weeks", 1, 104, 12)),
		V_TEXT(pack_text(v, "after_care", 500)), V_TEXT(pack_text(v, "step_down", 500)),
		V_TEXT(pack_text(v, "school_work", 500)), NULL, V_CODE(start_rule_codes, rule), weekday ? V_INT(weekday) : NULL,
		&m->c->now, V_INT(1)));
	TRY(put_choices(m, b->choices, program, pack_object(v, "choices")));
	for (size_t i = 0; i < pack_count(v, "plans", 50); i++)
		TRY(put_plan(m, b->plans, program, pack_entry(v, "plans", i)));
	return OK;
}

/* Which of the clinicians knows what: one object per clinician with a list. */
static err put_therapies(struct demo_center *m, struct db_bulk *b, struct pack_value top)
{
	for (size_t i = 0; i < pack_count(top, "therapists", DEMO_CLINICIANS); i++) {
		struct pack_value who = pack_entry(top, "therapists", i);

		for (size_t k = 0; k < pack_count(who, "therapies", 20); k++) {
			struct pack_value v = pack_entry(who, "therapies", k);

			TRY(DEMO_ROW(b, &m->id, &m->staff[2 + i], V_TEXT(pack_code(v, "code")),
				V_INT(pack_number(v, "since", 1950, 2199, 2015))));
		}
	}
	return OK;
}

err demo_profiles(struct demo_center *m)
{
	const struct pack_file *file = pack_find(STR("packs/sample/profiles.json"));
	struct pack_value top;
	struct tables b;

	if (!file)
		FAIL(m->c, ERR_BUG, "This program was built without packs/sample/profiles.json.");
	TRY(pack_open(m->c, file, &top));
	TRY(db_bulk_open(m->w, "program_profile", &b.profiles));
	TRY(db_bulk_open(m->w, "program_choice", &b.choices));
	TRY(db_bulk_open(m->w, "accepted_plan", &b.plans));
	TRY(db_bulk_open(m->w, "staff_therapy", &b.therapies));
	for (size_t i = 0; i < pack_count(top, "programs", 20); i++) {
		struct pack_value v = pack_entry(top, "programs", i);
		const program_id *program =
			program_of(m, (enum program_type)code_find(&program_type_codes, pack_text(v, "type", 40)));

		if (program)
			TRY(put_profile(m, &b, program, v));
	}
	TRY(put_therapies(m, b.therapies, top));
	TRY(db_bulk_close(b.profiles));
	TRY(db_bulk_close(b.choices));
	TRY(db_bulk_close(b.plans));
	TRY(db_bulk_close(b.therapies));
	return problems_end(m->c);
}
