/* questions.c - which questions a request for help asks of whom, in which order, and what makes an answer a good one. */
#include "base/id.h"
#include "care/inquiry/draft.h"

#define S (1u << INQUIRY_SELF)
#define O (1u << INQUIRY_OTHER)
#define P (1u << INQUIRY_PROFESSIONAL)
#define OF_AGE 18

static const struct page {
	unsigned kinds;
	enum ask asks[7];
} pages[ASK_PAGES] = {
	[ASK_PAGE_DANGER] = {S | O | P, {ASK_DANGER}},
	[ASK_PAGE_REFERRER] = {P, {ASK_REF_NAME, ASK_REF_ORG, ASK_REF_SOURCE, ASK_REF_PHONE, ASK_REF_EMAIL}},
	[ASK_PAGE_HELP] = {S | O | P, {ASK_HELP}},
	[ASK_PAGE_ASKER] = {O, {ASK_ASKER_NAME, ASK_ASKER_IS}},
	[ASK_PAGE_PERSON] = {S | O | P, {ASK_GIVEN, ASK_FAMILY}},
	[ASK_PAGE_AGE] = {S | O | P, {ASK_BIRTH, ASK_AGE}},
	[ASK_PAGE_GUARDIAN] = {S | O | P, {ASK_GUARDIAN_NAME, ASK_GUARDIAN_PHONE, ASK_GUARDIAN_CALL}},
	[ASK_PAGE_WHERE] = {S | O | P, {ASK_CENTER, ASK_ZIP}},
	[ASK_PAGE_REACH] = {S | O | P, {ASK_REACH_BY, ASK_PHONE, ASK_EMAIL, ASK_SILENT, ASK_SAFE_TIMES}},
	[ASK_PAGE_AGREE] = {P, {ASK_REF_AGREED}},
	[ASK_PAGE_URGENCY] = {P, {ASK_URGENCY}},
	[ASK_PAGE_FILES] = {P, {ASK_NONE}},
	[ASK_PAGE_PAY] = {S | O | P, {ASK_PAYER, ASK_PAYER_NAME}},
	[ASK_PAGE_HEARD] = {S | O, {ASK_SOURCE}},
	[ASK_PAGE_NOTE] = {S | O | P, {ASK_NOTE}},
};

enum inquiry_kind draft_kind(const struct draft *d)
{
	return (enum inquiry_kind)code_find(&inquiry_kind_codes, d->v[ASK_KIND]);
}

const enum ask *ask_page_asks(enum ask_page p)
{
	return pages[p].asks;
}

int draft_age(const struct ctx *c, const struct draft *d)
{
	date birth;
	int64_t age;

	if (date_read(d->v[ASK_BIRTH], &birth))
		return date_age(birth, zone_day(c->zone, c->now));
	return str_to_int(d->v[ASK_AGE], &age) && age >= 0 && age <= 120 ? (int)age : -1;
}

/* A parent who asks for a child is the guardian already. */
static bool asks_guardian(const struct ctx *c, const struct draft *d)
{
	int age = draft_age(c, d);
	enum relationship is = (enum relationship)code_find(&relationship_codes, d->v[ASK_ASKER_IS]);
	bool parent = draft_kind(d) == INQUIRY_OTHER && (is == RELATIONSHIP_PARENT || is == RELATIONSHIP_GUARDIAN);

	return age >= 0 && age < OF_AGE && !parent;
}

bool draft_asks(const struct ctx *c, const struct draft *d, enum ask_page p)
{
	return (pages[p].kinds & 1u << draft_kind(d)) && (p != ASK_PAGE_GUARDIAN || asks_guardian(c, d));
}

enum ask_page draft_next(const struct ctx *c, const struct draft *d, enum ask_page p)
{
	for (int i = (int)p + 1; i < ASK_PAGES; i++)
		if (draft_asks(c, d, (enum ask_page)i))
			return (enum ask_page)i;
	return ASK_PAGE_NONE;
}

/* From ASK_PAGE_NONE, which stands behind the last page too. */
enum ask_page draft_back(const struct ctx *c, const struct draft *d, enum ask_page p)
{
	for (int i = (p == ASK_PAGE_NONE ? ASK_PAGES : (int)p) - 1; i > 0; i--)
		if (draft_asks(c, d, (enum ask_page)i))
			return (enum ask_page)i;
	return ASK_PAGE_NONE;
}

/* ---- good answers ---------------------------------------------------------------------------------------------------- */

static void noted(struct ctx *c, enum ask a, const char *text)
{
	(void)problem(c, code_of(&ask_codes, a).p, "%s", text);
}

static void need(struct ctx *c, const struct draft *d, enum ask a, const char *text)
{
	if (str_empty(d->v[a]))
		noted(c, a, text);
}

static void need_code(struct ctx *c, const struct draft *d, enum ask a, const struct code_table *t, const char *text)
{
	if (!code_find(t, d->v[a]))
		noted(c, a, text);
}

static size_t digits(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] >= '0' && s.p[i] <= '9';
	return n;
}

static void check_phone(struct ctx *c, const struct draft *d, enum ask a)
{
	if (!str_empty(d->v[a]) && digits(d->v[a]) < 10)
		noted(c, a, "Enter a phone number with its area code, like 512-555-0100");
}

static void check_email(struct ctx *c, const struct draft *d, enum ask a)
{
	if (!str_empty(d->v[a]) && !looks_like_email(d->v[a]))
		noted(c, a, "Enter an email address like name@example.org");
}

