/* crypt.h - randomness, hashes and passwords: libsodium behind the few words the house uses. */
#ifndef BASE_CRYPT_H
#define BASE_CRYPT_H

#include "base/err.h"
#include "base/str.h"

/* Once, before anything else of this header or of id.h, which needs randomness too. Safe to call again. */
NODISCARD err crypt_init(void);

void crypt_random(void *p, size_t n);
/* Random letters of base32.h, five bits each: 26 make a secret nobody guesses. */
str crypt_token(struct arena *a, size_t letters);
/* Overwrites a secret; the compiler may not leave it out. */
void crypt_wipe(void *p, size_t n);
/* Equal in length and bytes. The time taken tells the length only, never where they differ. */
bool crypt_equal(bytes a, bytes b);

struct hash {
	uint8_t b[32];
};
/* BLAKE2b. With a key (up to 64 bytes; {0} for none) nobody without it can make or check the hash. */
struct hash crypt_hash(bytes data, bytes key);
struct sha256_hex {
	char s[65];
};
struct sha256_hex crypt_sha256(bytes data);

/* Small letters. */
str hex_show(struct arena *a, bytes data);
/* Exactly n bytes from 2n digits of either case. */
bool hex_read(str s, uint8_t *out, size_t n);

/* What trying one password costs, for us and for a thief. */
struct password_cost {
	uint64_t passes;
	size_t memory; /* bytes */
};
#define PASSWORD_COST ((struct password_cost){2, (size_t)64 << 20})
#define PASSWORD_COST_FOR_TESTS ((struct password_cost){1, (size_t)8 << 10})

struct password_hash {
	char s[128]; /* Argon2id with salt and cost, as text */
};
/* ERR_BUSY: no memory for it just now. At most a few passwords are worked on at a time; the others wait their turn. */
NODISCARD err password_hash(struct password_hash *out, str password, struct password_cost cost);
/* ERR_DENIED for a wrong password and for a stored text that is no hash; ERR_BUSY as above. */
NODISCARD err password_check(str stored, str password);
/* True when the hash was made at another cost and should be made again at the next sign-in. */
bool password_is_dated(str stored, struct password_cost cost);
/* A key from a passphrase, for sealing. */
#define PASSWORD_SALT 16
NODISCARD err password_key(struct hash *out, str passphrase, const uint8_t salt[static PASSWORD_SALT],
                           struct password_cost cost);

#endif
