/* admission_choices_view.c - what the forms of admission offer to choose from. */
#include "care/admission/admission_choices_view.h"

static str ages(struct ctx *c, struct opt_int least, struct opt_int most)
{
	if (least.set && most.set)
		return str_format(c->arena, ", ages %lld to %lld", (long long)least.v, (long long)most.v);
	if (least.set)
		return str_format(c->arena, ", age %lld and over", (long long)least.v);
	return most.set ? str_format(c->arena, ", age up to %lld", (long long)most.v) : STR("");
}

err program_choices(struct ctx *c, date day, struct form_choices *out)
{
	struct open_programs_rows rows;
	struct form_choice *v;

	TRY(open_programs(c->tx, &rows, .day = day));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		str band = ages(c, rows.v[i].least_age, rows.v[i].most_age);

		v[i] = (struct form_choice){.value = value_id(c, rows.v[i].id.v),
			.label = str_format(c->arena, "%.*s%.*s", STR_ARG(rows.v[i].name), STR_ARG(band))};
	}
	*out = (struct form_choices){v, rows.n};
	return OK;
}

err track_choices(struct ctx *c, program_id program, date day, struct form_choices *out)
{
	struct open_tracks_rows rows;
	struct form_choice *v;

	TRY(open_tracks(c->tx, &rows, .program_id = program, .day = day));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct open_tracks_row *t = &rows.v[i];
		str band = ages(c, t->least_age, t->most_age);
		str of = program.v ? STR("") : str_format(c->arena, "%.*s: ", STR_ARG(t->program));

		v[i] = (struct form_choice){.value = value_id(c, t->id.v),
			.label = str_format(c->arena, "%.*s%.*s%.*s, %lld of %lld seats taken", STR_ARG(of), STR_ARG(t->name), STR_ARG(band),
				(long long)t->members, (long long)t->seats)};
	}
	*out = (struct form_choices){v, rows.n};
	return OK;
}

err clinician_choices(struct ctx *c, date day, struct form_choices *out)
{
	struct center_clinicians_rows rows;
	struct form_choice *v;

	TRY(center_clinicians(c->tx, &rows, .day = day));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct center_clinicians_row *r = &rows.v[i];

		v[i] = (struct form_choice){.value = value_id(c, r->person_id.v),
			.label = str_format(c->arena, "%.*s %.*s%s%.*s", STR_ARG(r->given), STR_ARG(r->family),
				str_empty(r->credentials) ? "" : ", ", STR_ARG(r->credentials))};
	}
	*out = (struct form_choices){v, rows.n};
	return OK;
}
