/* serve.h - what serve.c and routes.c share. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "web/app.h"

/* Every feature's route table. */
void serve_routes(struct app *app);
/* Make the dated sessions of the coming weeks in every center. Safe to repeat. */
NODISCARD err plan_sessions(struct ctx *c);

/* The mail server that the options name; server NULL: none, and messages wait in the outbox. */
struct cli;
struct mail_account;
NODISCARD err serve_mail(struct cli *cli, struct mail_account *m);
/* Reads its password; warns when the sender's name gives away that this is about care. */
NODISCARD err serve_mail_ready(struct cli *cli, struct mail_account *m);

#endif
