/* identify.c - from a cookie to an actor, and the first lock. One statement says who asks and what they are
 * at the center in the address. */
#include "access/accounts.h"

#include <pwd.h>
#include <unistd.h>

#include "access/inner.h"
#include "identify.sql.h"

static const struct actor nobody;

struct actor *access_nobody(struct ctx *c)
{
	struct actor *a = ARENA_NEW(c->arena, struct actor);

	*a = nobody;
	return a;
}

void access_local(struct ctx *c)
{
	struct actor *a = access_nobody(c);
	struct passwd entry, *found = NULL;
	char text[4096];

	if (getpwuid_r(geteuid(), &entry, text, sizeof(text), &found))
		found = NULL;
	a->name = found ? str_format(c->arena, "command line (%s)", found->pw_name)
	                : str_format(c->arena, "command line (user %ld)", (long)geteuid());
	a->system = a->staff = true;
	c->actor = a;
}

str person_name(struct arena *a, str given, str preferred, str family)
{
	return str_format(a, "%.*s %.*s", STR_ARG(str_empty(preferred) ? given : preferred), STR_ARG(family));
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

static int64_t idle_ms(const struct signin_by_token_row *row, bool staff)
{
	int64_t minutes;

	if (staff)
		return STAFF_IDLE_MS;
	if (!str_to_int(row->participant_idle, &minutes) || minutes < 5 || minutes > 720)
		minutes = PARTICIPANT_IDLE_MINUTES;
	return minutes * MS_PER_MINUTE;
}

static unsigned roles_of(const struct signin_by_token_row *row)
{
	return (unsigned)row->administrator << ROLE_ADMINISTRATOR | (unsigned)row->director << ROLE_DIRECTOR |
	       (unsigned)row->clinician << ROLE_CLINICIAN | (unsigned)row->front_desk << ROLE_FRONT_DESK |
	       (unsigned)row->participant << ROLE_PARTICIPANT;
}

static struct center_door door_of(const struct signin_by_token_row *row)
{
	unsigned here = (unsigned)row->here_administrator << ROLE_ADMINISTRATOR | (unsigned)row->here_director << ROLE_DIRECTOR |
	                (unsigned)row->here_clinician << ROLE_CLINICIAN | (unsigned)row->here_front_desk << ROLE_FRONT_DESK |
	                (unsigned)row->here_participant << ROLE_PARTICIPANT;

	return (struct center_door){row->door_id.v, row->door_name, row->door_zone, {here}};
}

/* Somebody who became staff while signed in has no second factor yet: they sign in anew, which sets it up. */
static bool still_good(const struct signin_by_token_row *row, bool staff, instant now)
{
	return now.ms < row->seen_at.ms + idle_ms(row, staff) && now.ms < row->created_at.ms + SIGNIN_LASTS_MS &&
	       !(staff && row->stage == SIGNIN_FULL && !row->totp);
}

err access_identify(struct tx *tx, str token, int64_t center, struct actor **out)
{
	struct ctx *c = tx_ctx(tx);
	struct actor *a = *out = access_nobody(c);
	struct signin_by_token_row row;
	unsigned roles;
	bool staff;
	err e;

	if (token.n != TOKEN_LETTERS)
		return OK;
	e = signin_by_token(tx, &row, .token_hash = token_hash(c, token), .center_id = {center});
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	roles = roles_of(&row);
	staff = roles & ~(1u << ROLE_PARTICIPANT);
	if (!still_good(&row, staff, c->now))
		return OK;
	*a = (struct actor){
	        .account = row.account_id,
	        .person = row.person_id,
	        .signin = row.signin_id,
	        .stage = row.stage,
	        .seen_at = row.seen_at,
	        .name = person_name(c->arena, row.given, row.preferred, row.family),
	        .staff = staff,
	        .csrf = token_csrf(c, token),
	};
	if (a->stage == SIGNIN_FULL) {
		a->here.bits = a->anywhere.bits = roles;
		a->door = door_of(&row);
	}
	if (zone_find(row.home_zone))
		c->zone = zone_find(row.home_zone); /* until a center is in hand */
	return OK;
}

static err seen_now(struct wtx *w, void *arg)
{
	const struct actor *a = arg;

	return signin_seen(w, NULL, .id = a->signin);
}

err access_seen(struct ctx *c)
{
	struct actor a;

	if (!c->actor || !c->actor->signin.v || c->now.ms < c->actor->seen_at.ms + MS_PER_MINUTE)
		return OK;
	a = *c->actor;
	return db_write(c, c->db, seen_now, &a);
}

/* ---- the first lock ------------------------------------------------------------------------------------------------ */

/* The request's actor, inside this door. */
static void stand_at(struct ctx *c, const struct center_door *door)
{
	struct actor *a = ARENA_NEW(c->arena, struct actor);
	const struct zone *z = zone_find(door->zone);

	*a = *c->actor;
	a->here = door->roles;
	c->actor = a;
	c->center = door->center;
	c->center_name = door->name;
	if (z)
		c->zone = z;
}

/* A participant's pages carry no center in their address; the account says which it is. */
static err enter_own_center(struct ctx *c)
{
	struct participant_center_row row;
	err e = participant_center(c->tx, &row, .account_id = c->actor->account);

	if (e == OK)
		stand_at(c, &(struct center_door){row.center_id.v, row.name, row.zone, {1u << ROLE_PARTICIPANT}});
	return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

/* No role at this center: only a record opened by breaking the glass lets anybody in, and only toward charts. */
static err enter_by_broken_glass(struct ctx *c, const struct center_door *door, enum permission p)
{
	struct break_glass_anywhere_here_row glass;

	if (p != PERM_CHART || !(c->actor->anywhere.bits & 1u << ROLE_CLINICIAN))
		return ERR_NOT_FOUND;
	stand_at(c, door);
	TRY(break_glass_anywhere_here(c->tx, &glass, .account_id = c->actor->account));
	if (glass.open)
		return OK;
	c->center = 0;
	return ERR_NOT_FOUND;
}

/* ERR_NOT_FOUND: there is no such center. */
static err look_at_door(struct ctx *c, int64_t center, struct center_door *out)
{
	struct center_door_rows rows;

	*out = c->actor->door;
	if (out->center == center)
		return OK;
	TRY(center_door(c->tx, &rows, .center_id = {center}, .account_id = c->actor->account));
	if (!rows.n)
		return ERR_NOT_FOUND;
	*out = (struct center_door){.center = center, .name = rows.v[0].name, .zone = rows.v[0].zone};
	for (size_t i = 0; i < rows.n && c->actor->stage == SIGNIN_FULL; i++)
		if (rows.v[i].role != ROLE_NONE)
			out->roles.bits |= 1u << rows.v[i].role;
	return OK;
}

static err enter_center(struct ctx *c, int64_t center, enum permission p)
{
	struct center_door door;

	TRY(look_at_door(c, center, &door));
	if (!door.roles.bits && !c->actor->system && p != PERM_PUBLIC)
		return enter_by_broken_glass(c, &door, p);
	stand_at(c, &door);
	return actor_may(c->actor, p) ? OK : ERR_DENIED;
}

err access_enter(struct ctx *c, int64_t center, enum permission p)
{
	if (!c->actor)
		c->actor = access_nobody(c);
	if (p != PERM_PUBLIC && !c->actor->system && c->actor->stage != SIGNIN_FULL)
		return ERR_SIGN_IN;
	if (center)
		return enter_center(c, center, p);
	if (p == PERM_SIGNED_IN)
		return OK; /* an account without any role still has its own pages */
	if (!actor_may(c->actor, p))
		return ERR_DENIED;
	return p == PERM_MY && !c->actor->system ? enter_own_center(c) : OK;
}
