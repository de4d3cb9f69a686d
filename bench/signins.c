/* signins.c - what the load asks for: signs a clinician and some participants in at every center of a demo database, and prints one
 * request per line, for bench/load.
 *
 * signins URL [CENTERS [PARTICIPANTS]] > requests
 * Lines: KIND, method, path, cookie, form; with tabs between. Kinds: public, today, board, row, my.
 * Never part of the program: it needs no password, because it writes to the database itself. */
#include "access/inner.h"
#include "admission.sql.h"
#include "base/crypt.h"
#include "base/id.h"
#include "care/attendance/attendance.h"
#include "care/attendance/ledger.h"
#include "cli.sql.h"

#define BOARDS_PER_CENTER 2

struct making {
	struct cli_centers_row center;
	int64_t participants;
};

struct signed_in {
	str token, csrf;
};

/* An account that went through everything: a second factor, and a sign-in that is complete. */
static err sign_in(struct wtx *w, person_id who, enum role r, struct signed_in *out)
{
	struct ctx *c = wtx_ctx(w);
	struct account_of_person_row had;
	account_id account;
	err e = account_of_person(wtx_read(w), &had, .person_id = who);

	account = had.id;
	if (e == ERR_NOT_FOUND)
		e = account_make(w, who, str_format(c->arena, "bench-%s", id_show(who.v).s), &account);
	TRY(e);
	TRY(account_grant(w, account, (center_id){c->center}, r));
	TRY(totp_prepare(w, account));
	TRY(account_use_totp_step(w, NULL, .id = account, .step = 1));
	out->token = token_make(c);
	out->csrf = token_csrf(c, out->token);
	return signin_insert(w, NULL, .id = {id_make(c->now)}, .token_hash = token_hash(c, out->token), .account_id = account,
		.stage = SIGNIN_FULL);
}

static void print_page(const char *kind, const char *path, const struct signed_in *who)
{
	printf("%s\tGET\t%s\t%.*s\t\n", kind, path, STR_ARG(who->token));
}

/* As the board's script sends one row. The load counts the version up. */
static void print_row(const char *path, const struct signed_in *who, const struct board_rows_row *r)
{
	struct id_text id = id_show(r->episode_id.v);

	printf("row\tPOST\t%s\t%.*s\tcsrf=%.*s&row=%s&status-%s=present&arrived-%s=&left-%s=&reason-%s=&note-%s=&shown-%s=&correction=load"
	       "&version-%s=%09lld\n",
		path, STR_ARG(who->token), STR_ARG(who->csrf), id.s, id.s, id.s, id.s, id.s, id.s, id.s, id.s, (long long)r->version.v);
}

static err print_board(struct tx *tx, session_id session, const struct signed_in *who)
{
	struct ctx *c = tx_ctx(tx);
	const struct roster_proof *may;
	struct board board;
	char path[80];

	TRY(access_roster(tx, session, &may));
	TRY(attendance_board(tx, may, &board));
	(void)snprintf(path, sizeof(path), "/c/%s/sessions/%s", id_show(c->center).s, id_show(session.v).s);
	print_page("board", path, who);
	for (size_t i = 0; i < board.n; i++)
		print_row(path, who, &board.people[i].row);
	return OK;
}

/* Today's sessions, or those of the last day that had any. */
static err last_sessions(struct tx *tx, struct day_sessions_rows *out)
{
	struct ctx *c = tx_ctx(tx);
	date day = zone_day(c->zone, c->now);

	for (int back = 0; back < 14; back++) {
		TRY(day_sessions(tx, out, .day = date_add(day, -back)));
		if (out->n)
			return OK;
	}
	FAIL(c, ERR_NOT_FOUND, "A center without sessions: is this a demo database?");
}

