/* seal.h - a file sealed for storage elsewhere: nobody reads or changes it without the key.
 * XChaCha20-Poly1305 in pieces of 64 KiB (libsodium secretstream), so memory stays the same whatever the file's size. The
 * key is a key file or comes from a passphrase by Argon2id. Both directions write beside `to` first and give the file
 * its name only when it is whole and on disk; an existing `to` is never touched. */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/crypt.h"
#include "base/ctx.h"
#include "base/progress.h"

struct seal_key {
	enum { SEAL_KEY_FILE = 1, SEAL_PASSPHRASE } kind;
	struct hash file;          /* SEAL_KEY_FILE */
	str passphrase;            /* SEAL_PASSPHRASE */
	struct password_cost cost; /* what sealing takes for the passphrase; opening reads it from the file */
};

struct seal_key seal_passphrase(str passphrase);
/* Makes a new key file that only its owner reads. ERR_CONFLICT: there is a file of that name. */
NODISCARD err seal_key_make(struct ctx *c, const char *path);
/* ERR_NOT_FOUND, ERR_MALFORMED: no such file, or it is no key file. */
NODISCARD err seal_key_read(struct ctx *c, const char *path, struct seal_key *out);

/* ERR_NOT_FOUND  there is no file `from`
 * ERR_CONFLICT   there is a file `to`, or `from` changed while it was sealed
 * ERR_BUSY       no memory for the passphrase
 * ERR_IO         reading or writing failed (the disk is full); nothing is left behind
 * c->fail_text says which and what to do. progress may be NULL. */
NODISCARD err seal_file(struct ctx *c, const char *from, const char *to, const struct seal_key *key,
                        struct progress *progress);
/* Besides those of seal_file:
 * ERR_DENIED     the key or passphrase is not the one it was sealed with
 * ERR_MALFORMED  the file was not sealed by Porchlight, is cut short, or is damaged: three different texts
 * ERR_TOO_LARGE  it asks for more work on the passphrase than any of our files does */
NODISCARD err seal_open(struct ctx *c, const char *from, const char *to, const struct seal_key *key,
                        struct progress *progress);

#endif
