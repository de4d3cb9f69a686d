/* sqlite_checkpoint.c - moves the write-ahead log into the database file, beside the writer and not inside a commit: whoever waits
 * for a commit would wait for the flush of a thousand pages too.
 *
 * A passive checkpoint disturbs nobody, but the log begins anew only at a moment when nobody reads it. Under steady load that may
 * take long; so when the log has become long the writer itself waits for the readers once, with all pages moved already. */
#include "db/sqlite.h"

#include <signal.h>

#define MOVE_FROM 1000   /* pages in the log */
#define ANEW_FROM 20000  /* 80 MB */
#define ANEW_WAIT_MS 250 /* for readers */

struct sqlite_checkpointer {
	struct sqlite_conn *conn;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work;
	bool due, stop;
	int pages; /* in the log, as the writer last saw; the writer's own */
};

static void *checkpointer_main(void *arg)
{
	struct sqlite_checkpointer *k = arg;

	pthread_mutex_lock(&k->lock);
	while (!k->stop) {
		if (!k->due) {
			pthread_cond_wait(&k->work, &k->lock);
			continue;
		}
		k->due = false;
		pthread_mutex_unlock(&k->lock);
		/* Busy or failed: the log keeps everything, and the next commit asks again. */
		(void)sqlite3_wal_checkpoint_v2(k->conn->h, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
		pthread_mutex_lock(&k->lock);
	}
	pthread_mutex_unlock(&k->lock);
	return NULL;
}

/* SQLite calls this after each commit of the writer's. */
static int committed(void *arg, sqlite3 *h, const char *name, int pages)
{
	struct sqlite_checkpointer *k = arg;

	(void)h, (void)name;
	k->pages = pages;
	if (pages < MOVE_FROM)
		return SQLITE_OK;
	pthread_mutex_lock(&k->lock);
	k->due = true;
	pthread_cond_signal(&k->work);
	pthread_mutex_unlock(&k->lock);
	return SQLITE_OK;
}

void sqlite_checkpoint_watch(struct sqlite_checkpointer *k, struct sqlite_conn *writer)
{
	(void)sqlite3_wal_hook(writer->h, committed, k); /* takes the place of SQLite's own checkpoints */
}

void sqlite_checkpoint_rest(struct sqlite_checkpointer *k, struct sqlite_conn *writer)
{
	if (k->pages < ANEW_FROM)
		return;
	k->pages = 0;
	(void)sqlite3_busy_timeout(writer->h, ANEW_WAIT_MS);
	(void)sqlite3_wal_checkpoint_v2(writer->h, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
	(void)sqlite3_busy_timeout(writer->h, writer->base.db->busy_ms);
}

err sqlite_checkpoint_open(struct db *db, struct sqlite_checkpointer **out, char *why, size_t size)
{
	struct sqlite_checkpointer *k = calloc(1, sizeof(*k));
	sigset_t all, before;
	int failed;
	err e = ERR_IO;

	if (!k) {
		snprintf(why, size, SQLITE_NO_MEMORY_WHY);
		return e;
	}
	e = sqlite_connect(db, true, &k->conn, why, size);
	if (e != OK) {
		free(k);
		return e;
	}
	pthread_mutex_init(&k->lock, NULL);
	pthread_cond_init(&k->work, NULL);
	sigfillset(&all); /* signals are for the main thread */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&k->thread, NULL, checkpointer_main, k);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed) {
		snprintf(why, size, "Cannot start the thread that tidies the database: %s.", strerror(failed));
		sqlite_disconnect(&k->conn->base);
		free(k);
		return ERR_IO;
	}
	*out = k;
	return OK;
}

void sqlite_checkpoint_close(struct sqlite_checkpointer *k)
{
	pthread_mutex_lock(&k->lock);
	k->stop = true;
	pthread_cond_signal(&k->work);
	pthread_mutex_unlock(&k->lock);
	pthread_join(k->thread, NULL);
	sqlite_disconnect(&k->conn->base);
	pthread_mutex_destroy(&k->lock);
	pthread_cond_destroy(&k->work);
	free(k);
}
