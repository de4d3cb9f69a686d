/* serve_mail.c - the options of serve that name the mail server. */
#include <errno.h>
#include <string.h>

#include "base/crypt.h"
#include "base/log.h"
#include "care/outbox/outbox.h"
#include "cli/cli.h"
#include "cli/serve.h"
#include "link/mail/mail.h"

/* The first line of a file that only its owner should read. */
static err read_password(struct ctx *c, const char *path, const char **out)
{
	char text[1002];
	FILE *f = fopen(path, "re");
	str line;

	if (!f)
		FAIL(c, ERR_NOT_FOUND, "%s could not be opened: %s.", path, strerror(errno));
	line = (str){text, fread(text, 1, sizeof(text), f)};
	(void)fclose(f);
	line = str_trim(str_slice(line, 0, str_find(line, '\n', 0)));
	if (str_empty(line) || line.n == sizeof(text) || !str_valid_text(line))
		FAIL(c, ERR_INVALID, "The first line of %s must be the password at the mail server.", path);
	*out = str_z(c->arena, line);
	crypt_wipe(text, sizeof(text));
	return OK;
}

static err warn_about_sender(struct ctx *c, const struct mail_account *m)
{
	str word;

	TRY(outbox_gives_away(c, str_format(c->arena, "%s %s", m->from ? m->from : "", m->name ? m->name : ""), &word));
	if (word.p)
		log_warning(0, "the mail's sender tells that this is about care: choose a neutral address and name",
			LOG_STR("word", word));
	return OK;
}

err serve_mail(struct cli *cli, struct mail_account *m)
{
	struct ctx *c = cli->c;

	*m = (struct mail_account){.server = cli_value(cli, "--mail-server"),
		.user = cli_value(cli, "--mail-user"),
		.from = cli_value(cli, "--mail-from"),
		.name = cli_value(cli, "--mail-name")};
	if (m->server && !str_starts(str_of(m->server), "smtp://") && !str_starts(str_of(m->server), "smtps://"))
		(void)problem(
			c, "--mail-server", "Give an address like smtp://mail.example.org:587 or smtps://mail.example.org.");
	if (m->server && (!m->from || !looks_like_email(str_of(m->from))))
		(void)problem(c, "--mail-from", "Give the address that mail comes from, like hello@example.org.");
	if (m->name && strpbrk(m->name, "\"\\\r\n"))
		(void)problem(c, "--mail-name", "Leave out quotation marks, backslashes and line ends.");
	if (!m->server && (m->user || m->from || m->name || cli_has(cli, "--mail-password-file")))
		(void)problem(c, "--mail-server", "Name the mail server too.");
	return problems_end(c);
}

err serve_mail_ready(struct cli *cli, struct mail_account *m)
{
	const char *secret = cli_value(cli, "--mail-password-file");

	if (secret)
		TRY(read_password(cli->c, secret, &m->password));
	return warn_about_sender(cli->c, m);
}
