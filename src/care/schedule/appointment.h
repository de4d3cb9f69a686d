/* appointment.h - a time of somebody of the staff with one person who is in no track yet, such as an assessment. It takes the room and
 * the person as a session does: neither is booked over the other. */
#ifndef CARE_SCHEDULE_APPOINTMENT_H
#define CARE_SCHEDULE_APPOINTMENT_H

#include "appointment.sql.h"
#include "care/schedule/schedule.h"

struct appointment_plan {
	str title;       /* what others at the center see: no name */
	int64_t about;   /* with whom: an inquiry */
	date day;
	int start, end;  /* minutes of the day; -1 = not said */
	person_id staff;
	room_id room;    /* none: by video or phone */
	enum modality modality;
	str link;
};

/* Problems on "day", "start", "end", "staff", "room", "modality", "link". ERR_CONFLICT: *in_the_way names what; nothing was written.
 * The caller's own journal row says with whom. */
NODISCARD err appointment_book(struct wtx *w, const struct appointment_plan *p, appointment_id *made,
	struct schedule_conflicts *in_the_way);
/* ERR_CONFLICT: it is cancelled already. Problem on "reason" when there is none. */
NODISCARD err appointment_cancel(struct wtx *w, appointment_id id, str reason);

#endif
