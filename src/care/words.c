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
CODE_NAMES(message_state, MESSAGE_STATE_TABLE)

bool looks_like_email(str s)
{
	size_t at = str_find(s, '@', 0);

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || strchr("<>,;\"\\()", s.p[i]))
			return false;
	return at > 0 && at + 2 < s.n && str_find(s, '@', at + 1) == s.n && str_find(s, '.', at + 2) + 1 < s.n;
}
