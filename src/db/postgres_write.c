/* postgres_write.c - one write on PostgreSQL: SERIALIZABLE, and run again when it collides with another. Most writes do not meet, so they
 * run beside each other. One that collided runs again alone among those of this program, where nothing is left to collide with; only
 * another program on the same database can be in its way once more. */
#include "db/postgres.h"

#include <unistd.h>

#define MOST_RERUNS 5

/* Between reruns, so that two programs that collided do not meet again at once. */
static void step_aside(unsigned rerun)
{
	unsigned most_us = 1000u << rerun;

	usleep((unsigned)monotonic_ns() % most_us);
}

static err commit(struct tx *tx)
{
	PGresult *r;

	if (db_fault())
		FAIL(tx->ctx, ERR_IO, "The database failed (as a test asked). Nothing was changed.");
	if (PQtransactionStatus(postgres_handle(tx)) == PQTRANS_IDLE)
		return OK; /* it asked for nothing */
	r = PQexec(postgres_handle(tx), "commit");
	if (postgres_lost(tx)) {
		PQclear(r);
		tx->ctx->fail_text = STR("The connection to the database broke while saving: outcome unknown. "
		                         "Look whether the change is there before trying again.");
		return ERR_IO;
	}
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(tx, r, NULL);
	PQclear(r);
	return OK;
}

static err run_once(struct wtx *w, db_write_fn *fn, void *arg, bool alone, int64_t *ran_ns)
{
	err e;

	if (db_fault())
		FAIL(w->tx.ctx, ERR_IO, "The database failed (as a test asked). Nothing was changed.");
	postgres_begin(&w->tx, "serializable", alone);
	w->tx.begun = true;
	e = wtx_run(w, fn, arg, ran_ns);
	if (e == OK)
		e = commit(&w->tx);
	postgres_roll_back(&w->tx);
	return e;
}

/* Beside the other writers, or with none. Who waits here has a connection, so those who are waited for can always go on. */
static err take_turn(struct ctx *c, struct db *db, bool by_itself)
{
	struct timespec until = db_deadline(db->busy_ms);
	int failed = by_itself ? pthread_rwlock_clockwrlock(&db->writers, CLOCK_MONOTONIC, &until)
	                       : pthread_rwlock_clockrdlock(&db->writers, CLOCK_MONOTONIC, &until);

	if (failed)
		FAIL(c, ERR_BUSY, "The database is busy. Nothing was changed; please try again in a moment.");
	return OK;
}

/* A long write keeps nobody waiting: it would for minutes. */
static err run_in_turn(struct wtx *w, db_write_fn *fn, void *arg, bool alone, bool collided, int64_t *ran_ns)
{
	err e;

	if (alone)
		return run_once(w, fn, arg, true, ran_ns);
	TRY(take_turn(w->tx.ctx, w->tx.db, collided));
	e = run_once(w, fn, arg, false, ran_ns);
	pthread_rwlock_unlock(&w->tx.db->writers);
	return e;
}

err postgres_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone)
{
	struct problem *problems = c->problems, **end = c->problems_end;
	int64_t from = monotonic_ns(), ran_ns = 0;
	struct wtx w;
	struct conn *conn;
	err e;

	TRY(db_take(c, db, &conn));
	for (unsigned rerun = 0;; rerun++) {
		w = (struct wtx){.tx = {.ctx = c, .db = db, .conn = conn, .writes = true}};
		e = run_in_turn(&w, fn, arg, alone, rerun > 0, &ran_ns);
		if (e == OK || !w.tx.collided || rerun == MOST_RERUNS)
			break;
		if (rerun)
			step_aside(rerun);
		c->fail_text = STR_NONE;
		c->problems = problems;
		c->problems_end = end;
		*end = NULL;
	}
	db_give(conn);
	c->cost.wait_ns += monotonic_ns() - from - ran_ns;
	return e;
}
