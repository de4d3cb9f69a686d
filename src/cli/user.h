/* user.h - what the commands around accounts share. */
#ifndef CLI_USER_H
#define CLI_USER_H

#include "access/accounts.h"
#include "cli/cli.h"

#define FIRST_SIGN_IN "/sign-in/first"

/* The code alone on standard output, for scripts; whose it is and what to do with it beside it. */
void user_say_code(const char *login, const struct code_text *code);
/* "Mary Ann Reyes": the last word is the family name. False: it takes two words. */
bool user_name_words(struct ctx *c, str words, str *given, str *family);
/* Somebody new at the center in hand: on its staff, or a participant of it. The name is two words or more. */
NODISCARD err user_person_make(struct wtx *w, str name, enum role role, person_id *made);
/* An account with a role at the center in hand, and its first code. */
NODISCARD err user_make(struct wtx *w, person_id person, str login, enum role role, struct code_text *code);

#endif
