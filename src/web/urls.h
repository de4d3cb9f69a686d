/* urls.h - every address of the product, once. Pages link through these, so a wrong address does not compile
 * and a moved page is moved in one line. Addresses of a center carry it: /c/{center}/... */
#ifndef WEB_URLS_H
#define WEB_URLS_H

#include "schema.h"
#include "web/web.h"

/* clang-format off */
/*                 name             address */
#define URL_PLAIN_TABLE(X) \
	X(home,            "/") \
	X(find,            "/find") \
	X(find_compare,    "/find/compare") \
	X(call_sheet,      "/find/call-sheet") \
	X(iop,             "/iop") \
	X(types,           "/types") \
	X(expect,          "/what-to-expect") \
	X(approaches,      "/approaches") \
	X(families,        "/families") \
	X(professionals,   "/professionals") \
	X(paying,          "/paying") \
	X(privacy,         "/privacy") \
	X(accessibility,   "/accessibility") \
	X(sitemap,         "/sitemap.xml") \
	X(robots,          "/robots.txt") \
	X(sign_in,         "/sign-in") \
	X(sign_in_first,   "/sign-in/first") \
	X(sign_in_code,    "/sign-in/code") \
	X(sign_in_recovery, "/sign-in/recovery") \
	X(sign_in_enroll,  "/sign-in/second-factor") \
	X(sign_out,        "/sign-out") \
	X(account,         "/account") \
	X(account_password, "/account/password") \
	X(account_second,  "/account/second-factor") \
	X(account_second_off, "/account/second-factor/off") \
	X(account_recovery, "/account/recovery-codes") \
	X(account_sign_outs, "/account/sign-ins/end") \
	X(accounts,        "/accounts") \
	X(accounts_new,    "/accounts/new") \
	X(journal,         "/journal") \
	X(journal_csv,     "/journal/csv") \
	X(break_glass,     "/break-glass") \
	X(today_any,       "/today") \
	X(my_week,         "/my") \
	X(my_record,       "/my/record") \
	X(my_calendar,     "/my/calendar") \
	X(my_free_time,    "/my/free-time") \
	X(my_late,         "/my/late") \
	X(organization,    "/organization") \
	X(center_new,      "/organization/centers/new") \
	X(ask,             "/ask") \
	X(ask_return,      "/ask/return") \
	X(centers_csv,     "/organization/centers.csv") \
	X(directory,       "/organization/directory") \
	X(our_programs,    "/programs") \
	X(library,         "/library") \
	X(podcast_feed,    "/library/podcast.xml") \
	X(podcast_cover,   "/library/podcast.png") \
	X(library_desk,    "/organization/library") \
	X(library_csv,     "/organization/library.csv") \
	X(library_new,     "/organization/library/new") \
	X(library_bring,   "/organization/library/bring") \
	X(podcast,         "/organization/library/podcast") \
	X(consents,        "/organization/consents") \
	X(consents_csv,    "/organization/consents.csv") \
	X(consent_new,     "/organization/consents/new") \
	X(consents_bring,  "/organization/consents/bring") \
	X(my_start,        "/my/start")

#define URL_PLAIN_ID_TABLE(X) \
	X(facility,           facility_id, "/find/%s") \
	X(account_of,         account_id, "/accounts/%s") \
	X(account_code,       account_id, "/accounts/%s/code") \
	X(account_roles,      account_id, "/accounts/%s/roles") \
	X(account_switch,     account_id, "/accounts/%s/switch") \
	X(account_forget,     account_id, "/accounts/%s/forget-second-factor") \
	X(consent,            consent_text_id, "/organization/consents/%s") \
	X(consent_publish,    consent_text_id, "/organization/consents/%s/publish") \
	X(consent_use,        consent_text_id, "/organization/consents/%s/use") \
	X(consent_version,    consent_version_id, "/organization/consent-versions/%s") \
	X(my_sign,            consent_text_id, "/my/start/consents/%s") \
	X(my_signature,       consent_signature_id, "/my/start/signatures/%s") \
	X(my_withdraw,        consent_signature_id, "/my/start/signatures/%s/withdraw") \
	X(library_edit,       library_item_id, "/organization/library/%s") \
	X(library_preview,    library_item_id, "/organization/library/%s/preview") \
	X(library_sound,      library_item_id, "/organization/library/%s/recording") \
	X(library_switch,     library_item_id, "/organization/library/%s/publish")

