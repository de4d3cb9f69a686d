/* secret.c - tokens and codes, and the hashes of them that the database keeps. */
#include "access/inner.h"
#include "base/base32.h"
#include "base/crypt.h"

static bytes bytes_of(str s)
{
	return (bytes){(const uint8_t *)s.p, s.n};
}

static bytes hash_in(struct ctx *c, str text, str key)
{
	struct hash *h = ARENA_NEW(c->arena, struct hash);

	*h = crypt_hash(bytes_of(text), bytes_of(key));
	return (bytes){h->b, sizeof(h->b)};
}

str token_make(struct ctx *c)
{
	return crypt_token(c->arena, TOKEN_LETTERS);
}

bytes token_hash(struct ctx *c, str token)
{
	return hash_in(c, token, STR("porchlight sign-in"));
}

str token_csrf(struct ctx *c, str token)
{
	return hex_show(c->arena, hash_in(c, STR("porchlight form"), token));
}

struct code_text code_make(struct ctx *c)
{
	str letters = crypt_token(c->arena, CODE_LETTERS);
	struct code_text t;

	snprintf(t.s, sizeof(t.s), "%.5s-%.5s", letters.p, letters.p + 5);
	return t;
}

str code_plain(struct ctx *c, str typed)
{
	str plain = base32_tidy(c->arena, typed);

	return plain.n == CODE_LETTERS ? plain : STR_NONE;
}

/* The account is part of it, so that nobody can look for one code among all accounts at once. */
bytes code_hash(struct ctx *c, account_id account, str plain)
{
	str text = str_format(c->arena, "%s %.*s", id_show(account.v).s, STR_ARG(plain));

	return hash_in(c, text, STR("porchlight one-time code"));
}
