/* fuzz_rule_pack.c - any bytes as a rule pack: read, or refused with words, and never more than that.
 * The first byte chooses the kind of pack; seeds in tests/fuzz/seeds/rule_pack/. */
#include "care/hours/group_size.h"
#include "care/hours/hours_pack.h"
#include "fuzz/fuzz.h"

/* What is accepted can be used: every rule judges a week and every limit a group without a surprise. */
static void use_hours(const struct hours_packs *packs)
{
	date today = date_of(2026, 11, 25);
	struct hours_day day = {date_of(2026, 11, 24), 300};
	struct hours_order order = {date_of(2026, 10, 1), 540};

	for (size_t i = 0; i < packs->n; i++) {
		const struct hours_rule *rule = &packs->rules[i];
		struct hours_week week = {.start = hours_week_start(rule, MONDAY, today), .today = today,
			.started = date_of(2026, 11, 2), .delivered_min = 300, .ahead_min = 200, .days = 2, .days_ahead = 1};
		struct hours_verdict verdict = hours_judge(rule, &week);

		MUST(hours_status_codes.n > (size_t)verdict.status && verdict.status != HOURS_STATUS_NONE);
		MUST(verdict.gap_min <= verdict.short_min && verdict.gap_days <= verdict.short_days);
		MUST(hours_rule_on(packs, rule->head.code, rule->head.from));
		(void)hours_total_of(rule, week.started, week.today, &day, 1, 300, week.today, 540);
		(void)hours_certification_of(rule, week.started, week.today, &order, 1, 7);
	}
}

static void use_groups(const struct group_packs *packs)
{
	for (size_t i = 0; i < packs->n; i++)
		for (int limit = GROUP_LIMIT_NONE; limit < GROUP_LIMITS; limit++) {
			struct group_verdict v = group_size_check(packs, STR("TX"), packs->rules[i].head.from,
				(enum group_limit)limit, 20);

			MUST(v.fit != GROUP_FIT_NONE && (v.fit == GROUP_FITS) == (v.over == 0));
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena memory;
	struct ctx c;
	struct hours_packs hours;
	struct group_packs groups;
	struct pack_file file;
	struct pack_files one = {&file, 1};
	err e;

	if (!n)
		return 0;
	arena_init(&memory, (size_t)64 << 20);
	ctx_init(&c, &memory, (instant){1});
	file = (struct pack_file){STR("fuzz.json"), {p + 1, n - 1}};
	if (*p == 'g') {
		e = group_packs_load(&c, pack_files_next, &one, &groups);
		use_groups(&groups);
	} else {
		e = hours_packs_load(&c, pack_files_next, &one, &hours);
		use_hours(&hours);
	}
	MUST(e == OK || c.problems || !str_empty(c.fail_text));
	arena_free(&memory);
	return 0;
}
