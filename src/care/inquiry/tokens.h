/* tokens.h - inside this folder only: the secrets in addresses. The database keeps their hashes. */
#ifndef CARE_INQUIRY_TOKENS_H
#define CARE_INQUIRY_TOKENS_H

#include "base/base32.h"
#include "base/crypt.h"
#include "base/ctx.h"

#define SECRET_LETTERS 26 /* of base32: 130 bits */

static inline str secret_make(struct ctx *c)
{
	return crypt_token(c->arena, SECRET_LETTERS);
}

static inline bool secret_looks_right(str token)
{
	return token.n == SECRET_LETTERS;
}

static inline bytes secret_hash(struct ctx *c, str token)
{
	static const char purpose[] = "porchlight request for help";
	struct hash *h = ARENA_NEW(c->arena, struct hash);

	*h = crypt_hash((bytes){(const uint8_t *)token.p, token.n}, (bytes){(const uint8_t *)purpose, sizeof(purpose) - 1});
	return (bytes){h->b, sizeof(h->b)};
}

#endif
