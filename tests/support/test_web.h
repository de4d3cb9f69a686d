/* test_web.h - requests to the program without a socket, for tests of pages.
 *
 *   struct test_web w;
 *   test_web_open(&w, db, tables, n);
 *   web_get(&w, "/people");              assert_int_equal(w.a->status, 200);
 *   web_post(&w, "/people/new", "given=Dana&family=Reyes");
 *   test_web_close(&w);
 *
 * A POST carries w.csrf as its token, and every request the cookies that answers have set, as a browser would. */
#ifndef TESTS_SUPPORT_TEST_WEB_H
#define TESTS_SUPPORT_TEST_WEB_H

#include "support/world.h"
#include "web/serve.h"

struct test_cookie {
	char name[64];
	char value[1024];
};

struct test_web {
	struct app app;            /* settings may be changed between requests */
	struct exchange *x;
	const struct answer *a;    /* of the last request, until the next; a long body is read to its end */
	struct answer whole;
	struct buf pieces;
	struct test_cookie jar[4];
	char csrf[128];            /* "": no field is added */
	const char *host;          /* "localhost:8080" */
	const char *address;       /* "127.0.0.1" */
	bool tls;
};

/* db may be NULL when no route needs one. */
void test_web_open(struct test_web *w, struct db *db, const struct route_table *tables, size_t n);
void test_web_close(struct test_web *w);

/* This person's browser from now on, fully signed in; the clock stands where the world's does. */
void web_sign_in(struct test_web *w, struct test_db *t, enum world_person who);

struct test_request {
	const char *method; /* NULL: GET, or POST with a body */
	const char *target;
	const char *body;   /* NULL: none */
	size_t body_n;      /* 0: as long as the text */
	const char *type;   /* NULL: a form, with the token */
	const char *headers; /* further ones: "Name: value\nName: value" */
};
void web_send(struct test_web *w, const struct test_request *r);
void web_get(struct test_web *w, const char *target);
void web_post(struct test_web *w, const char *target, const char *form);

/* Does the answer's body hold this text? */
bool web_shows(const struct test_web *w, const char *text);
const char *web_cookie(const struct test_web *w, const char *name); /* "" when there is none */
void web_cookie_set(struct test_web *w, const char *name, const char *value);

#define assert_shows(w, text) assert_true(web_shows((w), (text)))
#define assert_status(w, code) assert_int_equal((w)->a->status, (code))

#endif
