/* access_words.c - the tables of access.h, accounts.h and journal.h as data. */
#include "access/access.h"
#include "access/accounts.h"
#include "access/journal.h"

CODE_NAMES(role, ROLE_TABLE)
CODE_NAMES(journal_event, JOURNAL_TABLE)
CODE_NAMES(code_purpose, CODE_PURPOSE_TABLE)
CODE_NAMES(signin_stage, SIGNIN_STAGE_TABLE)
CODE_NAMES(journal_trouble, JOURNAL_TROUBLE_TABLE)