#define URL_CENTER_TABLE(X) \
	X(today,           "/today") \
	X(groups,          "/groups") \
	X(schedule,        "/schedule") \
	X(schedule_csv,    "/schedule.csv") \
	X(session_new,     "/sessions/new") \
	X(people,          "/people") \
	X(person_new,      "/people/new") \
	X(rosters,         "/rosters") \
	X(startings,       "/starting") \
	X(startings_csv,   "/starting.csv") \
	X(overview,        "/overview") \
	X(overview_csv,    "/overview.csv") \
	X(make_up,         "/make-up") \
	X(settings,        "/settings") \
	X(settings_center, "/settings/center") \
	X(rooms,           "/settings/rooms") \
	X(rooms_csv,       "/settings/rooms.csv") \
	X(room_new,        "/settings/rooms/new") \
	X(programs,        "/settings/programs") \
	X(programs_csv,    "/settings/programs.csv") \
	X(program_new,     "/settings/programs/new") \
	X(tracks_csv,      "/settings/tracks.csv") \
	X(service_kinds,   "/settings/kinds") \
	X(kinds_csv,       "/settings/kinds.csv") \
	X(kind_new,        "/settings/kinds/new") \
	X(staff_list,      "/settings/staff") \
	X(staff_csv,       "/settings/staff.csv") \
	X(staff_new,       "/settings/staff/new") \
	X(profiles,        "/settings/public") \
	X(profiles_csv,    "/settings/public.csv") \
	X(therapies,       "/settings/therapies") \
	X(therapies_csv,   "/settings/therapies.csv") \
	X(closures,        "/settings/closures") \
	X(inquiries,       "/inquiries") \
	X(inquiries_csv,   "/inquiries.csv") \
	X(inquiries_ended, "/inquiries/ended") \
	X(inquiries_ended_csv, "/inquiries/ended.csv") \
	X(inquiry_new,     "/inquiries/new") \
	X(funnel,          "/inquiries/funnel") \
	X(funnel_csv,      "/inquiries/funnel.csv") \
	X(waiting,         "/inquiries/waiting") \
	X(waiting_csv,     "/inquiries/waiting.csv") \
	X(outbox,          "/outbox") \
	X(outbox_csv,      "/outbox.csv") \
	X(import,          "/exchange/import") \
	X(export_fhir,     "/exchange/people.ndjson") \
	X(calendar,        "/calendar")

