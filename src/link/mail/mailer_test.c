/* mailer_test.c - letters from the outbox to a small mail server on this machine, and what the outbox says afterwards. */
#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "care/pack_json.h"
#include "link/mail/mailer.h"
#include "support/world.h"

/* A mail server for one connection at a time: takes a letter, or refuses the recipient with `refuse`. */
struct post_office {
	int listener;
	uint16_t port;
	const char *refuse; /* NULL: takes what comes */
	char letter[8192];  /* what came with DATA */
	size_t n;
	unsigned letters;
	pthread_t thread;
};

static void say(int to, const char *line)
{
	assert_int_equal(write(to, line, strlen(line)), strlen(line));
}

static void take_letter(struct post_office *o, FILE *in, int to)
{
	char line[2048];

	say(to, "354 go on\r\n");
	while (fgets(line, sizeof(line), in) && strcmp(line, ".\r\n") != 0) {
		size_t n = strlen(line);

		assert_true(o->n + n < sizeof(o->letter));
		memcpy(o->letter + o->n, line, n + 1);
		o->n += n;
	}
	o->letters++;
	say(to, "250 taken\r\n");
}

static void converse(struct post_office *o, int fd)
{
	FILE *in = fdopen(fd, "r");
	char line[2048];

	say(fd, "220 post office\r\n");
	while (fgets(line, sizeof(line), in)) {
		if (!strncmp(line, "QUIT", 4))
			break;
		if (!strncmp(line, "DATA", 4))
			take_letter(o, in, fd);
		else
			say(fd, !strncmp(line, "RCPT", 4) && o->refuse ? o->refuse : "250 fine\r\n");
	}
	(void)fclose(in);
}

static void *open_office(void *arg)
{
	struct post_office *o = arg;
	int fd;

	while ((fd = accept(o->listener, NULL, NULL)) >= 0)
		converse(o, fd);
	return NULL;
}

static void office_open(struct post_office *o)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof(a);

	o->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(o->listener, (struct sockaddr *)&a, n), 0);
	assert_int_equal(listen(o->listener, 4), 0);
	assert_int_equal(getsockname(o->listener, (struct sockaddr *)&a, &n), 0);
	o->port = ntohs(a.sin_port);
	assert_int_equal(pthread_create(&o->thread, NULL, open_office, o), 0);
}

static void office_close(struct post_office *o)
{
	shutdown(o->listener, SHUT_RDWR);
	pthread_join(o->thread, NULL);
	close(o->listener);
}

static err put(struct wtx *w, void *arg)
{
	const struct outbox_value values[] = {{"code", STR("7KM2-QX4T")}, {"phone", STR("555-0100")}};
	outbox_message_id made;

	return outbox_put(w,
		&(struct outbox_draft){.kind = "inquiry-received", .to = str_of(arg), .about = 77, .values = values, .n = 2},
		&made);
}

/* Dan of North writes to `to`; gives what the outbox says after one round with this server. */
static struct outbox_about_row send_to(struct test_db *t, const char *to, uint16_t port)
{
	struct mail_account from = {.server = str_format(t->c->arena, "smtp://127.0.0.1:%u", port).p,
		.from = "hello@example.org",
		.name = "Front desk"};
	struct outbox_about_rows rows;
	size_t n;

	world_make(t);
	world_act(t, DAN, NORTH);
	db_read_end(t->c);
	assert_ok(db_write(t->c, t->db, put, (void *)(uintptr_t)to));
	access_local(t->c);
	t->c->db = t->db;
	assert_ok(mailer_round(t->c, &from, &n));
	assert_int_equal(n, 1);
	world_act(t, DAN, NORTH);
	assert_ok(outbox_about(t->c->tx, &rows, .about_id = 77));
	assert_int_equal(rows.n, 1);
	return rows.v[0];
}

static void a_letter_reaches_the_mail_server_and_says_nothing_of_care(struct test_db *t)
{
	struct post_office o = {0};
	struct outbox_about_row r;
	str word;

	office_open(&o);
	r = send_to(t, "dana@example.org", o.port);
	office_close(&o);
	assert_int_equal(r.state, MESSAGE_SENT);
	assert_false(instant_none(r.ended_at));
	assert_int_equal(o.letters, 1);
	assert_non_null(strstr(o.letter, "To: <dana@example.org>\r\n"));
	assert_non_null(strstr(o.letter, "From: \"Front desk\" <hello@example.org>\r\n"));
	assert_non_null(strstr(o.letter, "Date: Mon, 23 Nov 2026 "));
	assert_non_null(strstr(o.letter, "7KM2-QX4T"));
	assert_ok(outbox_gives_away(t->c, (str){o.letter, o.n}, &word));
	assert_null(word.p);
}

