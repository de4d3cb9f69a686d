/* plan.c - the coming weeks' sessions, in every center; one transaction each, so that a large organization never holds the writer long. */
#include "care/schedule/schedule.h"
#include "cli.sql.h"
#include "cli/serve.h"


static err plan_center(struct wtx *w, void *arg)
{
	struct ctx *c = wtx_ctx(w);
	date today = zone_day(c->zone, c->now);
	struct schedule_made made = {0};

	(void)arg;
	return schedule_make_sessions(w, today, date_add(today, SCHEDULE_WEEKS_AHEAD * 7), &made);
}

err plan_sessions(struct ctx *c)
{
	struct cli_centers_rows all;
	err e;

	TRY(db_read_begin(c, c->db));
	e = cli_centers(c->tx, &all);
	for (size_t i = 0; e == OK && i < all.n; i++) {
		e = access_enter(c, all.v[i].id.v, PERM_PLAN_SCHEDULE);
		if (e != OK)
			break;
		db_read_end(c);
		e = db_write(c, c->db, plan_center, NULL);
		if (e == OK)
			e = db_read_begin(c, c->db);
	}
	if (c->tx)
		db_read_end(c);
	return e;
}