static void check_age(struct ctx *c, const struct draft *d)
{
	date birth, today = zone_day(c->zone, c->now);
	bool said = !str_empty(d->v[ASK_BIRTH]);
	int64_t age;

	if (said && (!date_read(d->v[ASK_BIRTH], &birth) || date_cmp(birth, today) > 0 || date_age(birth, today) > 120))
		noted(c, ASK_BIRTH, "Enter a date of birth in the past, like 3/27/1992");
	if (!str_empty(d->v[ASK_AGE]) && (!str_to_int(d->v[ASK_AGE], &age) || age < 0 || age > 120))
		noted(c, ASK_AGE, "Enter an age in years, like 34");
	if (!said && str_empty(d->v[ASK_AGE]) && draft_kind(d) != INQUIRY_OTHER)
		noted(c, ASK_BIRTH, "Enter a date of birth, or an age below it");
}

/* Somebody else's own details may be left out; a way to reach whoever asks may not. */
static void check_reach(struct ctx *c, const struct draft *d)
{
	enum contact_way by = (enum contact_way)code_find(&contact_way_codes, d->v[ASK_REACH_BY]);

	if (by == CONTACT_WAY_NONE)
		noted(c, ASK_REACH_BY, "Select how to get in touch");
	if (by == CONTACT_PHONE || by == CONTACT_TEXT)
		need(c, d, ASK_PHONE, "Enter a phone number");
	if (by == CONTACT_EMAIL)
		need(c, d, ASK_EMAIL, "Enter an email address");
	check_phone(c, d, ASK_PHONE);
	check_email(c, d, ASK_EMAIL);
}

static void check_referrer(struct ctx *c, const struct draft *d)
{
	need(c, d, ASK_REF_NAME, "Enter your name");
	need(c, d, ASK_REF_ORG, "Enter the name of your practice, school or service");
	need_code(c, d, ASK_REF_SOURCE, &referral_source_codes, "Select the kind of service");
	if (str_empty(d->v[ASK_REF_PHONE]) && str_empty(d->v[ASK_REF_EMAIL]))
		noted(c, ASK_REF_PHONE, "Enter a phone number or an email address");
	check_phone(c, d, ASK_REF_PHONE);
	check_email(c, d, ASK_REF_EMAIL);
}

static void check_where(struct ctx *c, const struct draft *d)
{
	int64_t id;
	str zip = d->v[ASK_ZIP];

	if (!str_is(d->v[ASK_CENTER], CENTER_ANY) && !id_read(d->v[ASK_CENTER], &id))
		noted(c, ASK_CENTER, "Select a place, or let us choose");
	if (!str_empty(zip) && (zip.n != 5 || digits(zip) != 5))
		noted(c, ASK_ZIP, "Enter a ZIP code of 5 digits");
}

static void check_person(struct ctx *c, const struct draft *d)
{
	if (draft_kind(d) == INQUIRY_SELF)
		need(c, d, ASK_GIVEN, "Enter the name we should call you");
	if (draft_kind(d) == INQUIRY_PROFESSIONAL)
		need(c, d, ASK_GIVEN, "Enter a first name");
}

static void check_choice(struct ctx *c, const struct draft *d, enum ask a, const struct code_table *t)
{
	if (!str_empty(d->v[a]) && !code_find(t, d->v[a]))
		noted(c, a, "Select one of the choices");
}

static void check_page(struct ctx *c, const struct draft *d, enum ask_page p)
{
	switch (p) {
	case ASK_PAGE_DANGER:
		need_code(c, d, ASK_DANGER, &yes_no_codes, "Select yes or no");
		break;
	case ASK_PAGE_REFERRER:
		check_referrer(c, d);
		break;
	case ASK_PAGE_HELP:
		need_code(c, d, ASK_HELP, &ask_help_codes, "Select what help is for, or that you are not sure");
		break;
	case ASK_PAGE_ASKER:
		need(c, d, ASK_ASKER_NAME, "Enter your name");
		check_choice(c, d, ASK_ASKER_IS, &relationship_codes);
		break;
	case ASK_PAGE_PERSON:
		check_person(c, d);
		break;
	case ASK_PAGE_AGE:
		check_age(c, d);
		break;
	case ASK_PAGE_GUARDIAN:
		check_phone(c, d, ASK_GUARDIAN_PHONE);
		break;
	case ASK_PAGE_WHERE:
		check_where(c, d);
		break;
	case ASK_PAGE_REACH:
		check_reach(c, d);
		break;
	case ASK_PAGE_AGREE:
		need_code(c, d, ASK_REF_AGREED, &yes_no_codes, "Select yes or no");
		break;
	case ASK_PAGE_URGENCY:
		need_code(c, d, ASK_URGENCY, &inquiry_urgency_codes, "Select how soon");
		break;
	case ASK_PAGE_PAY:
		check_choice(c, d, ASK_PAYER, &inquiry_payer_codes);
		break;
	case ASK_PAGE_HEARD:
		check_choice(c, d, ASK_SOURCE, &referral_source_codes);
		break;
	case ASK_PAGE_NONE:
	case ASK_PAGE_FILES:
	case ASK_PAGE_NOTE:
		break;
	}
}

err draft_check(struct ctx *c, const struct draft *d, enum ask_page p)
{
	check_page(c, d, p);
	return problems_end(c);
}

err draft_check_all(struct ctx *c, const struct draft *d)
{
	for (enum ask_page p = draft_next(c, d, ASK_PAGE_NONE); p != ASK_PAGE_NONE; p = draft_next(c, d, p))
		check_page(c, d, p);
	return problems_end(c);
}

enum ask_page draft_lacks(struct ctx *c, const struct draft *d)
{
	for (enum ask_page p = draft_next(c, d, ASK_PAGE_NONE); p != ASK_PAGE_NONE; p = draft_next(c, d, p)) {
		bool good = draft_check(c, d, p) == OK;

		problems_clear(c);
		if (!good)
			return p;
	}
	return ASK_PAGE_NONE;
}
