/* serve.h - what serve.c and routes.c share. */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "web/app.h"

/* Every feature's route table. */
void serve_routes(struct app *app);
/* Make the dated sessions of the coming weeks in every center. Safe to repeat. */
NODISCARD err plan_sessions(struct ctx *c);

#endif
