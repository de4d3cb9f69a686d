/* sqlite_writer.c - the one thread that writes to an SQLite database.
 *
 * A commit costs a flush of the disk, whatever it carries, and makes every reader forget the pages it knew. So the writer
 * opens one transaction, runs every write that is waiting or arrives meanwhile (at most 64, or 5 ms) in a savepoint of its
 * own, and commits them together; after a busy commit it gives the next callers 3 ms to come together. A caller sleeps
 * until the commit that carries its change is on the disk. A write that fails is undone alone; a commit that fails fails
 * everybody in it. */
#include "db/sqlite.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>

#define MOST_TOGETHER 64
#define LONGEST_NS (5 * 1000000)
#define GATHER_NS (3 * 1000000)
#define BUSY_FROM 4 /* writes in a commit */

struct job {
	struct job *next;
	struct ctx *c;
	db_write_fn *fn;
	void *arg;
	bool taken; /* from the queue, by the writer */
	err result;
	int64_t ran_ns;
	sem_t done; /* of its own, so that 64 callers woken at once do not queue for a lock */
};

struct sqlite_writer {
	struct db *db;
	struct sqlite_conn *conn; /* NULL after a failure that only a new connection mends */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job *first, **end; /* waiting */
	bool stop;
	unsigned together; /* how many writes the last transaction ran */
	struct sqlite_checkpointer *checkpointer;
};

/* ---- transactions on one connection ------------------------------------------------------------- */

/* The sentence needs no memory, so it can be told outside
 * of a request. */
static err command(struct sqlite_conn *conn, enum sqlite_command which, const char **why)
{
	int rc = sqlite_command(conn, which);

	return rc == SQLITE_OK ? OK : sqlite_meaning(conn->h, rc, why);
}

static err counted(struct sqlite_conn *conn, enum sqlite_command which, const char **why)
{
	if (db_fault()) {
		*why = "The database failed (as a test asked). Nothing was changed.";
		return ERR_IO;
	}
	return command(conn, which, why);
}

/* False: the connection is of no more use. */
static bool roll_back(struct sqlite_conn *conn)
{
	const char *why;

	if (!sqlite3_get_autocommit(conn->h))
		(void)command(conn, ROLL_BACK, &why);
	return sqlite3_get_autocommit(conn->h) != 0;
}

static err run_fn(struct sqlite_conn *conn, struct ctx *c, db_write_fn *fn, void *arg, int64_t *ran_ns)
{
	struct wtx w = {.tx = {.ctx = c, .db = conn->base.db, .conn = &conn->base, .begun = true, .writes = true}};

	return wtx_run(&w, fn, arg, ran_ns);
}

/* ---- a write with others ------------------------------------------------------------------------ */

static void settle(struct job *j, err e, const char *why)
{
	if (why)
		j->c->fail_text = str_of(why);
	j->result = e;
	sem_post(&j->done);
}

/* The next in the queue; waits for one until this time on the monotonic clock (0: not at all). */
static struct job *next_job(struct sqlite_writer *wr, int64_t until_ns)
{
	struct timespec until = {until_ns / 1000000000, until_ns % 1000000000};
	struct job *j;
	int late = until_ns ? 0 : ETIMEDOUT;

	pthread_mutex_lock(&wr->lock);
	while (!wr->first && !wr->stop && !late)
		late = pthread_cond_timedwait(&wr->work, &wr->lock, &until);
	j = wr->first;
	if (j) {
		wr->first = j->next;
		if (!wr->first)
			wr->end = &wr->first;
		j->taken = true;
	}
	pthread_mutex_unlock(&wr->lock);
	return j;
}

/* Run one write in its savepoint. *why is set when the whole transaction is lost with it, and e is for
 * everybody. */
