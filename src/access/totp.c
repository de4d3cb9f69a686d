/* totp.c - the second factor: six digits from an app, RFC 6238 with SHA-1 and 30 seconds, as every app has it. */
#include <liboath/oath.h>
#include <qrencode.h>

#include "access/inner.h"
#include "base/crypt.h"

#define STEP_SECONDS 30
#define STEPS_EITHER_SIDE 1
#define DIGITS 6

bool account_has_totp(const struct account_look_row *a)
{
	return a->totp_secret.p && a->totp_last_step.set;
}

err totp_prepare(struct wtx *w, account_id account)
{
	uint8_t secret[TOTP_SECRET_BYTES];

	crypt_random(secret, sizeof(secret));
	return account_prepare_totp(w, NULL, .id = account, .totp_secret = {secret, sizeof(secret)});
}

/* As an app shows them: perhaps with a space in the middle. */
static bool six_digits(str typed, char out[DIGITS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		if (typed.p[i] == ' ')
			continue;
		if (typed.p[i] < '0' || typed.p[i] > '9' || n == DIGITS)
			return false;
		out[n++] = typed.p[i];
	}
	out[n] = 0;
	return n == DIGITS;
}

int64_t totp_step(struct ctx *c, bytes secret, str code, int64_t last)
{
	char digits[DIGITS + 1];
	uint64_t step = 0;
	int found;

	if (!secret.p || !six_digits(code, digits))
		return 0;
	found = oath_totp_validate3((const char *)secret.p, secret.n, (time_t)(c->now.ms / 1000), STEP_SECONDS, 0,
		STEPS_EITHER_SIDE, NULL, &step, digits);
	return found >= 0 && (int64_t)step > last ? (int64_t)step : 0;
}

/* ---- the card: by hand and as QR code ------------------------------------------------------------------------------ */

static str base32_of(struct ctx *c, bytes secret)
{
	char *text = NULL;
	size_t n = 0;
	str out;

	if (oath_base32_encode((const char *)secret.p, secret.n, &text, &n) != OATH_OK)
		return STR_NONE;
	out = str_copy(c->arena, (str){text, n});
	free(text);
	return out;
}

static str in_fours(struct ctx *c, str s)
{
	char *out = arena_alloc(c->arena, s.n + s.n / 4 + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (i && i % 4 == 0)
			out[n++] = ' ';
		out[n++] = s.p[i];
	}
	return (str){out, n};
}

static void give_back(void *qr)
{
	QRcode_free(qr);
}

/* The dark modules of each line as runs: "M4 0h7v1h-7z". */
static str runs_of(struct ctx *c, const QRcode *qr)
{
	struct buf path;
	str out;

	buf_init(&path, (size_t)1 << 16);
	for (int y = 0; y < qr->width; y++) {
		const unsigned char *line = qr->data + y * qr->width;

		for (int x = 0; x < qr->width; x++) {
			int from = x;

			while (x < qr->width && (line[x] & 1))
				x++;
			if (x > from)
				buf_format(&path, "M%d %dh%dv1h-%dz", from, y, x - from, x - from);
		}
	}
	out = str_copy(c->arena, buf_view(&path));
	buf_free(&path);
	return out;
}

err totp_card(struct ctx *c, str login, bytes secret, struct totp_card *out)
{
	str key = base32_of(c, secret);
	str uri = str_format(c->arena, "otpauth://totp/Porchlight:%.*s?secret=%.*s&issuer=Porchlight", STR_ARG(login), STR_ARG(key));
	QRcode *qr = QRcode_encodeString8bit(str_z(c->arena, uri), 0, QR_ECLEVEL_M);

	if (!qr || !key.p)
		FAIL(c, ERR_IO, "There is not enough memory to draw the code. Please try again.");
	arena_on_free(c->arena, give_back, qr);
	*out = (struct totp_card){.manual = in_fours(c, key), .path = runs_of(c, qr), .side = qr->width};
	return OK;
}
