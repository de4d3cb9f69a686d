/* roles.c - who may do what: one table, read row by row. A permission that is missing here belongs to nobody. */
#include "access/access.h"

#define R(role) (1u << (role))
#define A R(ROLE_ADMINISTRATOR)
#define D R(ROLE_DIRECTOR)
#define C R(ROLE_CLINICIAN)
#define F R(ROLE_FRONT_DESK)
#define P R(ROLE_PARTICIPANT)

/* A chart is a stay's dates, tracks, attendance and hours, which admission and the director work with too. PERM_PUBLIC needs no role. */
static const unsigned holders[PERM_COUNT] = {
	/*                       administrator | director | clinician | front desk | participant */
	[PERM_SIGNED_IN]     =              A  |       D  |        C  |         F  |          P,
	[PERM_MY]            =                                                                P,
	[PERM_TODAY]         =              A  |       D  |        C  |         F,
	[PERM_ROSTER]        =                         D  |        C  |         F,
	[PERM_CHART]         =                         D  |        C  |         F,
	[PERM_STAY]          =                         D  |        C  |         F,
	[PERM_PEOPLE]        =                         D  |        C  |         F,
	[PERM_INTAKE]        =                         D  |        C  |         F,
	[PERM_SCHEDULE]      =              A  |       D  |        C  |         F,
	[PERM_PLAN_SCHEDULE] =                         D  |                     F,
	[PERM_STRUCTURE]     =              A  |       D,
	[PERM_RULES]         =              A  |       D,
	[PERM_OVERVIEW]      =                         D,
	[PERM_JOURNAL]       =              A  |       D,
	[PERM_ACCOUNTS]      =              A,
	[PERM_CODES]         =              A  |                            F, /* the front desk: participants' only (accounts.c) */
	[PERM_EXCHANGE]      =              A  |       D,
	[PERM_DIRECTORY]     =              A,
	[PERM_LIBRARY]       =              A  |       D,
	[PERM_BREAK_GLASS]   =                                     C,
};

bool role_may(enum role r, enum permission p)
{
	if (p == PERM_PUBLIC)
		return true;
	return r != ROLE_NONE && p < PERM_COUNT && (holders[p] & R(r));
}

bool actor_may(const struct actor *a, enum permission p)
{
	if (p == PERM_PUBLIC)
		return true;
	return p > PERM_UNSET && p < PERM_COUNT && (a->system || (holders[p] & a->here.bits));
}
