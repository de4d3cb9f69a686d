/* proofs.c - the second lock. The structs have their insides here only, so nobody else can make one. */
#include "access/inner.h"
#include "proofs.sql.h"

struct roster_proof {
	session_id session;
};
struct chart_proof {
	episode_id episode;
	person_id person;
};
struct person_proof {
	person_id person;
};
struct inquiry_proof {
	inquiry_id inquiry;
};
struct plan_proof {
	int64_t center;
};

session_id roster_proof_session(const struct roster_proof *p)
{
	return p->session;
}

episode_id chart_proof_episode(const struct chart_proof *p)
{
	return p->episode;
}

person_id chart_proof_person(const struct chart_proof *p)
{
	return p->person;
}

inquiry_id inquiry_proof_inquiry(const struct inquiry_proof *p)
{
	return p->inquiry;
}

person_id person_proof_person(const struct person_proof *p)
{
	return p->person;
}

/* ---- rosters and the plan ---------------------------------------------------------------------------------------------- */

err access_roster_found(struct ctx *c, session_id session, const struct roster_proof **out)
{
	struct roster_proof *p = ARENA_NEW(c->arena, struct roster_proof);

	if (!actor_may(c->actor, PERM_ROSTER))
		return ERR_NOT_FOUND;
	p->session = session;
	journal_proof(c, JOURNAL_VIEW_ROSTER);
	journal_object(c, "session", session.v);
	*out = p;
	return OK;
}

err access_roster(struct tx *tx, session_id session, const struct roster_proof **out)
{
	struct session_here_row row;

	if (!actor_may(tx_ctx(tx)->actor, PERM_ROSTER) || !session.v)
		return ERR_NOT_FOUND;
	TRY(session_here(tx, &row, .id = session));
	return access_roster_found(tx_ctx(tx), row.id, out);
}

err access_plan(struct tx *tx, const struct plan_proof **out)
{
	struct ctx *c = tx_ctx(tx);
	struct plan_proof *p = ARENA_NEW(c->arena, struct plan_proof);

	if (!actor_may(c->actor, PERM_PLAN_SCHEDULE) && !actor_may(c->actor, PERM_STRUCTURE) && !actor_may(c->actor, PERM_RULES))
		return ERR_NOT_FOUND;
	p->center = c->center;
	*out = p;
	return OK;
}

/* ---- charts ------------------------------------------------------------------------------------------------------------ */

static void give_chart(struct ctx *c, episode_id episode, person_id person, const struct chart_proof **out)
{
	struct chart_proof *p = ARENA_NEW(c->arena, struct chart_proof);

	*p = (struct chart_proof){episode, person};
	journal_proof(c, person.v == c->actor->person.v ? JOURNAL_VIEW_OWN : JOURNAL_VIEW_CHART);
	journal_saw(c, person);
	journal_object(c, "episode", episode.v);
	*out = p;
}

err access_chart(struct tx *tx, episode_id episode, const struct chart_proof **out)
{
	struct ctx *c = tx_ctx(tx);
	struct episode_here_row row;
	struct break_glass_open_row glass;

	if (!episode.v || (!c->actor->system && !c->actor->account.v))
		return ERR_NOT_FOUND;
	TRY(episode_here(tx, &row, .id = episode));
	if (!actor_may(c->actor, PERM_CHART))
		TRY(break_glass_open(tx, &glass, .account_id = c->actor->account, .episode_id = episode));
	give_chart(c, row.id, row.person_id, out);
	return OK;
}

err access_own_chart(struct tx *tx, const struct chart_proof **out)
{
	struct ctx *c = tx_ctx(tx);
	struct episode_of_person_row row;

	if (!actor_may(c->actor, PERM_MY) || !c->actor->person.v)
		return ERR_NOT_FOUND;
	TRY(episode_of_person(tx, &row, .person_id = c->actor->person));
	give_chart(c, row.id, c->actor->person, out);
	return OK;
}

/* ---- breaking the glass --------------------------------------------------------------------------------------------------- */

#define REASON_LEAST 10
#define REASON_MOST 500

