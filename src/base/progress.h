/* progress.h - how far long work has come, for the person waiting at a terminal. Drawn on standard error and only when
 * that is a terminal and the work has taken a second; otherwise silent. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <pthread.h>

#include "base/str.h"

struct progress {
	const char *what; /* "Backing up" */
	int64_t total;    /* 0: nobody knows */
	int64_t done;
	int64_t started_ns;
	int64_t drawn_ns; /* 0: not drawn yet */
	bool terminal;
	int64_t (*clock)(void); /* tests replace it */
};

/* what is borrowed. A NULL progress is accepted everywhere and does nothing. */
void progress_start(struct progress *p, const char *what, int64_t total);
/* Call as often as you like. */
void progress_to(struct progress *p, int64_t done);
/* Takes the bar away, so that the next line stands where it stood. */
void progress_end(struct progress *p);

/* Work in one call that cannot say how far it is (a copy, a look over all pages): a thread draws its seconds meanwhile. */
struct waiting {
	struct progress bar;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t over;
	bool running, end;
};

void waiting_start(struct waiting *w, const char *what);
void waiting_end(struct waiting *w);

#endif
