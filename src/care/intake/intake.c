/* intake.c - what the admissions desk does with a request: reach somebody, ask the insurer, book the assessment, decide. */
#include "care/intake/intake.h"

#include "base/id.h"

#define NOTE_MOST 2000

static err journal(struct wtx *w, const struct inquiry_get_row *i, const char *what)
{
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_INQUIRY_CHANGED, .person = i->person_id, .detail = str_of(what),
		.object = str_format(wtx_ctx(w)->arena, "inquiry %s", id_show(i->id.v).s)});
}

static err must_be_open(struct ctx *c, const struct inquiry_get_row *i)
{
	if (!inquiry_is_open(i->status))
		FAIL(c, ERR_CONFLICT, "This request has ended. Choose its next step first, and it is open again.");
	return OK;
}

static void check_text(struct ctx *c, const char *field, str text)
{
	if (str_points(text) > NOTE_MOST)
		(void)problem(c, field, "Keep this within %d letters.", NOTE_MOST);
}

/* The later of two steps, of a request that is open: what the desk does never takes one back. */
static enum inquiry_status onward(enum inquiry_status now, enum inquiry_status to)
{
	return now < to ? to : now;
}

/* ---- reaching somebody ---------------------------------------------------------------------------------------------- */

static bool same_next(const struct inquiry_get_row *i, const struct next_step *n)
{
	bool words = (str_empty(i->next_step) && str_empty(n->what)) || str_eq(i->next_step, n->what);

	return words && !date_cmp(i->due_on, n->due);
}

err intake_contact(struct wtx *w, const struct inquiry_proof *may, const struct contact *x)
{
	struct ctx *c = wtx_ctx(w);
	struct inquiry_get_row i;
	enum inquiry_status to;

	TRY(inquiry_look(wtx_read(w), may, &i));
	if (x->way == CHANNEL_NONE)
		(void)problem(c, "way", "Choose how you tried.");
	if (x->outcome == OUTCOME_NONE)
		(void)problem(c, "outcome", "Choose what came of it.");
	check_text(c, "note", x->note);
	check_text(c, "next_step", x->next.what);
	TRY(problems_end(c));
	TRY(contact_try_insert(w, NULL, .inquiry_id = i.id, .id = {id_make(c->now)}, .way = x->way, .outcome = x->outcome, .note = x->note,
		.account_id = c->actor->account, .account_name = c->actor->name));
	to = x->outcome == OUTCOME_REACHED || x->outcome == OUTCOME_CALL_AGAIN ? onward(i.status, INQUIRY_CONTACTED) : i.status;
	if (!inquiry_is_open(i.status) || (to == i.status && same_next(&i, &x->next)))
		return journal(w, &i, "tried to reach them");
	return inquiry_set_status(w, may, &(struct inquiry_change){.status = to, .next_step = x->next.what, .due = x->next.due}, x->seen);
}

/* ---- places to call elsewhere --------------------------------------------------------------------------------------- */

bool intake_may_refer(enum inquiry_status s)
{
	return inquiry_is_open(s) || s == INQUIRY_REFERRED_ON;
}

err intake_give_places(struct wtx *w, const struct inquiry_proof *may, const struct place_given_insert_args *v, size_t n)
{
	struct ctx *c = wtx_ctx(w);
	struct inquiry_get_row i;

	TRY(inquiry_look(wtx_read(w), may, &i));
	if (!intake_may_refer(i.status))
		FAIL(c, ERR_CONFLICT, "This request has ended. Choose its next step first, and it is open again.");
	if (!n)
		(void)problem(c, "facility", "Tick at least one place.");
	else
		check_text(c, "note", v[0].note);
	TRY(problems_end(c));
	for (size_t k = 0; k < n; k++) {
		struct place_given_insert_args row = v[k];

		row.inquiry_id = i.id;
		row.id.v = id_make(c->now);
		row.account_id = c->actor->account;
		row.account_name = c->actor->name;
		TRY(place_given_insert_with(w, NULL, &row));
	}
	return journal(w, &i, "gave them places to call");
}

/* ---- insurance ------------------------------------------------------------------------------------------------------ */

static err check_insurance(struct ctx *c, const struct insurance_insert_args *x)
{
	if (str_empty(x->payer))
		(void)problem(c, "payer", "Enter the insurer's name, or that they pay themselves.");
	if (date_none(x->checked_on) || date_cmp(x->checked_on, zone_day(c->zone, c->now)) > 0)
		(void)problem(c, "checked_on", "Enter the day you asked, today or earlier.");
	if (x->subscriber == SUBSCRIBER_NONE)
		(void)problem(c, "subscriber", "Choose whose insurance it is.");
	if (x->covered == KNOWN_NONE)
		(void)problem(c, "covered", "Choose whether an IOP is covered.");
	if (x->authorization_needed == KNOWN_NONE)
		(void)problem(c, "authorization_needed", "Choose whether an authorization is needed.");
	if (x->in_network == KNOWN_NONE)
		(void)problem(c, "in_network", "Choose whether the center is in the network.");
	if (!date_none(x->from_on) && !date_none(x->to_on) && date_cmp(x->to_on, x->from_on) < 0)
		(void)problem(c, "to_on", "The last day must not be before the first.");
	if (x->estimate_cents.set && date_none(x->estimate_on))
		(void)problem(c, "estimate_on", "Enter the day on which they got the estimate.");
	if (date_cmp(x->estimate_on, zone_day(c->zone, c->now)) > 0)
		(void)problem(c, "estimate_on", "Enter the day on which they got the estimate, today or earlier.");
	check_text(c, "note", x->note);
	return problems_end(c);
}

