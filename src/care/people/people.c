/* people.c - adding, changing and finding people. */
#include "care/people/people.h"

#include "base/id.h"

#define OLDEST_YEARS 120

static size_t digits(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] >= '0' && s.p[i] <= '9';
	return n;
}

static bool looks_like_zip(str s)
{
	return digits(s) == s.n - (s.n == 10) && (s.n == 5 || (s.n == 10 && s.p[5] == '-'));
}

static bool looks_like_state(str s)
{
	return s.n == 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' && s.p[1] <= 'Z';
}

err people_check(struct ctx *c, const struct person_details *d)
{
	date today = zone_day(c->zone, c->now);

	if (str_empty(d->family))
		(void)problem(c, "family", "Enter the family name.");
	if (str_empty(d->given))
		(void)problem(c, "given", "Enter the given name.");
	if (!date_none(d->birth) && (date_cmp(d->birth, today) > 0 || date_age(d->birth, today) > OLDEST_YEARS))
		(void)problem(c, "birth", "The birthday must be in the past %d years.", OLDEST_YEARS);
	if (!str_empty(d->email) && !looks_like_email(d->email))
		(void)problem(c, "email", "Enter an email address like name@example.org.");
	if (!str_empty(d->phone) && digits(d->phone) < 7)
		(void)problem(c, "phone", "Enter a phone number with its area code, like 512-555-0100.");
	if (!str_empty(d->state) && !looks_like_state(d->state))
		(void)problem(c, "state", "Enter the two letters of the state, like TX.");
	if (!str_empty(d->zip) && !looks_like_zip(d->zip))
		(void)problem(c, "zip", "Enter a ZIP code of 5 digits, or 9 with a dash.");
	return problems_end(c);
}

str people_folded(struct arena *a, str family, str given, str preferred)
{
	return str_fold(a, str_format(a, "%.*s %.*s%s%.*s", STR_ARG(family), STR_ARG(given),
		str_empty(preferred) ? "" : " ", STR_ARG(preferred)));
}

static err journal(struct wtx *w, person_id who, const char *what)
{
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_PERSON_CHANGED, .person = who, .detail = str_of(what)});
}

err people_add(struct wtx *w, const struct person_details *d, person_id *made)
{
	struct ctx *c = wtx_ctx(w);

	TRY(people_check(c, d));
	*made = (person_id){id_make(c->now)};
	TRY(person_insert(w, NULL, .id = *made, .family = d->family, .given = d->given, .preferred = d->preferred, .pronouns = d->pronouns,
		.folded = people_folded(c->arena, d->family, d->given, d->preferred), .birth_on = d->birth, .sex = d->sex,
		.language = d->language, .phone = d->phone, .email = d->email, .street = d->street, .city = d->city, .state = d->state,
		.zip = d->zip));
	TRY(center_person_put(w, NULL, .person_id = *made));
	return journal(w, *made, "added");
}

err people_change(struct wtx *w, const struct person_proof *may, const struct person_details *d, int64_t seen_version)
{
	struct ctx *c = wtx_ctx(w);
	person_id who = person_proof_person(may);
	int64_t changed;

	TRY(people_check(c, d));
	TRY(person_update(w, &changed, .id = who, .seen_version = seen_version, .family = d->family, .given = d->given,
		.preferred = d->preferred, .pronouns = d->pronouns, .folded = people_folded(c->arena, d->family, d->given, d->preferred),
		.birth_on = d->birth, .sex = d->sex, .language = d->language, .phone = d->phone, .email = d->email, .street = d->street,
		.city = d->city, .state = d->state, .zip = d->zip));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "Somebody else changed these details while you had them open. Look at them again, then make your change.");
	return journal(w, who, "changed");
}

err people_fill(struct wtx *w, const struct person_proof *may, const struct person_details *d)
{
	person_id who = person_proof_person(may);
	int64_t changed;

	TRY(person_fill(w, &changed, .id = who, .birth_on = d->birth, .phone = d->phone, .email = d->email, .zip = d->zip));
	return changed ? journal(w, who, "completed") : OK;
}

/* The signs LIKE gives a meaning to do not occur in a name. */
static str plain(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '%' && s.p[i] != '_' && s.p[i] != '\\')
			p[n++] = s.p[i];
	return (str){p, n};
}

#define NEEDLES 3

err people_find(struct tx *tx, str needle, person_id after, struct people_list_rows *out, bool *more)
{
	struct arena *a = tx_ctx(tx)->arena;
	str rest = plain(a, str_fold(a, needle)), like[NEEDLES];

	for (size_t i = 0; i < NEEDLES; i++) {
		str word = rest.p ? str_cut(rest, ' ', &rest) : STR("");

		like[i] = str_format(a, "%%%.*s%%", STR_ARG(word));
	}
	TRY(people_list(tx, out, .one = like[0], .two = like[1], .three = like[2], .after_id = after));
	*more = out->n > PEOPLE_SHOWN;
	if (*more)
		out->n = PEOPLE_SHOWN;
	return OK;
}

err people_alike(struct tx *tx, const struct person_details *d, struct people_same_rows *out)
{
	struct arena *a = tx_ctx(tx)->arena;
	str family = plain(a, str_fold(a, d->family)), given = plain(a, str_fold(a, d->given));

	return people_same(tx, out, .name = str_format(a, "%.*s %%", STR_ARG(family)),
		.same_name = str_format(a, "%.*s %.*s%%", STR_ARG(family), STR_ARG(given)), .birth_on = d->birth);
}

err people_add_relation(struct wtx *w, const struct person_proof *may, const struct relation_details *d)
{
	struct ctx *c = wtx_ctx(w);

	if (str_empty(d->family) && str_empty(d->given))
		(void)problem(c, "relation-given", "Enter a name.");
	if (d->relationship == RELATIONSHIP_NONE)
		(void)problem(c, "relationship", "Choose how they are related.");
	if (!str_empty(d->email) && !looks_like_email(d->email))
		(void)problem(c, "relation-email", "Enter an email address like name@example.org.");
	TRY(problems_end(c));
	TRY(relation_insert(w, NULL, .person_id = person_proof_person(may), .id = {id_make(c->now)}, .relationship = d->relationship,
		.family = d->family.p ? d->family : STR(""), .given = d->given.p ? d->given : STR(""), .phone = d->phone, .email = d->email,
		.emergency = d->emergency));
	return journal(w, person_proof_person(may), "relation added");
}

err people_remove_relation(struct wtx *w, const struct person_proof *may, relation_id relation)
{
	TRY(relation_delete(w, NULL, .person_id = person_proof_person(may), .id = relation));
	return journal(w, person_proof_person(may), "relation removed");
}