static err run_job(struct sqlite_conn *conn, struct job *j, const char **why)
{
	err e = command(conn, SAVE_POINT, why);

	if (e != OK)
		return e;
	j->result = run_fn(conn, j->c, j->fn, j->arg, &j->ran_ns);
	if (sqlite3_get_autocommit(conn->h)) {
		/* SQLite gave the transaction up (disk full, disk error), and the writes before this one with it. */
		*why = "The disk that holds the database failed or is full. Nothing was changed.";
		return ERR_IO;
	}
	if (j->result != OK)
		TRY(command(conn, ROLL_BACK_TO, why));
	return command(conn, RELEASE, why);
}

/* Takes jobs and runs them until there are none or it is time to commit. */
static err run_jobs(
	struct sqlite_writer *wr, struct job *first, struct job **ran, unsigned *succeeded, const char **why)
{
	int64_t from = monotonic_ns(), gather_until = wr->together >= BUSY_FROM ? from + GATHER_NS : 0;
	struct job *j = first;

	*succeeded = 0;
	wr->together = 0;
	for (unsigned n = 1; j; n++) {
		wr->together = n;
		j->next = *ran;
		*ran = j;
		TRY(run_job(wr->conn, j, why));
		*succeeded += j->result == OK;
		j = n < MOST_TOGETHER && monotonic_ns() - from < LONGEST_NS ? next_job(wr, gather_until) : NULL;
	}
	return OK;
}

static err reconnect(struct sqlite_writer *wr, const char **why)
{
	char detail[512];

	if (wr->conn)
		return OK;
	*why = "Porchlight cannot open its database. Nothing was changed.";
	TRY(sqlite_connect(wr->db, true, &wr->conn, detail, sizeof(detail)));
	sqlite_checkpoint_watch(wr->checkpointer, wr->conn);
	return OK;
}

/* One transaction that starts with `first`. */
static void commit_together(struct sqlite_writer *wr, struct job *first)
{
	const char *why = NULL;
	struct job *ran = NULL;
	unsigned succeeded;
	err e = reconnect(wr, &why);

	if (e == OK)
		e = counted(wr->conn, BEGIN_WRITE, &why);
	if (e != OK) {
		settle(first, e, why);
		return;
	}
	e = run_jobs(wr, first, &ran, &succeeded, &why);
	if (e == OK && succeeded)
		e = counted(wr->conn, COMMIT, &why);
	if (!roll_back(wr->conn)) {
		sqlite_disconnect(&wr->conn->base);
		wr->conn = NULL;
	}
	while (ran) {
		struct job *j = ran;

		ran = j->next;
		/* A write that failed by itself keeps its own reason. */
		if (e != OK && j->result == OK)
			settle(j, e, why);
		else
			settle(j, j->result, NULL);
	}
}

static void *writer_main(void *arg)
{
	struct sqlite_writer *wr = arg;

	pthread_mutex_lock(&wr->lock);
	while (!wr->stop || wr->first) {
		struct job *j;

		if (!wr->first) {
			pthread_cond_wait(&wr->work, &wr->lock);
			continue;
		}
		pthread_mutex_unlock(&wr->lock);
		j = next_job(wr, 0);
		if (j)
			commit_together(wr, j);
		if (wr->conn)
			sqlite_checkpoint_rest(wr->checkpointer, wr->conn);
		pthread_mutex_lock(&wr->lock);
	}
	pthread_mutex_unlock(&wr->lock);
	return NULL;
}

/* ---- callers ------------------------------------------------------------------------------------ */

/* Take a job back that nobody started. */
static void withdraw(struct sqlite_writer *wr, struct job *j)
{
	struct job **at = &wr->first;

	while (*at != j)
		at = &(*at)->next;
	*at = j->next;
	if (!j->next)
		wr->end = at;
}

static void wait_for(struct sqlite_writer *wr, struct job *j)
{
	struct timespec until = db_deadline(wr->db->busy_ms);

	while (sem_clockwait(&j->done, CLOCK_MONOTONIC, &until) != 0) {
		bool taken;

		if (errno != ETIMEDOUT)
			continue;
		pthread_mutex_lock(&wr->lock);
		taken = j->taken;
		if (!taken)
			withdraw(wr, j);
		pthread_mutex_unlock(&wr->lock);
		if (!taken) {
			settle(j, ERR_BUSY, "The database is busy. Nothing was changed; please try again in a moment.");
			return;
		}
		while (sem_wait(&j->done) != 0)
			; /* a signal */
		return;
	}
}

