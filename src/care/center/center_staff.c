/* center_staff.c - who works at a center, as what, from when until when. */
#include "base/id.h"
#include "care/center/center.h"
#include "care/center/changes.h"
#include "care/people/people.h"

err staff_by_name(struct tx *tx, str given, str family, struct staff_alike_rows *out)
{
	struct arena *a = tx_ctx(tx)->arena;
	str folded = people_folded(a, family, given, STR_NONE);

	return staff_alike(tx, out, .folded = folded, .folded_end = str_format(a, "%.*s \xf4\x8f\xbf\xbf", STR_ARG(folded)));
}

static err check_details(struct tx *tx, person_id who, const struct staff_details *d)
{
	struct ctx *c = tx_ctx(tx);
	struct staff_with_npi_rows same = {0};

	if (!str_empty(d->npi) && !npi_valid(d->npi))
		(void)problem(c, "npi", "This is no NPI: ten digits, of which the last one checks the others. Look for a digit typed wrong.");
	if (date_none(d->from))
		(void)problem(c, "from", "Enter the first day at this center.");
	if (!date_none(d->to) && date_cmp(d->to, d->from) < 0)
		(void)problem(c, "to", "The last day must not be before the first.");
	TRY(problems_end(c));
	if (!str_empty(d->npi))
		TRY(staff_with_npi(tx, &same, .npi = d->npi));
	for (size_t i = 0; i < same.n; i++)
		if (same.v[i].person_id.v != who.v)
			return problem(c, "npi", "Somebody else of the organization has this NPI.");
	return OK;
}

/* Nobody leaves while sessions count on them. */
static err check_sessions(struct tx *tx, person_id who, date last)
{
	struct ctx *c = tx_ctx(tx);
	struct staff_ahead_row ahead;

	if (date_none(last))
		return OK;
	TRY(staff_ahead(tx, &ahead, .person_id = who, .day = last));
	if (!ahead.sessions)
		return OK;
	return problem(c, "to", "%s planned with them after that day, the first on %s. Give these to somebody else first.",
		counted(c, ahead.sessions, "session is", "sessions are").p, date_words(ahead.first_day).s);
}

static struct changes staff_changes(struct ctx *c, const struct staff_get_row *s, const struct staff_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "credentials", s->credentials, d->credentials);
	change_text(&ch, "title", s->title, d->title);
	change_text(&ch, "npi", s->npi, d->npi);
	change_date(&ch, "from", s->from_on, d->from);
	change_date(&ch, "to", s->to_on, d->to);
	return ch;
}

static err save(struct wtx *w, person_id who, const struct staff_details *d, const struct changes *ch)
{
	TRY(staff_put(w, NULL, .person_id = who, .npi = d->npi, .credentials = d->credentials, .title = d->title));
	TRY(center_staff_put(w, NULL, .person_id = who, .from_on = d->from, .to_on = d->to));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "staff", who.v, ch);
}

static err new_person(struct wtx *w, const struct staff_start *in, person_id *made)
{
	struct ctx *c = wtx_ctx(w);

	*made = (person_id){id_make(c->now)};
	TRY(person_insert(w, NULL, .id = *made, .family = in->family, .given = in->given, .preferred = in->preferred,
		.folded = people_folded(c->arena, in->family, in->given, in->preferred)));
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_PERSON_CHANGED, .person = *made, .detail = STR("added as staff")});
}

/* Somebody of the organization who does not work here yet. */
static err known_staff(struct tx *tx, person_id who)
{
	struct ctx *c = tx_ctx(tx);
	struct staff_known_row known;
	err e = staff_known(tx, &known, .person_id = who);

	if (e == ERR_NOT_FOUND)
		return problem(c, "known", "Select somebody of the list, or \"Somebody else\".");
	TRY(e);
	if (known.here)
		return problem(c, "known", "This person is on the list of this center already. Open them there and change their days.");
	return OK;
}

err staff_add(struct wtx *w, const struct plan_proof *may, const struct staff_start *in, person_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = staff_changes(c, &(struct staff_get_row){0}, &in->d);

	TRY(structure_may(w, may, PERM_STRUCTURE));
	if (!in->known.v && str_empty(in->given))
		(void)problem(c, "given", "Enter the given name.");
	if (!in->known.v && str_empty(in->family))
		(void)problem(c, "family", "Enter the family name.");
	TRY(check_details(wtx_read(w), in->known, &in->d));
	*made = in->known;
	TRY(in->known.v ? known_staff(wtx_read(w), in->known) : new_person(w, in, made));
	return save(w, *made, &in->d, &ch);
}

err staff_change(struct wtx *w, const struct plan_proof *may, person_id who, const struct staff_details *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct staff_get_row s;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(staff_get(wtx_read(w), &s, .person_id = who));
	ch = staff_changes(c, &s, d);
	if (!ch.n)
		return OK;
	if (s.staff_version.v != seen)
		return changes_conflict(&ch);
	TRY(check_details(wtx_read(w), who, d));
	TRY(check_sessions(wtx_read(w), who, d->to));
	return save(w, who, d, &ch);
}
