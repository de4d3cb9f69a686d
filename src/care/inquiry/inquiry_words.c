/* inquiry_words.c - the tables of inquiry_words.h as data. */
#include "care/inquiry/inquiry_words.h"

CODE_NAMES(inquiry_kind, INQUIRY_KIND_TABLE)
CODE_NAMES(inquiry_status, INQUIRY_STATUS_TABLE)
CODE_NAMES(inquiry_end, INQUIRY_END_TABLE)
CODE_NAMES(inquiry_doubt, INQUIRY_DOUBT_TABLE)
CODE_NAMES(inquiry_urgency, INQUIRY_URGENCY_TABLE)
CODE_NAMES(referral_source, REFERRAL_SOURCE_TABLE)
CODE_NAMES(contact_way, CONTACT_WAY_TABLE)
CODE_NAMES(inquiry_payer, INQUIRY_PAYER_TABLE)
CODE_NAMES(file_type, FILE_TYPE_TABLE)
CODE_NAMES(ask, ASK_TABLE)
CODE_NAMES(ask_help, ASK_HELP_TABLE)
CODE_NAMES(yes_no, YES_NO_TABLE)
CODE_NAMES(ask_any, ASK_ANY_TABLE)