static void a_server_that_is_busy_gets_it_again_later(struct test_db *t)
{
	struct post_office o = {.refuse = "451 come back\r\n"};
	struct outbox_about_row r;

	office_open(&o);
	r = send_to(t, "dana@example.org", o.port);
	office_close(&o);
	assert_int_equal(r.state, MESSAGE_WAITING);
	assert_int_equal(r.tries, 1);
	assert_true(r.next_at.ms > r.made_at.ms);
	assert_non_null(strstr(r.last_error.p, "451"));
}

static void an_address_that_is_refused_for_good_is_not_tried_again(struct test_db *t)
{
	struct post_office o = {.refuse = "550 nobody here\r\n"};
	struct outbox_about_row r;

	office_open(&o);
	r = send_to(t, "dana@example.org", o.port);
	office_close(&o);
	assert_int_equal(r.state, MESSAGE_FAILED);
	assert_non_null(strstr(r.last_error.p, "550"));
}

static void without_a_server_the_message_waits(struct test_db *t)
{
	struct post_office o = {0};
	struct outbox_about_row r;

	office_open(&o);
	office_close(&o); /* the port is nobody's now */
	r = send_to(t, "dana@example.org", o.port);
	assert_int_equal(r.state, MESSAGE_WAITING);
	assert_non_null(strstr(r.last_error.p, "could not be reached"));
}

static err claim(struct wtx *w, void *arg)
{
	bool *mine = arg;
	struct outbox_due_rows due;

	TRY(outbox_due(wtx_read(w), &due));
	assert_int_equal(due.n, 1);
	TRY(outbox_claim(w, &due.v[0], &mine[0]));
	return outbox_claim(w, &due.v[0], &mine[1]);
}

/* Two programs that saw the same message: one of them sends it. */
static void a_message_is_claimed_once(struct test_db *t)
{
	bool mine[2] = {false, false};

	world_make(t);
	world_act(t, DAN, NORTH);
	db_read_end(t->c);
	assert_ok(db_write(t->c, t->db, put, "dana@example.org"));
	assert_ok(db_write(t->c, t->db, claim, mine));
	assert_true(mine[0]);
	assert_false(mine[1]);
}

static void an_address_that_is_none_is_refused(struct test_db *t)
{
	static const char *const wrong[] = {
		"dana", "dana@", "@example.org", "a b@example.org", "a@b.c\r\nBcc: x@y.z", "<a@example.org>"};

	world_make(t);
	world_act(t, DAN, NORTH);
	db_read_end(t->c);
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		problems_clear(t->c);
		assert_int_equal(db_write(t->c, t->db, put, (void *)(uintptr_t)wrong[i]), ERR_INVALID);
		assert_true(problem_of(t->c, "email").n > 0);
	}
}

static err cancel_first(struct wtx *w, void *arg)
{
	const struct plan_proof *may;
	struct outbox_about_rows rows;

	(void)arg;
	TRY(access_plan(wtx_read(w), &may));
	TRY(outbox_about(wtx_read(w), &rows, .about_id = 77));
	return outbox_cancel(w, may, rows.v[0].id);
}

static void a_message_taken_back_is_not_sent(struct test_db *t)
{
	struct outbox_due_rows due;

	world_make(t);
	world_act(t, DAN, NORTH);
	db_read_end(t->c);
	assert_ok(db_write(t->c, t->db, put, "dana@example.org"));
	assert_ok(db_write(t->c, t->db, cancel_first, NULL));
	world_act(t, DAN, NORTH);
	assert_ok(outbox_due(t->c->tx, &due));
	assert_int_equal(due.n, 0);
	db_read_end(t->c);
	assert_int_equal(db_write(t->c, t->db, cancel_first, NULL), ERR_CONFLICT);
}

/* The words of every message of the pack, its own list aside. */
static void no_message_of_the_pack_speaks_of_care(void **state)
{
	struct ctx *c = test_ctx();
	const struct pack_file *file = pack_find(STR("packs/messages/en.json"));
	struct pack_value top, m;
	str word;
	size_t n;

	(void)state;
	assert_ok(pack_open(c, file, &top));
	n = pack_count(top, "messages", 100);
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		m = pack_entry(top, "messages", i);
		assert_ok(outbox_gives_away(c,
			str_format(
				c->arena, "%.*s %.*s", STR_ARG(pack_text(m, "subject", 100)), STR_ARG(pack_text(m, "body", 4000))),
			&word));
		assert_null(word.p);
	}
	assert_ok(outbox_gives_away(c, STR("Lantern Street Recovery"), &word));
	assert_str(word, "recovery");
	assert_null(c->problems);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(no_message_of_the_pack_speaks_of_care),
	on_both(a_letter_reaches_the_mail_server_and_says_nothing_of_care),
	on_both(a_server_that_is_busy_gets_it_again_later),
	on_both(an_address_that_is_refused_for_good_is_not_tried_again),
	on_both(without_a_server_the_message_waits),
	on_both(a_message_is_claimed_once),
	on_both(an_address_that_is_none_is_refused),
	on_both(a_message_taken_back_is_not_sent),
};
TEST_GROUP(outbox, tests)