/* With the other center in hand: the reason goes into its journal before the record opens. */
static err break_in(struct wtx *w, episode_id episode, str reason, struct episode_here_row *row)
{
	struct ctx *c = wtx_ctx(w);

	TRY(episode_here(wtx_read(w), row, .id = episode));
	TRY(journal_add(w, &(struct journal_entry){
		.event = JOURNAL_BREAK_GLASS,
		.person = row->person_id,
		.object = str_format(c->arena, "episode %s", id_show(episode.v).s),
		.reason = reason,
	}));
	return break_glass_insert(w, NULL, .account_id = c->actor->account, .episode_id = episode, .reason = reason,
		.until_at = {c->now.ms + BREAK_GLASS_MS});
}

err access_break_glass(struct wtx *w, center_id center, episode_id episode, str reason, const struct chart_proof **out)
{
	struct ctx *c = wtx_ctx(w);
	struct role_set anywhere = c->actor->anywhere;
	struct episode_here_row row;
	int64_t before = c->center;
	err e;

	if (!(anywhere.bits & 1u << ROLE_CLINICIAN) || !role_may(ROLE_CLINICIAN, PERM_BREAK_GLASS))
		return ERR_DENIED;
	if (str_points(reason) < REASON_LEAST || str_points(reason) > REASON_MOST)
		return problem(c, "reason", "Say in 10 to 500 letters why you need this record now");
	if (!center.v || !episode.v)
		return ERR_NOT_FOUND;
	c->center = center.v;
	e = break_in(w, episode, reason, &row);
	c->center = before;
	TRY(e);
	give_chart(c, row.id, row.person_id, out);
	return OK;
}

/* ---- people ----------------------------------------------------------------------------------------------------------------- */

static bool role_sees_people(enum role r)
{
	return role_may(r, PERM_PEOPLE) || role_may(r, PERM_CHART);
}

static err known_here(struct tx *tx, person_id person)
{
	const struct actor *a = tx_ctx(tx)->actor;
	struct person_here_row row;

	if (!actor_may(a, PERM_PEOPLE) && !actor_may(a, PERM_CHART))
		return ERR_NOT_FOUND;
	TRY(person_here(tx, &row, .person_id = person));
	return row.here ? OK : ERR_NOT_FOUND;
}

static err known_anywhere(struct tx *tx, person_id person)
{
	const struct actor *a = tx_ctx(tx)->actor;
	struct person_roles_rows roles;
	struct person_known_row row;

	if (a->system)
		return person_known(tx, &row, .id = person);
	if (!a->account.v || a->stage != SIGNIN_FULL)
		return ERR_NOT_FOUND;
	TRY(person_roles(tx, &roles, .person_id = person, .account_id = a->account));
	for (size_t i = 0; i < roles.n; i++)
		if (role_sees_people(roles.v[i].role))
			return OK;
	return ERR_NOT_FOUND;
}

err access_person(struct tx *tx, person_id person, const struct person_proof **out)
{
	struct ctx *c = tx_ctx(tx);
	struct person_proof *p = ARENA_NEW(c->arena, struct person_proof);

	if (!person.v)
		return ERR_NOT_FOUND;
	TRY(c->center ? known_here(tx, person) : known_anywhere(tx, person));
	p->person = person;
	journal_proof(c, JOURNAL_VIEW_PERSON);
	journal_saw(c, person);
	*out = p;
	return OK;
}

/* ---- requests for help -------------------------------------------------------------------------------------------------------- */

/* Whoever asked may not be a person yet; once it is known who it is, the journal names them. */
err access_inquiry(struct tx *tx, inquiry_id inquiry, const struct inquiry_proof **out)
{
	struct ctx *c = tx_ctx(tx);
	struct inquiry_here_row row;
	struct inquiry_proof *p = ARENA_NEW(c->arena, struct inquiry_proof);

	if (!actor_may(c->actor, PERM_INTAKE) || !inquiry.v)
		return ERR_NOT_FOUND;
	TRY(inquiry_here(tx, &row, .id = inquiry));
	p->inquiry = inquiry;
	journal_proof(c, JOURNAL_VIEW_INQUIRY);
	if (row.person_id.v)
		journal_saw(c, row.person_id);
	journal_object(c, "inquiry", inquiry.v);
	*out = p;
	return OK;
}