err intake_insurance(struct wtx *w, const struct inquiry_proof *may, const struct insurance_insert_args *x, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct insurance_insert_args row = *x;
	struct inquiry_get_row i;

	TRY(inquiry_look(wtx_read(w), may, &i));
	TRY(check_insurance(c, x));
	row.inquiry_id = i.id;
	row.id = (insurance_check_id){id_make(c->now)};
	row.account_id = c->actor->account;
	row.account_name = c->actor->name;
	TRY(insurance_insert_with(w, NULL, &row));
	if (!inquiry_is_open(i.status) || i.status >= INQUIRY_INSURANCE_CHECK)
		return journal(w, &i, "insurance asked");
	return inquiry_set_status(w, may,
		&(struct inquiry_change){.status = INQUIRY_INSURANCE_CHECK, .next_step = i.next_step, .due = i.due_on}, seen);
}

/* ---- the assessment ------------------------------------------------------------------------------------------------- */

/* A planned one is given up for the new one. */
static err free_earlier(struct wtx *w, inquiry_id id)
{
	struct appointments_about_rows rows;

	TRY(appointments_about(wtx_read(w), &rows, .about_id = id.v));
	for (size_t k = 0; k < rows.n; k++)
		if (rows.v[k].status == SESSION_PLANNED && rows.v[k].starts_at.ms > wtx_ctx(w)->now.ms)
			TRY(appointment_cancel(w, rows.v[k].id, STR("Another time was found")));
	return OK;
}

err intake_book(struct wtx *w, const struct inquiry_proof *may, struct appointment_plan *p, int64_t seen,
	struct schedule_conflicts *in_the_way)
{
	struct inquiry_get_row i;
	appointment_id made;

	TRY(inquiry_look(wtx_read(w), may, &i));
	TRY(must_be_open(wtx_ctx(w), &i));
	p->about = i.id.v;
	TRY(free_earlier(w, i.id));
	TRY(appointment_book(w, p, &made, in_the_way));
	return inquiry_set_status(w, may,
		&(struct inquiry_change){.status = onward(i.status, INQUIRY_ASSESSMENT_BOOKED), .next_step = p->title, .due = p->day}, seen);
}

err intake_cancel_booking(struct wtx *w, const struct inquiry_proof *may, appointment_id id, str reason, int64_t seen)
{
	struct inquiry_get_row i;
	struct appointment_get_row a;

	TRY(inquiry_look(wtx_read(w), may, &i));
	TRY(appointment_get(wtx_read(w), &a, .id = id));
	if (a.about_id != i.id.v)
		return ERR_NOT_FOUND;
	TRY(appointment_cancel(w, id, reason));
	if (!inquiry_is_open(i.status))
		return journal(w, &i, "assessment cancelled");
	return inquiry_set_status(w, may, &(struct inquiry_change){.status = i.status, .note = reason}, seen);
}

/* ---- the decision --------------------------------------------------------------------------------------------------- */

static err check_track(struct tx *tx, const struct decision *x)
{
	struct ctx *c = tx_ctx(tx);
	struct track_of_admission_row t;
	err e = x->track.v ? track_of_admission(tx, &t, .id = x->track) : ERR_NOT_FOUND;

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND || (!date_none(t.closed_on) && date_cmp(t.closed_on, zone_day(c->zone, c->now)) < 0))
		(void)problem(c, "track", "Choose the track they wait for.");
	if (x->priority == PRIORITY_NONE)
		(void)problem(c, "priority", "Choose who comes first.");
	return OK;
}

static err check_decision(struct tx *tx, const struct decision *x)
{
	struct ctx *c = tx_ctx(tx);

	if (x->what == DECISION_NONE)
		(void)problem(c, "decision", "Choose what was decided.");
	if (x->what != DECISION_ACCEPT && str_empty(x->reason))
		(void)problem(c, "reason", "Say why, for whoever reads it later.");
	if (x->what == DECISION_DECLINE && x->end_reason == INQUIRY_END_NONE)
		(void)problem(c, "end_reason", "Choose why they are declined.");
	if (x->what == DECISION_WAIT)
		TRY(check_track(tx, x));
	check_text(c, "reason", x->reason);
	return problems_end(c);
}