#define URL_ID_TABLE(X) \
	X(board,           session_id,      "/sessions/%s") \
	X(session_change,  session_id,      "/sessions/%s/change") \
	X(session_cancel,  session_id,      "/sessions/%s/cancel") \
	X(session_restore, session_id,      "/sessions/%s/restore") \
	X(person,          person_id,       "/people/%s") \
	X(person_edit,     person_id,       "/people/%s/edit") \
	X(admit,           person_id,       "/people/%s/admit") \
	X(relation_new,    person_id,       "/people/%s/relations") \
	X(short_reason,    episode_id,      "/episodes/%s/short") \
	X(episode,         episode_id,      "/episodes/%s") \
	X(enroll,          episode_id,      "/episodes/%s/enroll") \
	X(discharge,       episode_id,      "/episodes/%s/discharge") \
	X(stay_tracks,     episode_id,      "/episodes/%s/tracks") \
	X(stay_level,      episode_id,      "/episodes/%s/level") \
	X(starting,        episode_id,      "/episodes/%s/starting") \
	X(starting_record, episode_id,      "/episodes/%s/starting/record") \
	X(certify,         episode_id,      "/episodes/%s/certify") \
	X(free_time,       episode_id,      "/episodes/%s/free-time") \
	X(inquiry,         inquiry_id,      "/inquiries/%s") \
	X(inquiry_contact, inquiry_id,      "/inquiries/%s/contact") \
	X(inquiry_step,    inquiry_id,      "/inquiries/%s/step") \
	X(inquiry_places,  inquiry_id,      "/inquiries/%s/places") \
	X(inquiry_places_print, inquiry_id, "/inquiries/%s/places/print") \
	X(inquiry_person,  inquiry_id,      "/inquiries/%s/person") \
	X(inquiry_link,    inquiry_id,      "/inquiries/%s/link") \
	X(inquiry_insurance, inquiry_id,    "/inquiries/%s/insurance") \
	X(inquiry_assessment, inquiry_id,   "/inquiries/%s/assessment") \
	X(inquiry_unbook,  inquiry_id,      "/inquiries/%s/assessment/cancel") \
	X(inquiry_decision, inquiry_id,     "/inquiries/%s/decision") \
	X(inquiry_admit,   inquiry_id,      "/inquiries/%s/admit") \
	X(outbox_message,  outbox_message_id, "/outbox/%s") \
	X(pre_screen,      inquiry_id,      "/inquiries/%s/pre-screen") \
	X(pre_screen_fhir, inquiry_id,      "/inquiries/%s/pre-screen.json") \
	X(room,            room_id,         "/settings/rooms/%s") \
	X(program,         program_id,      "/settings/programs/%s") \
	X(profile,         program_id,      "/settings/programs/%s/public") \
	X(profile_publish, program_id,      "/settings/programs/%s/public/publish") \
	X(profile_preview, program_id,      "/settings/programs/%s/public/preview") \
	X(insurances,      program_id,      "/settings/programs/%s/insurance") \
	X(insurances_csv,  program_id,      "/settings/programs/%s/insurance.csv") \
	X(insurance_new,   program_id,      "/settings/programs/%s/insurance/new") \
	X(therapist,       person_id,       "/settings/therapies/%s") \
	X(program_rules,   program_id,      "/settings/programs/%s/rules") \
	X(program_rules_csv, program_id,    "/settings/programs/%s/rules.csv") \
	X(program_starting, program_id,     "/settings/programs/%s/starting") \
	X(house_rule,      program_id,      "/settings/programs/%s/house-rule") \
	X(track_new,       program_id,      "/settings/programs/%s/tracks/new") \
	X(track,           track_id,        "/settings/tracks/%s") \
	X(track_week,      track_id,        "/settings/tracks/%s/week") \
	X(track_roster,    track_id,        "/settings/tracks/%s/roster") \
	X(track_roster_csv, track_id,       "/settings/tracks/%s/roster.csv") \
	X(slot_new,        track_id,        "/settings/tracks/%s/week/new") \
	X(week_slot,       week_slot_id,    "/settings/slots/%s") \
	X(slot_end,        week_slot_id,    "/settings/slots/%s/end") \
	X(closure,         closure_id,      "/settings/closures/%s") \
	X(service_kind,    service_kind_id, "/settings/kinds/%s") \
	X(staff,           person_id,       "/settings/staff/%s")
/* clang-format on */

#define X(name, path) \
	static inline struct url url_##name(void) \
	{ \
		return url_literal(path); \
	}
URL_PLAIN_TABLE(X)
#undef X
#define X(name, type, path) \
	static inline struct url url_##name(struct ctx *c, type id) \
	{ \
		return url_format(c, path, ID(id)); \
	}
URL_PLAIN_ID_TABLE(X)
#undef X
#define X(name, path) \
	static inline struct url url_##name(struct ctx *c) \
	{ \
		return url_center(c, path); \
	}
URL_CENTER_TABLE(X)
#undef X
#define X(name, type, path) \
	static inline struct url url_##name(struct ctx *c, type id) \
	{ \
		return url_center(c, path, ID(id)); \
	}
