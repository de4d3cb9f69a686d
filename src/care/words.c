/* words.c - the tables of words.h as data. */
#include "care/words.h"

CODE_NAMES(sex, SEX_TABLE)
CODE_NAMES(relationship, RELATIONSHIP_TABLE)
CODE_NAMES(program_type, PROGRAM_TYPE_TABLE)
CODE_NAMES(group_limit, GROUP_LIMIT_TABLE)
CODE_NAMES(modality, MODALITY_TABLE)
CODE_NAMES(session_status, SESSION_STATUS_TABLE)
CODE_NAMES(episode_status, EPISODE_STATUS_TABLE)
CODE_NAMES(discharge_reason, DISCHARGE_REASON_TABLE)
CODE_NAMES(attendance, ATTENDANCE_TABLE)
CODE_NAMES(absence_reason, ABSENCE_REASON_TABLE)
CODE_NAMES(offer_status, OFFER_STATUS_TABLE)
CODE_NAMES(feed_kind, FEED_KIND_TABLE)
