/* center.h - what stands before any participant comes: the organization, its centers, their rooms, the kinds of service and
 * who works where. Nothing is deleted: rooms and kinds are retired, centers closed, staff leave, and each of these can be taken back.
 * Every change takes the version that was seen. When somebody else saved in between it is refused with ERR_CONFLICT and a problem
 * beside each field that differs. Problems are named like the fields here. Each change writes one journal row, old beside new. */
#ifndef CARE_CENTER_CENTER_H
#define CARE_CENTER_CENTER_H

#include "access/access.h"
#include "care/center/states.h"
#include "care/words.h"
#include "center.sql.h"

struct organization_details {
	str name, npi, phone;
	str site; /* where people reach this site, "https://www.example.org"; none: wherever they asked. "site" */
	int64_t idle_min;    /* a participant's sign-in ends after so many minutes without use: 5 to 720. "idle" */
	int64_t week_starts; /* enum weekday; cannot change once attendance is recorded: it would rewrite past weeks. "week_starts" */
};
/* What holds now, the usual where nothing was chosen. */
int64_t organization_idle_min(const struct organization_get_row *o);
NODISCARD err organization_change(struct wtx *w, const struct plan_proof *may, const struct organization_details *d, int64_t seen);

struct center_details {
	str name, street, city, zip, phone, npi;
	enum us_state state;
	str zone;    /* IANA name; cannot change while sessions are planned: their times on the wall would move */
	date closed; /* last day; none: open. Refused while people, programs or sessions reach beyond it. "closed" */
};
/* A new center of the organization; the actor (an administrator) becomes its administrator too. */
NODISCARD err center_add(struct wtx *w, const struct plan_proof *may, const struct center_details *d, center_id *made);
/* The center in hand. */
NODISCARD err center_change(struct wtx *w, const struct plan_proof *may, const struct center_details *d, int64_t seen);

struct room_details {
	str name;
	int64_t seats;
};
NODISCARD err room_add(struct wtx *w, const struct plan_proof *may, const struct room_details *d, room_id *made);
NODISCARD err room_change(struct wtx *w, const struct plan_proof *may, room_id room, const struct room_details *d, int64_t seen);
/* No new sessions in it from today on; refused while sessions are planned there. Taken back with `retired` false. */
NODISCARD err room_retire(struct wtx *w, const struct plan_proof *may, room_id room, bool retired, int64_t seen);

/* Kinds are shared by all centers. The code stays: rules name kinds by it. */
struct kind_details {
	str code, name;
	int64_t minutes;
	bool counts, billable, grouped;
	enum group_limit limit; /* must be none unless grouped */
};
NODISCARD err kind_add(struct wtx *w, const struct plan_proof *may, const struct kind_details *d, service_kind_id *made);
/* "counts" and "billable" hold for sessions from the next program week on; earlier ones keep what they had. */
NODISCARD err kind_change(struct wtx *w, const struct plan_proof *may, service_kind_id kind, const struct kind_details *d, int64_t seen);
NODISCARD err kind_retire(struct wtx *w, const struct plan_proof *may, service_kind_id kind, bool retired, int64_t seen);
/* The usual kinds (packs/kinds), for an organization that has none yet. ERR_CONFLICT: it has. */
NODISCARD err kinds_begin(struct wtx *w, const struct plan_proof *may);

struct staff_details {
	str credentials, title, npi;
	date from, to; /* at this center; to none: still there */
};
/* Somebody new to the organization, or `known`, who works at another center of it. ERR_CONFLICT: works here already. */
struct staff_start {
	person_id known;
	str given, family, preferred;
	struct staff_details d;
};
NODISCARD err staff_add(struct wtx *w, const struct plan_proof *may, const struct staff_start *in, person_id *made);
NODISCARD err staff_change(struct wtx *w, const struct plan_proof *may, person_id who, const struct staff_details *d, int64_t seen);
/* Staff of the organization who go by this name, so that nobody is added twice. */
NODISCARD err staff_by_name(struct tx *tx, str given, str family, struct staff_alike_rows *out);

/* Ten digits with the check digit of 45 CFR 162.406 (Luhn, over 80840 and the number). */
bool npi_valid(str npi);
/* The first day of the program week after the one that `day` is in. */
NODISCARD err center_next_week(struct tx *tx, date day, date *out);

#endif
