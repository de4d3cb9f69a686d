/* mail.h - one letter to one mail server, by SMTP (RFC 5321) through libcurl: TLS wherever the server offers it, and always when the
 * account has a password. Plain text (UTF-8), marked as made by a machine (RFC 3834) so that no holiday note answers it. */
#ifndef LINK_MAIL_MAIL_H
#define LINK_MAIL_MAIL_H

#include "base/ctx.h"

/* The mail server of the organization, from the options of `serve`. Borrowed texts. */
struct mail_account {
	const char *server;   /* smtp://host:port, or smtps://host:port */
	const char *user;     /* NULL: the server asks for none */
	const char *password; /* NULL: none */
	const char *from;     /* address */
	const char *name;     /* what mailboxes show beside it; NULL: nothing */
};

struct mail_letter {
	str to, subject, body;
	str id;     /* the same for every try: Message-ID <id@host of from> */
	instant at; /* when it was written */
};

enum mail_answer {
	MAIL_TAKEN, /* the server has it */
	MAIL_LATER, /* not now: nobody answered, or the server says to try again (4xx) */
	MAIL_NEVER, /* the server refuses it for good (5xx) */
};

/* Once per process, before any thread sends. */
void mail_open(void);
void mail_close(void);
/* At most 60 seconds. *why (in the arena): what went wrong, as staff read it; none when it was taken. */
enum mail_answer mail_send(struct ctx *c, const struct mail_account *from, const struct mail_letter *l, str *why);

#endif