static err print_boards(struct tx *tx, const struct signed_in *who)
{
	struct day_sessions_rows sessions;
	int boards = 0;

	TRY(last_sessions(tx, &sessions));
	for (size_t i = 0; i < sessions.n && boards < BOARDS_PER_CENTER; i++) {
		if (sessions.v[i].status != SESSION_PLANNED || !sessions.v[i].expected)
			continue;
		TRY(print_board(tx, sessions.v[i].session_id, who));
		boards++;
	}
	return OK;
}

static err print_participants(struct wtx *w, date day, int64_t most)
{
	struct signed_in who;
	struct ledger ledger;

	TRY(ledger_load(wtx_read(w), day, (person_id){0}, &ledger));
	for (size_t i = 0; i < ledger.n && (int64_t)i < most; i++) {
		TRY(sign_in(w, ledger.v[i].row.person_id, ROLE_PARTICIPANT, &who));
		print_page("my", "/my", &who);
	}
	return OK;
}

/* Somebody with a caseload, so that their Today has something to show. */
static err find_clinician(struct tx *tx, date day, person_id *out)
{
	struct center_clinicians_rows staff;
	struct ledger caseload;

	TRY(center_clinicians(tx, &staff, .day = day));
	for (size_t i = 0; i < staff.n; i++) {
		*out = staff.v[i].person_id;
		TRY(ledger_load(tx, day, *out, &caseload));
		if (caseload.n)
			return OK;
	}
	FAIL(tx_ctx(tx), ERR_NOT_FOUND, "A center without clinicians: is this a demo database?");
}

static err at_center(struct wtx *w, void *arg)
{
	const struct making *m = arg;
	struct ctx *c = wtx_ctx(w);
	struct signed_in who;
	person_id clinician;
	char path[40];
	date day;

	c->center = m->center.id.v;
	c->zone = zone_find(m->center.zone);
	day = zone_day(c->zone, c->now);
	TRY(find_clinician(wtx_read(w), day, &clinician));
	TRY(sign_in(w, clinician, ROLE_CLINICIAN, &who));
	(void)snprintf(path, sizeof(path), "/c/%s/today", id_show(c->center).s);
	print_page("today", path, &who);
	TRY(print_boards(wtx_read(w), &who));
	return print_participants(w, day, m->participants);
}

/* The first center made comes first: it is the same one in a demo of any size. */
static int by_age(const void *a, const void *b)
{
	const struct cli_centers_row *x = a, *y = b;

	return (x->id.v > y->id.v) - (x->id.v < y->id.v);
}

static err make_all(struct ctx *c, int64_t most, int64_t participants)
{
	struct cli_centers_rows centers;

	TRY(db_read_begin(c, c->db));
	TRY(cli_centers(c->tx, &centers));
	db_read_end(c);
	qsort(centers.v, centers.n, sizeof(*centers.v), by_age);
	printf("public\tGET\t/\t\t\n");
	for (size_t i = 0; i < centers.n && (int64_t)i < most; i++) {
		struct making m = {centers.v[i], participants};

		TRY(db_write_long(c, c->db, at_center, &m));
	}
	return OK;
}

int main(int argc, char **argv)
{
	int64_t centers = 1000, participants = 20;
	struct arena memory;
	char why[512];
	struct ctx c;
	err e;

	if (argc < 2 || argc > 4 || (argc > 2 && !str_to_int(str_of(argv[2]), &centers)) ||
	    (argc > 3 && !str_to_int(str_of(argv[3]), &participants))) {
		fputs("usage: signins URL [CENTERS [PARTICIPANTS]]\n", stderr);
		return 2;
	}
	arena_init(&memory, (size_t)1 << 30);
	ctx_init(&c, &memory, instant_now());
	access_local(&c);
	if (crypt_init() != OK || db_open(&(struct db_options){.url = argv[1]}, &c.db, why, sizeof(why)) != OK) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	e = make_all(&c, centers, participants);
	if (e != OK)
		fprintf(stderr, "signins: %s %.*s\n", err_name(e), STR_ARG(c.fail_text));
	arena_free(&memory);
	db_close(c.db);
	return e != OK;
}