URL_ID_TABLE(X)
#undef X

static inline struct url url_relation_remove(struct ctx *c, person_id person, relation_id relation)
{
	return url_center(c, "/people/%s/relations/%s/remove", ID(person), ID(relation));
}
/* What a professional who referred somebody opens; `token` is the link's secret. */
static inline struct url url_referral_link(struct ctx *c, str token)
{
	return url_format(c, "/referral/%.*s", STR_ARG(token));
}
static inline struct url url_inquiry_file(struct ctx *c, inquiry_id inquiry, inquiry_file_id file)
{
	return url_center(c, "/inquiries/%s/files/%s", ID(inquiry), ID(file));
}
static inline struct url url_insurance(struct ctx *c, program_id program, accepted_plan_id plan)
{
	return url_center(c, "/settings/programs/%s/insurance/%s", ID(program), ID(plan));
}
static inline struct url url_starting_undo(struct ctx *c, episode_id episode, starting_mark_id mark)
{
	return url_center(c, "/episodes/%s/starting/%s/undo", ID(episode), ID(mark));
}
/* A text that somebody of this stay signs at the desk; what was signed, and taking it back. */
static inline struct url url_sign(struct ctx *c, episode_id episode, consent_text_id text)
{
	return url_center(c, "/episodes/%s/consents/%s", ID(episode), ID(text));
}
static inline struct url url_sign_paper(struct ctx *c, episode_id episode, consent_text_id text)
{
	return url_center(c, "/episodes/%s/consents/%s/paper", ID(episode), ID(text));
}
static inline struct url url_signature(struct ctx *c, episode_id episode, consent_signature_id signature)
{
	return url_center(c, "/episodes/%s/signatures/%s", ID(episode), ID(signature));
}
static inline struct url url_withdraw(struct ctx *c, episode_id episode, consent_signature_id signature)
{
	return url_center(c, "/episodes/%s/signatures/%s/withdraw", ID(episode), ID(signature));
}
static inline struct url url_leave(struct ctx *c, episode_id episode, enrollment_id enrollment)
{
	return url_center(c, "/episodes/%s/enrollments/%s/leave", ID(episode), ID(enrollment));
}
/* A stay as far as this person may look: the record for those who open charts, dates and groups for the rest of the staff. */
static inline struct url url_stay(struct ctx *c, episode_id episode)
{
	return actor_may(c->actor, PERM_CHART) || !actor_may(c->actor, PERM_PEOPLE) ? url_episode(c, episode) : url_stay_tracks(c, episode);
}

/* An account for somebody of the center in hand who has none yet. */
static inline struct url url_account_for(struct ctx *c, str name)
{
	return url_with(c, url_with(c, url_accounts_new(), "center", str_copy(c->arena, str_of(id_show(c->center).s))), "q", name);
}

/* A page of a request for help that is being written; its token is the secret in the address. */
static inline struct url url_ask_page(struct ctx *c, str token, str page)
{
	return url_format(c, "/ask/%.*s/%.*s", STR_ARG(token), STR_ARG(page));
}

/* A center as anyone sees it. */
static inline struct url url_center_page(struct ctx *c, center_id center)
{
	return url_format(c, "/centers/%s", ID(center));
}

/* One of the five types of program, one of the six approaches: the public site's words of it. */
static inline struct url url_type(struct ctx *c, const char *slug)
{
	return url_format(c, "/types/%s", slug);
}
static inline struct url url_approach(struct ctx *c, const char *slug)
{
	return url_format(c, "/approaches/%s", slug);
}

/* A participant answers an offer; the center is the participant's own. */
static inline struct url url_my_offer(struct ctx *c, make_up_offer_id id)
{
	return url_format(c, "/my/offers/%s", ID(id));
}

/* A page that shows one week, at the week with this day. */
static inline struct url url_at_week(struct ctx *c, struct url page, date day)
{
	return url_with(c, page, "week", str_copy(c->arena, str_of(date_show(day).s)));
}

#endif
