/* crypt.c - the only file besides seal.c and id.c that knows libsodium. */
#include "base/crypt.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>

#include "base/base32.h"

/* Each takes PASSWORD_COST's memory: a rush of sign-ins must not take the machine's. */
#define PASSWORDS_AT_A_TIME 4

static_assert(sizeof(struct password_hash) == crypto_pwhash_STRBYTES, "room for libsodium's text");
static_assert(PASSWORD_SALT == crypto_pwhash_SALTBYTES, "libsodium's salt");

err crypt_init(void)
{
	return sodium_init() < 0 ? ERR_IO : OK;
}

void crypt_random(void *p, size_t n)
{
	randombytes_buf(p, n);
}

str crypt_token(struct arena *a, size_t letters)
{
	char *p = arena_alloc(a, letters + 1);

	crypt_random(p, letters);
	for (size_t i = 0; i < letters; i++)
		p[i] = base32_letters[p[i] & 31];
	return (str){p, letters};
}

void crypt_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

bool crypt_equal(bytes a, bytes b)
{
	return a.n == b.n && (!a.n || !sodium_memcmp(a.p, b.p, a.n));
}

struct hash crypt_hash(bytes data, bytes key)
{
	struct hash h;

	assert(key.n <= crypto_generichash_KEYBYTES_MAX);
	(void)crypto_generichash(h.b, sizeof(h.b), data.p, data.n, key.p, key.n);
	return h;
}

struct sha256_hex crypt_sha256(bytes data)
{
	uint8_t h[crypto_hash_sha256_BYTES];
	struct sha256_hex out;

	(void)crypto_hash_sha256(h, data.p, data.n);
	(void)sodium_bin2hex(out.s, sizeof(out.s), h, sizeof(h));
	return out;
}

str hex_show(struct arena *a, bytes data)
{
	char *p = arena_array(a, data.n + 1, 2); /* one digit's room too many; libsodium ends it with NUL */

	return (str){sodium_bin2hex(p, data.n * 2 + 1, data.p, data.n), data.n * 2};
}

bool hex_read(str s, uint8_t *out, size_t n)
{
	size_t got = 0;

	return s.n == n * 2 && (!n || !sodium_hex2bin(out, n, s.p, s.n, NULL, &got, NULL)) && got == n;
}

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_free = PTHREAD_COND_INITIALIZER;
static int working;

static void wait_turn(void)
{
	pthread_mutex_lock(&turn);
	while (working == PASSWORDS_AT_A_TIME)
		pthread_cond_wait(&turn_free, &turn);
	working++;
	pthread_mutex_unlock(&turn);
}

static void end_turn(void)
{
	pthread_mutex_lock(&turn);
	working--;
	pthread_cond_signal(&turn_free);
	pthread_mutex_unlock(&turn);
}

/* libsodium takes no null pointer, not even for no bytes. */
static const char *text_of(str s)
{
	return s.p ? s.p : "";
}

err password_hash(struct password_hash *out, str password, struct password_cost cost)
{
	int bad;

	wait_turn();
	bad = crypto_pwhash_str(out->s, text_of(password), password.n, cost.passes, cost.memory);
	end_turn();
	return bad ? ERR_BUSY : OK;
}

/* libsodium wants the stored text in a field of its full size. */
static bool stored_text(str stored, char out[static crypto_pwhash_STRBYTES])
{
	memset(out, 0, crypto_pwhash_STRBYTES);
	if (!stored.n || stored.n >= crypto_pwhash_STRBYTES)
		return false;
	memcpy(out, stored.p, stored.n);
	return true;
}

err password_check(str stored, str password)
{
	char text[crypto_pwhash_STRBYTES];
	err e = OK;

	if (!stored_text(stored, text))
		return ERR_DENIED;
	wait_turn();
	errno = 0;
	if (crypto_pwhash_str_verify(text, text_of(password), password.n))
		e = errno == ENOMEM ? ERR_BUSY : ERR_DENIED;
	end_turn();
	return e;
}

bool password_is_dated(str stored, struct password_cost cost)
{
	char text[crypto_pwhash_STRBYTES];

	return !stored_text(stored, text) || crypto_pwhash_str_needs_rehash(text, cost.passes, cost.memory);
}

err password_key(struct hash *out, str passphrase, const uint8_t salt[static PASSWORD_SALT], struct password_cost cost)
{
	int bad;

	wait_turn();
	bad = crypto_pwhash(out->b, sizeof(out->b), text_of(passphrase), passphrase.n, salt, cost.passes,
	                    cost.memory, crypto_pwhash_ALG_ARGON2ID13);
	end_turn();
	return bad ? ERR_BUSY : OK;
}
