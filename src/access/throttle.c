/* throttle.c - waits that grow with wrong tries. A name may err five times, an address thirty (an office shares one); each
 * further try doubles the wait from 15 seconds up to 15 minutes. A day without a try forgets it all.
 * The waits are the same whether or not there is such an account. */
#include <arpa/inet.h>

#include "access/inner.h"
#include "base/crypt.h"
#include "throttle.sql.h"

#define NAME_FREE 5
#define ADDRESS_FREE 30
#define WAIT_FIRST_MS ((int64_t)15 * 1000)
#define WAIT_MOST_MS (15 * MS_PER_MINUTE)

/* One household or server has a whole /64 of IPv6, so that is what counts as one address. */
static str network_of(struct ctx *c, str address)
{
	struct in6_addr six;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, str_z(c->arena, address), &six) != 1)
		return address;
	memset(six.s6_addr + 8, 0, 8);
	return inet_ntop(AF_INET6, &six, text, sizeof(text)) ? str_copy(c->arena, str_of(text)) : address;
}

struct throttle throttle_for(struct ctx *c, const char *what, str name)
{
	struct hash h = crypt_hash((bytes){(const uint8_t *)name.p, name.n}, (bytes){0});
	struct throttle t = {0};

	t.name = str_format(c->arena, "%s %.*s", what, STR_ARG(hex_show(c->arena, (bytes){h.b, 16})));
	if (!str_empty(c->address))
		t.address = str_format(c->arena, "from %.*s", STR_ARG(network_of(c, c->address)));
	return t;
}

static int64_t wait_after(int64_t failures, int64_t tries_free)
{
	int64_t wait = WAIT_FIRST_MS;

	if (failures < tries_free)
		return 0;
	for (int64_t i = tries_free; i < failures && wait < WAIT_MOST_MS; i++)
		wait *= 2;
	return wait < WAIT_MOST_MS ? wait : WAIT_MOST_MS;
}

static err look(struct wtx *w, str key, struct throttle_row_row *row)
{
	err e = throttle_row(wtx_read(w), row, .key = key);

	if (e == ERR_NOT_FOUND || (e == OK && row->since_at.ms + MS_PER_DAY < wtx_ctx(w)->now.ms))
		*row = (struct throttle_row_row){0};
	return e == ERR_NOT_FOUND ? OK : e;
}

static err count(struct wtx *w, str key, int64_t failures, int64_t tries_free)
{
	int64_t wait = wait_after(failures, tries_free);
	instant until = {wait ? wtx_ctx(w)->now.ms + wait : 0};

	return throttle_set(w, NULL, .key = key, .failures = failures, .until_at = until);
}

static err refuse(struct ctx *c, int64_t ms)
{
	int seconds = (int)((ms + 999) / 1000);

	if (seconds <= 60)
		FAIL(c, ERR_TOO_FAST, "Too many tries. Wait %d second%s, then try again.", seconds, seconds == 1 ? "" : "s");
	FAIL(c, ERR_TOO_FAST, "Too many tries. Wait %d minutes, then try again.", (seconds + 59) / 60);
}

err throttle_try(struct wtx *w, const struct throttle *t)
{
	struct throttle_row_row name, address = {0};
	struct ctx *c = wtx_ctx(w);
	int64_t until;

	TRY(look(w, t->name, &name));
	if (t->address.p)
		TRY(look(w, t->address, &address));
	until = name.until_at.ms > address.until_at.ms ? name.until_at.ms : address.until_at.ms;
	if (until > c->now.ms)
		return refuse(c, until - c->now.ms);
	TRY(count(w, t->name, name.failures + 1, NAME_FREE));
	return t->address.p ? count(w, t->address, address.failures + 1, ADDRESS_FREE) : OK;
}

err throttle_pass(struct wtx *w, const struct throttle *t)
{
	TRY(throttle_forget(w, NULL, .key = t->name));
	return t->address.p ? throttle_give_back(w, NULL, .key = t->address) : OK;
}

/* ---- tries of anybody -------------------------------------------------------------------------------------------------- */

static str public_key(struct ctx *c, const char *what)
{
	return str_format(c->arena, "%s from %.*s", what, STR_ARG(network_of(c, c->address)));
}

err access_try(struct wtx *w, const char *what, int64_t tries_free)
{
	struct ctx *c = wtx_ctx(w);
	struct throttle_row_row row;
	str key;

	if (str_empty(c->address))
		return OK;
	key = public_key(c, what);
	TRY(look(w, key, &row));
	if (row.until_at.ms > c->now.ms)
		return refuse(c, row.until_at.ms - c->now.ms);
	return count(w, key, row.failures + 1, tries_free);
}

err access_try_pass(struct wtx *w, const char *what)
{
	struct ctx *c = wtx_ctx(w);

	return str_empty(c->address) ? OK : throttle_give_back(w, NULL, .key = public_key(c, what));
}

static err sweep(struct wtx *w, void *arg)
{
	(void)arg;
	return throttle_sweep(w, NULL, .before = {wtx_ctx(w)->now.ms - MS_PER_DAY});
}

err throttle_tidy(struct ctx *c, struct db *db)
{
	return db_write(c, db, sweep, NULL);
}
