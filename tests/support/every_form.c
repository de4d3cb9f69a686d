/* every_form.c - see every_form.h. */
#include "support/every_form.h"

#define DETAILS "given=*Dana&family=*Reyes&preferred=*Dee&pronouns=*she&birth=1990-05-05&language=*English&phone=*555+010+0199&" \
	"street=*Main+1&city=*Town&state=NY&zip=10001"
#define PLAN "start=09:00&end=10:00&kind={kind}&modality=hybrid&room={room}&link=*https://meet.example/&seats=8&staff={staff}&title="
#define CENTER "street=*Main+1&city=*Town&state=NY&zip=10001&phone=*555-0100&zone=America/New_York&name="
#define STAFF "credentials=*LCSW&title=*Lead&from=2026-11-01"
#define PRESENT "present=marble+teapot+under+the+bridge"

#define IN(path) "/c/{center}" path
#define SETTINGS(path) "/c/{center}/settings" path
#define INQUIRY(rest) IN("/inquiries/{inquiry}" rest)
#define STAY(path) "/c/{center}/episodes/{episode}" path

const struct every_form every_form[] = {
	/* structure */
	{"/organization", DAN, NULL, "version=1&name=*Lakeside&phone=*555-0100&idle=60&week_starts=1&site=https://lake.example",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/center"), DAN, NULL, "version=1&" CENTER "*North", JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/rooms/new"), DAN, NULL, "name=*Blue&seats=10", JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/rooms/{room}"), DAN, NULL, "version=1&name=*Green&seats=11", JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/kinds/new"), DAN, NULL, "code=GRP-ART&name=*Art&minutes=60&counts=1&grouped=1&limit=exempt",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/kinds/{kind}"), DAN, NULL, "version=1&name=*Group&minutes=180&counts=1&billable=1&grouped=1&limit=exempt",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/kinds"), DAN, NULL, NULL, JOURNAL_NONE, "center"},
	{SETTINGS("/staff/new"), DAN, NULL, "given=*New&family=*Comer&preferred=*Nic&" STAFF, JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/staff/{person}"), DAN, SETTINGS("/staff/{staff}"), STAFF, JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/new"), DAN, SETTINGS("/programs/new?type=teen"), "name=*Days&type=teen&level=*2.1&weeks=12&opened=2026-01-01",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/{program}"), DAN, NULL, "version=1&name=*Evenings&type=addiction&level=*2.1&weeks=12&opened=2026-01-01",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/{program}/tracks/new"), DAN, NULL, "name=*Teens&seats=8&opened=2026-01-01",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/tracks/{track}"), DAN, NULL, "version=1&name=*Grown-ups&seats=12&opened=2026-01-01",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/{program}/house-rule"), DAN, NULL,
		"mark=MARK&name=*Ours&least_hours=9&least_days=3&late_after=10&least_percent=50&"
		"from=2026-11-30", JOURNAL_RULE_CHANGED, NULL},
	{SETTINGS("/programs/{program}/rules"), DAN, NULL, "mark=MARK&rules=asam-adult-2.1&from=2026-11-30",
		JOURNAL_RULE_CHANGED, NULL},

	/* library */
	{"/organization/library/new", DAN, NULL, "kind=article&title=*On+tea&slug=on-tea&summary=*Tea&author=*Dan&body=*Hot",
		JOURNAL_LIBRARY_CHANGED, NULL},
	{"/organization/library/{item}", DAN, NULL, "version=1&kind=episode&title=*Talk&summary=*It&author=*Us&body=*Notes&transcript=*Words",
		JOURNAL_LIBRARY_CHANGED, NULL},
	{"/organization/library/{item}/publish", DAN, NULL, "version=2&out=no", JOURNAL_LIBRARY_CHANGED, NULL},
	{"/organization/library/{item}/publish", DAN, NULL, "version=3&out=yes", JOURNAL_LIBRARY_CHANGED, NULL},
	{"/organization/library/{item}/recording", DAN, NULL, NULL, JOURNAL_NONE, "library_pages"},
	{"/organization/library/podcast", DAN, NULL, "version=0&title=*Talks&about=*Us&author=*We&email=a@lake.example",
		JOURNAL_LIBRARY_CHANGED, NULL},
	{"/organization/library/bring", DAN, NULL, "", JOURNAL_LIBRARY_CHANGED, NULL},
	{SETTINGS("/programs/{program}/public"), DAN, NULL, "version=1&about=*We+meet&phone=*555-0100&start=session&"
		"school_work=*Evenings&step_down=*Slowly&after_care=*Weekly&condition=alcohol&language=spanish", JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/{program}/public/publish"), DAN, NULL, "version=2&do=withdraw", JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/{program}/insurance/new"), DAN, NULL, "kind=private&payer=*Lantern&plan=*Gold&network=yes",
		JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/programs/{program}/insurance/{plan}"), DAN, NULL, "version=1&do=verify", JOURNAL_STRUCTURE_CHANGED, NULL},
	{SETTINGS("/therapies/{staff}"), DAN, NULL, "mark=&cbt=yes&since-cbt=2015",
		JOURNAL_STRUCTURE_CHANGED, NULL},

	/* requests for help */
	{IN("/inquiries/{inquiry}/pre-screen"), FRED, IN("/inquiries/{inquiry}/pre-screen?part=body"),
		"version=1&do=later&live=yes&part=body&q26=none&q30=*Tea&q31=*A+ramp",
		JOURNAL_FORM_CHANGED, NULL},

	/* schedule */
	{IN("/sessions/new"), FRED, NULL, "track={track}&day=2026-11-28&" PLAN "*Extra", JOURNAL_SCHEDULE_CHANGED, NULL},
	{IN("/sessions/{session}/change"), FRED, IN("/sessions/{free}/change"), "version=1&day=2026-11-27&" PLAN "*Changed",
		JOURNAL_SCHEDULE_CHANGED, NULL},
	{IN("/sessions/{session}/cancel"), FRED, IN("/sessions/{free}/cancel"), "version=2&reason=*Snow",
		JOURNAL_SCHEDULE_CHANGED, NULL},
	{IN("/sessions/{session}/restore"), FRED, IN("/sessions/{free}/restore"), "version=3",
		JOURNAL_SCHEDULE_CHANGED, NULL},
	{SETTINGS("/closures"), FRED, NULL, "name=*Holiday&from=2027-01-01&to=2027-01-01&seen=2027-01-01/2027-01-01/0",
		JOURNAL_SCHEDULE_CHANGED, NULL},
	{SETTINGS("/closures/{closure}"), FRED, NULL, "", JOURNAL_SCHEDULE_CHANGED, NULL},
	{SETTINGS("/tracks/{track}/week/new"), FRED, NULL, "weekday=2&from=2026-12-01&" PLAN "*Tuesdays",
		JOURNAL_SCHEDULE_CHANGED, NULL},
	{SETTINGS("/slots/{slot}"), FRED, NULL, "version=1&weekday=3&from=2026-12-02&" PLAN "*Wednesdays",
		JOURNAL_SCHEDULE_CHANGED, NULL},
	{SETTINGS("/slots/{slot}/end"), FRED, NULL, "version=2&from=2026-12-01&reason=*Summer",
		JOURNAL_SCHEDULE_CHANGED, NULL},

	/* before the start */
	{STAY("/consents/{consent}"), FRED, NULL, "words={consent_version}&signer=self&typed=Pat+Porter&agreed=1", JOURNAL_CONSENT, NULL},
	{STAY("/consents/{consent}/paper"), FRED, NULL,
		"version={consent_version}&signer={relation}&on=2026-11-20&witness=*Fred&kept_at=*Cabinet", JOURNAL_CONSENT, NULL},
	{STAY("/signatures/{signature}/withdraw"), FRED, NULL, "reason=*Called", JOURNAL_CONSENT, NULL},
	{"/my/start/consents/{consent}", PAT, NULL, "words={consent_version}&typed=Pat+Porter&agreed=1", JOURNAL_CONSENT, NULL},
	{"/my/start/signatures/{signature}/withdraw", PAT, "/my/start/signatures/{own_signature}/withdraw", "reason=*Changed+my+mind",
		JOURNAL_CONSENT, NULL},
	{"/my/start", PAT, NULL, "do=checked", JOURNAL_STARTING, NULL},
	{STAY("/starting/record"), FRED, STAY("/starting/record?task=identity"), "kind=license&on=2026-11-23&note=*Fine", JOURNAL_STARTING,
		NULL},
	{STAY("/starting/record"), FRED, STAY("/starting/record?task=insurance"),
		"kind=insured&payer=*Lantern&member=*A1&on=2026-11-23&note=*Card", JOURNAL_STARTING, NULL},
	{STAY("/starting/record"), FRED, STAY("/starting/record?task=orientation"), "kind=held&staff={staff}&on=2026-11-20",
		JOURNAL_STARTING, NULL},
	{STAY("/starting/{mark}/undo"), FRED, NULL, "reason=*Expired", JOURNAL_STARTING, NULL},
	{SETTINGS("/programs/{program}/starting"), DAN, NULL, "version=0&identity=blocks&contacts=asked&guardians=asked&insurance=asked&"
		"consents=blocks&orientation=asked&schedule=optional&adult_age=18&guardian_signs=1&texts={consent}", JOURNAL_RULE_CHANGED, NULL},
	{"/organization/consents/new", DAN, NULL, "title=*On+privacy&body=*Words", JOURNAL_RULE_CHANGED, NULL},
	{"/organization/consents/{consent}", DAN, NULL, "version=1&title=*A+text&body=*More+words", JOURNAL_RULE_CHANGED, NULL},
	{"/organization/consents/{consent}/publish", DAN, NULL, "version=2&again=1", JOURNAL_RULE_CHANGED, NULL},
	{"/organization/consents/{consent}/use", DAN, NULL, "do=retire", JOURNAL_RULE_CHANGED, NULL},
	{"/organization/consents/bring", DAN, NULL, "", JOURNAL_RULE_CHANGED, NULL},

	/* people and stays */
	{IN("/people/new"), FRED, NULL, DETAILS "&email=dana@example.org", JOURNAL_PERSON_CHANGED, NULL},
	{IN("/people/{person}/edit"), FRED, NULL, "version=1&" DETAILS, JOURNAL_PERSON_CHANGED, NULL},
	{IN("/people/{person}/relations"), FRED, NULL,
		"relationship=parent&relation-given=*Lee&relation-family=*Reyes&relation-phone=*555+010+0100&"
		"relation-email=lee@example.org&emergency=1", JOURNAL_PERSON_CHANGED, NULL},
	{IN("/people/{person}/relations/{relation}/remove"), FRED, NULL, "", JOURNAL_PERSON_CHANGED, NULL},
	{IN("/people/{person}/admit"), FRED, IN("/people/{newcomer}/admit"),
		"program={program}&start=2026-11-23&level=*2.1&clinician={staff}&track={track}", JOURNAL_EPISODE_CHANGED, NULL},
	{IN("/inquiries/new"), FRED, NULL, "kind=self&danger=no&help=addiction&given=*Lou&family=*Lake&age=44&reach-by=phone&"
		"phone=512-555-0177&source=self&heard=*Radio&note=*Soon", JOURNAL_INQUIRY, NULL},
	{INQUIRY("/contact"), FRED, NULL,
		"version=1&way=phone&outcome=reached&note=*Spoke&next_step=*Call&due=2026-11-25", JOURNAL_INQUIRY_CHANGED,
		NULL},
	{INQUIRY("/step"), FRED, NULL, "version=2&status=pre_screen&note=*Ten+minutes&next_step=*Insurance&due=2026-11-26",
		JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/places"), FRED, INQUIRY("/places?near=78702"), "facility={facility}&note=*Asked+for+Spanish", JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/person"), FRED, NULL, "person={person}", JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/link"), FRED, NULL, "do=make", JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/insurance"), FRED, NULL,
		"version=4&payer=*Lantern&plan=*Gold&member_number=*M1&group_number=*G1&subscriber=parent&subscriber_name=*Lee&"
		"subscriber_birth_on=1960-01-01&from_on=2026-01-01&to_on=2026-12-31&covered=yes&authorization_needed=no&in_network=yes&"
		"managed_by=*Mind&deductible=500&deductible_left=120.50&copay=25&coinsurance=20&session_limit=30&checked_on=2026-11-23&"
		"spoke_with=*Jo&reference=*R1&note=*Friendly", JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/assessment/cancel"), FRED, NULL, "version=5&appointment={appointment}&reason=*Snow", JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/assessment"), FRED, NULL,
		"version=6&day=2026-12-10&start=09:00&end=10:00&staff={staff}&room={room}&modality=hybrid&link=*https://meet.example/",
		JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/decision"), FRED, NULL,
		"version=7&decision=wait&reason=*No+seat&track={track}&priority=soon&end_reason=&next_step=*Call&due=2026-12-11",
		JOURNAL_INQUIRY_CHANGED, NULL},
	{INQUIRY("/admit"), FRED, NULL,
		"version=8&person=new&given=*Kim&family=*Lane&birth=1991-02-02&phone=*512+555+0110&email=kim@example.org&zip=78702&"
		"program={program}&track={track}&start=2026-11-23&clinician={staff}&level=*2.1", JOURNAL_INQUIRY_CHANGED, NULL},
	{IN("/outbox/{message}"), FRED, NULL, "do=again", JOURNAL_MESSAGE, NULL},
	{STAY("/free-time"), CLEO, NULL, "from-1-1=09:00&to-1-1=12:00", JOURNAL_EPISODE_CHANGED, NULL},
	{STAY("/level"), CLEO, NULL, "level=*3.1&level_from=2026-11-01", JOURNAL_EPISODE_CHANGED, NULL},
	{STAY("/certify"), CLEO, NULL, "week_hours=9&certified_on=2026-11-01&certified_by=*Dr+Hall",
		JOURNAL_EPISODE_CHANGED, NULL},
	{STAY("/short"), CLEO, NULL, "week=2026-11-16&reason=medical", JOURNAL_ATTENDANCE_CHANGED, NULL},
	{IN("/make-up"), CLEO, NULL, "do=offer&episode={episode}&session={other}", JOURNAL_MAKE_UP, NULL},
	{IN("/make-up"), CLEO, NULL, "do=withdraw&episode={episode}&offer={offer}", JOURNAL_MAKE_UP, NULL},
	{IN("/sessions/{session}"), CLEO, NULL,
		"row={episode}&version-{episode}=0&shown-{episode}=x&status-{episode}=absent&note-{episode}=*Called",
		JOURNAL_ATTENDANCE_CHANGED, NULL},
	{IN("/calendar"), CLEO, NULL, "do=revoke&feed={staff_feed}", JOURNAL_ACCOUNT_CHANGED, NULL},

	/* a participant's own */
	{"/my/late", PAT, NULL, "session={session}&minutes=10", JOURNAL_ATTENDANCE_CHANGED, NULL},
	{"/my/offers/{offer}", PAT, "/my/offers/{second}", "answer=accepted", JOURNAL_MAKE_UP, NULL},
	{"/my/free-time", PAT, NULL, "from-2-1=09:00&to-2-1=12:00", JOURNAL_EPISODE_CHANGED, NULL},
	{"/my/calendar", PAT, NULL, "do=revoke&feed={my_feed}", JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/account/sign-ins/end", PAT, NULL, "signin={signin}", JOURNAL_SIGN_OUT, NULL},
	{"/account/second-factor/off", PAT, NULL, PRESENT, JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/account/second-factor", PAT, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{"/account/recovery-codes", CLEO, NULL, PRESENT, JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/account/password", PAT, NULL,
		"current=marble+teapot+under+the+bridge&password=seven+violet+ladders+sing&again=seven+violet+ladders+sing",
		JOURNAL_ACCOUNT_CHANGED, NULL},

	/* leaving */
	{STAY("/enrollments/{enrollment}/leave"), FRED, NULL, "version=1&last=2026-11-22&reason=*Works+now",
		JOURNAL_ENROLLMENT_CHANGED, NULL},
	{STAY("/enroll"), FRED, NULL, "track={track}&start=2026-11-23", JOURNAL_ENROLLMENT_CHANGED, NULL},
	{STAY("/discharge"), CLEO, NULL, "version=1&last=2026-11-23&end_reason=completed", JOURNAL_EPISODE_CHANGED, NULL},

	/* accounts */
	{"/accounts/new", FRED, "/accounts/new?q=newman", "center={here}&person={newcomer}&login=ned&role=participant",
		JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/accounts/{account}/code", FRED, NULL, "", JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/accounts/{account}/forget-second-factor", FRED, NULL, "", JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/accounts/{account}/switch", FRED, NULL, "to=on", JOURNAL_ACCOUNT_CHANGED, NULL},
	{"/accounts/{account}/roles", FRED, NULL, "do=take&center={here}&role=participant", JOURNAL_ROLE_CHANGED, NULL},
	{"/break-glass", CLEO, NULL, "center={there}&given=Sam&family=Sawyer&birth=1990-02-06&reason=*They+are+at+our+door+now",
		JOURNAL_BREAK_GLASS, NULL},
	{"/organization/centers/new", ANN, NULL, CENTER "*East", JOURNAL_STRUCTURE_CHANGED, NULL},

	/* the ways in, each a walk of its own, and files */
	{"/sign-in", ANN, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{"/sign-in/first", ANN, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{"/sign-in/code", ANN, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{"/sign-in/recovery", ANN, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{"/sign-in/second-factor", ANN, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{"/ask", ANN, NULL, NULL, JOURNAL_NONE, "inquiry_pages"},
	{"/ask/return", ANN, NULL, NULL, JOURNAL_NONE, "inquiry_pages"},
	{"/ask/{draft}/files", ANN, NULL, NULL, JOURNAL_NONE, "inquiry_pages"},
	{"/ask/{draft}/check", ANN, NULL, NULL, JOURNAL_NONE, "inquiry_pages"},
	{"/ask/{draft}/{page}", ANN, NULL, NULL, JOURNAL_NONE, "inquiry_pages"},
	{"/sign-out", ANN, NULL, NULL, JOURNAL_NONE, "access_pages"},
	{IN("/exchange/import"), ANN, NULL, NULL, JOURNAL_NONE, "fhir_pages"},
	{"/organization/directory", ANN, NULL, NULL, JOURNAL_NONE, "directory_pages"},
};
const size_t every_form_n = COUNT_OF(every_form);
