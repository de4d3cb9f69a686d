/* access_words.c - the tables of access.h and accounts.h as data. */
#include "access/access.h"
#include "access/accounts.h"

CODE_NAMES(role, ROLE_TABLE)
CODE_NAMES(journal_event, JOURNAL_TABLE)
CODE_NAMES(code_purpose, CODE_PURPOSE_TABLE)
CODE_NAMES(signin_stage, SIGNIN_STAGE_TABLE)