static err write_with_others(struct ctx *c, struct db *db, db_write_fn *fn, void *arg)
{
	struct sqlite_writer *wr = db->writer;
	struct job j = {.c = c, .fn = fn, .arg = arg, .result = ERR_BUSY};
	int64_t from = monotonic_ns();

	sem_init(&j.done, 0, 0);
	pthread_mutex_lock(&wr->lock);
	*wr->end = &j;
	wr->end = &j.next;
	pthread_cond_signal(&wr->work);
	pthread_mutex_unlock(&wr->lock);
	wait_for(wr, &j);
	sem_destroy(&j.done);
	c->cost.wait_ns += monotonic_ns() - from - j.ran_ns;
	return j.result;
}

/* ---- a long write on a connection of its own ---------------------------------------------------- */

static err write_alone(struct ctx *c, struct db *db, db_write_fn *fn, void *arg)
{
	struct sqlite_conn *conn;
	const char *why = NULL;
	int64_t ran_ns = 0;
	char detail[512];
	err e = sqlite_connect(db, true, &conn, detail, sizeof(detail));

	if (e != OK)
		FAIL(c, e, "%s", detail);
	e = counted(conn, BEGIN_WRITE, &why);
	if (e == OK)
		e = run_fn(conn, c, fn, arg, &ran_ns);
	if (e == OK)
		e = counted(conn, COMMIT, &why);
	(void)roll_back(conn);
	sqlite_disconnect(&conn->base);
	if (why)
		c->fail_text = str_of(why);
	return e;
}

err sqlite_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone)
{
	return alone ? write_alone(c, db, fn, arg) : write_with_others(c, db, fn, arg);
}

/* ---- life --------------------------------------------------------------------------------------- */

err sqlite_writer_open(struct db *db, struct sqlite_conn *conn, char *why, size_t size)
{
	struct sqlite_writer *wr = calloc(1, sizeof(*wr));
	sigset_t all, before;
	int failed;
	err e;

	if (!wr) {
		snprintf(why, size, SQLITE_NO_MEMORY_WHY);
		return ERR_IO;
	}
	e = sqlite_checkpoint_open(db, &wr->checkpointer, why, size);
	if (e != OK) {
		free(wr);
		return e;
	}
	wr->db = db;
	wr->conn = conn;
	wr->end = &wr->first;
	sqlite_checkpoint_watch(wr->checkpointer, conn);
	pthread_mutex_init(&wr->lock, NULL);
	db_cond_init(&wr->work);
	sigfillset(&all); /* signals are for the main thread */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&wr->thread, NULL, writer_main, wr);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed) {
		snprintf(why, size, "Cannot start the writer thread: %s.", strerror(failed));
		sqlite_checkpoint_close(wr->checkpointer);
		free(wr);
		return ERR_IO;
	}
	db->writer = wr;
	return OK;
}

void sqlite_writer_close(struct db *db)
{
	struct sqlite_writer *wr = db->writer;

	pthread_mutex_lock(&wr->lock);
	wr->stop = true;
	pthread_cond_signal(&wr->work);
	pthread_mutex_unlock(&wr->lock);
	pthread_join(wr->thread, NULL);
	sqlite_checkpoint_close(wr->checkpointer);
	if (wr->conn) {
		/* The last connection to go moves the log into the file, if it ever looked at the log: this one may not have
		 * (everything was read, or written by long writes), and the readers before it cannot. */
		(void)sqlite3_exec(wr->conn->h, "select count(*) from sqlite_schema", NULL, NULL, NULL);
		sqlite_disconnect(&wr->conn->base);
	}
	pthread_mutex_destroy(&wr->lock);
	pthread_cond_destroy(&wr->work);
	free(wr);
	db->writer = NULL;
}
