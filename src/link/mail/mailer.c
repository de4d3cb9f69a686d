/* mailer.c - emptying the outbox. */
#include "link/mail/mailer.h"

#include <pthread.h>

#include "base/id.h"
#include "base/log.h"

#define LOOK_EVERY_S 5

struct mailer {
	struct db *db;
	const struct mail_account *from;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
	pthread_t thread;
};

struct step {
	const struct outbox_due_row *m;
	bool mine;
	str why;
	bool later;
};

static err claim(struct wtx *w, void *arg)
{
	struct step *s = arg;

	return outbox_claim(w, s->m, &s->mine);
}

static err note(struct wtx *w, void *arg)
{
	struct step *s = arg;

	return outbox_tried(w, s->m, s->why, s->later);
}

static err send_one(struct ctx *c, const struct mail_account *from, const struct outbox_due_row *m, size_t *n)
{
	struct step s = {.m = m};
	enum mail_answer answer;

	TRY(db_read_begin(c, c->db));
	TRY(access_enter(c, m->center.v, PERM_PEOPLE));
	db_read_end(c);
	TRY(db_write(c, c->db, claim, &s));
	if (!s.mine)
		return OK;
	answer = mail_send(c, from,
		&(struct mail_letter){.to = m->recipient,
			.subject = m->subject,
			.body = m->body,
			.id = str_of(id_show(m->id.v).s),
			.at = m->made_at},
		&s.why);
	s.later = answer == MAIL_LATER;
	c->now = instant_now();
	++*n;
	return db_write(c, c->db, note, &s);
}

err mailer_round(struct ctx *c, const struct mail_account *from, size_t *n)
{
	struct outbox_due_rows due;
	err e;

	*n = 0;
	TRY(db_read_begin(c, c->db));
	e = outbox_due(c->tx, &due);
	db_read_end(c);
	for (size_t i = 0; e == OK && i < due.n; i++)
		e = send_one(c, from, &due.v[i], n);
	if (c->tx)
		db_read_end(c);
	return e;
}

static void round_now(struct mailer *m)
{
	struct arena memory;
	struct ctx c;
	size_t n;

	arena_init(&memory, (size_t)16 << 20);
	ctx_init(&c, &memory, instant_now());
	c.request_id = id_make(c.now);
	c.db = m->db;
	access_local(&c);
	if (mailer_round(&c, m->from, &n) != OK)
		log_warning(c.request_id, "outbox not emptied; will try again", LOG_STR("why", c.fail_text));
	else if (n)
		log_info(c.request_id, "letters tried", LOG_INT("letters", (int64_t)n));
	arena_free(&memory);
}

static void *empty_outbox(void *arg)
{
	struct mailer *m = arg;

	pthread_mutex_lock(&m->lock);
	while (!m->stop) {
		struct timespec until;

		pthread_mutex_unlock(&m->lock);
		round_now(m);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += LOOK_EVERY_S;
		pthread_mutex_lock(&m->lock);
		if (!m->stop)
			pthread_cond_timedwait(&m->wake, &m->lock, &until);
	}
	pthread_mutex_unlock(&m->lock);
	return NULL;
}

err mailer_start(struct ctx *c, struct db *db, const struct mail_account *from, struct mailer **out)
{
	struct mailer *m = ARENA_NEW(c->arena, struct mailer);

	*m = (struct mailer){.db = db, .from = from, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};
	mail_open();
	if (pthread_create(&m->thread, NULL, empty_outbox, m)) {
		mail_close();
		FAIL(c, ERR_IO, "The machine refused another thread. Close programs, or raise its limits.");
	}
	*out = m;
	return OK;
}

void mailer_stop(struct mailer *m)
{
	pthread_mutex_lock(&m->lock);
	m->stop = true;
	pthread_cond_signal(&m->wake);
	pthread_mutex_unlock(&m->lock);
	pthread_join(m->thread, NULL);
	mail_close();
}
