/* attendance_view.c - numbers to words and bars. */
#include "care/attendance/attendance_view.h"

struct hours_view hours_view_of(const struct hours_verdict *v)
{
	bool bad = v->status != HOURS_PART_WEEK && (v->gap_min || v->gap_days);

	return (struct hours_view){.verdict = *v,
		.have = show_hours(v->have_min),
		.need = show_hours(v->need_min),
		.done = show_percent(v->have_min, v->need_min),
		.possible = show_percent(v->projected_min, v->need_min),
		.look = v->status == HOURS_MET ? "pl-hours--met"
			: bad                      ? "pl-hours--short"
									   : ""};
}