err intake_decide(struct wtx *w, const struct inquiry_proof *may, const struct decision *x)
{
	static const enum inquiry_status leads_to[] = {[DECISION_ACCEPT] = INQUIRY_ACCEPTED, [DECISION_WAIT] = INQUIRY_WAITING_LIST,
		[DECISION_REFER] = INQUIRY_REFERRED_ON, [DECISION_DECLINE] = INQUIRY_CLOSED};
	struct inquiry_change change = {.note = x->reason, .next_step = x->next.what, .due = x->next.due};
	struct inquiry_get_row i;

	TRY(inquiry_look(wtx_read(w), may, &i));
	TRY(must_be_open(wtx_ctx(w), &i));
	TRY(check_decision(wtx_read(w), x));
	change.status = leads_to[x->what];
	change.end_reason = x->what == DECISION_DECLINE ? x->end_reason : INQUIRY_END_NONE;
	if (x->what == DECISION_WAIT)
		TRY(waiting_put(w, NULL, .inquiry_id = i.id, .track_id = x->track, .priority = x->priority, .reason = x->reason));
	if (!inquiry_is_open(change.status))
		TRY(free_earlier(w, i.id));
	return inquiry_set_status(w, may, &change, x->seen);
}

/* ---- admission ------------------------------------------------------------------------------------------------------ */

/* Somebody the center knows keeps what is known of them; what was missing comes from the request. */
static err person_of(struct wtx *w, const struct admitting_inquiry *x, const struct person_proof **out)
{
	person_id person = x->person;

	if (!person.v)
		TRY(people_add(w, &x->d, &person));
	TRY(access_person(wtx_read(w), person, out));
	return x->person.v ? people_fill(w, *out, &x->d) : OK;
}

static bool same_name(str a, str b)
{
	return str_eq(a.p ? a : STR(""), b.p ? b : STR(""));
}

/* Nobody is put beside somebody twice. */
static err add_beside(struct wtx *w, const struct person_proof *who, const struct admitting_inquiry *x)
{
	struct person_relations_rows known;

	TRY(person_relations(wtx_read(w), &known, .person_id = person_proof_person(who)));
	for (size_t k = 0; k < x->n_beside; k++) {
		size_t m = 0;

		while (m < known.n && !(same_name(known.v[m].given, x->beside[k].given) && same_name(known.v[m].family, x->beside[k].family)))
			m++;
		if (m == known.n)
			TRY(people_add_relation(w, who, &x->beside[k]));
	}
	return OK;
}

/* Whoever is admitted was accepted: the history says so even where nobody wrote that step down before. */
static err step_to_admitted(struct wtx *w, const struct inquiry_proof *may, enum inquiry_status now, int64_t seen)
{
	if (now < INQUIRY_ACCEPTED)
		TRY(inquiry_set_status(w, may, &(struct inquiry_change){.status = INQUIRY_ACCEPTED}, seen++));
	return inquiry_set_status(w, may, &(struct inquiry_change){.status = INQUIRY_ADMITTED}, seen);
}

err intake_admit(struct wtx *w, const struct inquiry_proof *may, const struct admitting_inquiry *x, episode_id *made)
{
	const struct person_proof *who;
	struct inquiry_get_row i;

	TRY(inquiry_look(wtx_read(w), may, &i));
	TRY(must_be_open(wtx_ctx(w), &i));
	TRY(person_of(w, x, &who));
	TRY(add_beside(w, who, x));
	TRY(admission_admit(w, who, &x->in, made));
	TRY(inquiry_stay_insert(w, NULL, .inquiry_id = i.id, .episode_id = *made));
	TRY(step_to_admitted(w, may, i.status, x->seen));
	return inquiry_is_person(w, may, person_proof_person(who));
}

/* ---- the waiting list ----------------------------------------------------------------------------------------------- */

static err count_open(struct tx *tx, struct waiting_track *t)
{
	struct ctx *c = tx_ctx(tx);
	struct track_room room;

	TRY(admission_track_room(tx, t->id, zone_day(c->zone, c->now), &room));
	t->open = room.fit == TRACK_FITS || room.fit == TRACK_OVER_WITH_REASON ? room.seats - room.members : 0;
	return OK;
}

err intake_waiting(struct tx *tx, struct waiting_tracks *out)
{
	struct waiting_list_rows rows;

	TRY(waiting_list(tx, &rows));
	*out = (struct waiting_tracks){.v = ARENA_NEW_ARRAY(tx_ctx(tx)->arena, struct waiting_track, rows.n)};
	for (size_t k = 0; k < rows.n; k++) {
		struct waiting_list_row *r = &rows.v[k];

		if (!out->n || out->v[out->n - 1].id.v != r->track_id.v)
			out->v[out->n++] = (struct waiting_track){.id = r->track_id, .name = r->track, .program = r->program, .v = r};
		out->v[out->n - 1].n++;
	}
	for (size_t k = 0; k < out->n; k++) {
		struct waiting_track *t = &out->v[k];

		TRY(count_open(tx, t));
		out->to_call += (int64_t)t->n < t->open ? t->n : (size_t)t->open;
	}
	return OK;
}
