/* mailer.h - the thread that empties the outbox: looks every few seconds for what is due, sends it, and notes how it went.
 * Several programs on one database may each have one: a message is claimed before it is sent. */
#ifndef LINK_MAIL_MAILER_H
#define LINK_MAIL_MAILER_H

#include "care/outbox/outbox.h"
#include "link/mail/mail.h"

struct mailer;

/* `from` is borrowed until mailer_stop. ERR_IO: the machine refused a thread. */
NODISCARD err mailer_start(struct ctx *c, struct db *db, const struct mail_account *from, struct mailer **out);
/* Waits for the letter that is on its way. */
void mailer_stop(struct mailer *m);

/* One round: everything that is due now. *n: how many tries were made. For the thread, and for tests. */
NODISCARD err mailer_round(struct ctx *c, const struct mail_account *from, size_t *n);

#endif
