/* wide_world.c - the rows of wide_world.h. */
#include "support/wide_world.h"

#include "access/inner.h"
#include "base/crypt.h"
#include "base/id.h"
#include "care/consent/consent.h"
#include "care/library/library.h"
#include "feed.sql.h"

static const struct {
	const char *name;
	int64_t ours, theirs; /* theirs 0: there is none to mix it up with */
} things[] = {
	{"center", 101, 0}, {"here", 101, 102}, {"there", 102, 0}, {"person", 1000 + PAT, 1000 + SAM}, {"staff", 1000 + CLEO, 1000 + SUE},
	{"newcomer", 6110, 1000 + SAM}, {"episode", 3000 + PAT, 3000 + SAM}, {"room", 6101, 6201}, {"slot", 6102, 6202},
	{"closure", 6103, 6203}, {"enrollment", 6104, 6204}, {"offer", 6105, 6205}, {"relation", 6106, 6206}, {"session", 5001, 5002},
	{"later", 6107, 6207}, {"free", 6111, 6211}, {"other", 6113, 6213}, {"second", 6115, 6215},
	{"program", 1, 12}, {"plan", 6150, 6250}, {"track", 1, 12}, {"kind", 1, 0},
	{"account", 2000 + PAT, 2000 + SAM},
	{"staff_feed", 6108, 6208}, {"my_feed", 6109, 6209}, {"signin", 6112, 6212},
	{"inquiry", 6121, 6221}, {"inquiry_file", 6122, 6222}, {"appointment", 6123, 6223}, {"known", 1000 + PAT, 1000 + SAM},
	{"message", 6116, 6216}, {"item", 6117, 0}, {"slug", 6118, 0}, {"file", 1, 0}, {"name", 1, 0}, {"topic", 1, 0},
	{"facility", 6120, 0}, {"draft", 1, 0}, {"page", 1, 0}, {"token", 1, 0},
	{"consent", 6160, 0}, {"consent_version", 6161, 0}, {"signature", 6162, 6262}, {"own_signature", 6165, 6265}, {"mark", 6163, 6263},
};

static void put_session(struct test_db *t, int center, int id, int track, const char *day, int64_t starts, const char *title)
{
	world_sql(t, "insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, modality, "
	             "counts, billable, counted_min, status, changed_at) values (%d, %d, %d, '%s', %lld, %lld, 1, '%s', 12, "
	             "'in_person', true, true, 180, 'planned', 1)",
		center, id, track, day, (long long)starts, (long long)starts + 10800000, title);
}

static void put_offer(struct test_db *t, int center, int id, int session, int n)
{
	world_sql(t, "insert into make_up_offer (center_id, id, session_id, episode_id, status, offered_at) "
	             "values (%d, %d, %d, %d, 'offered', 1)",
		center, id, session, 3000 + n);
}

struct insert {
	int64_t id;
	enum world_person who;
	enum feed_kind kind;
};

static bytes any_hash(struct ctx *c, int64_t id)
{
	return token_hash(c, str_format(c->arena, "%lld", (long long)id));
}

static err insert_feed(struct wtx *w, void *arg)
{
	const struct insert *x = arg;

	return feed_insert(w, NULL, .id = {x->id}, .token_hash = any_hash(wtx_ctx(w), x->id), .account_id = ACCOUNT(x->who), .kind = x->kind);
}

static err insert_signin(struct wtx *w, void *arg)
{
	const struct insert *x = arg;

	return signin_insert(w, NULL, .id = {x->id}, .token_hash = any_hash(wtx_ctx(w), x->id), .account_id = ACCOUNT(x->who),
		.stage = SIGNIN_FULL);
}

/* Confirmed by web_sign_in. */
static err prepare_totp(struct wtx *w, void *arg)
{
	return totp_prepare(w, ACCOUNT(((const struct insert *)arg)->who));
}

static void put_keys(struct test_db *t, enum world_person staff, enum world_person participant, int hundred)
{
	struct insert of_staff = {hundred + 8, staff, FEED_CLINICIAN}, mine = {hundred + 9, participant, FEED_PARTICIPANT},
		signin = {hundred + 12, participant, FEED_CLINICIAN};

	assert_ok(db_write(t->c, t->db, insert_feed, &of_staff));
	assert_ok(db_write(t->c, t->db, insert_feed, &mine));
	assert_ok(db_write(t->c, t->db, insert_signin, &signin));
	assert_ok(db_write(t->c, t->db, prepare_totp, &of_staff));
	assert_ok(db_write(t->c, t->db, prepare_totp, &mine));
}

/* A referral with a file, whose person agreed that the referrer is told, and an appointment about it. */
static void put_inquiry(struct test_db *t, int center, int hundred, const char *mark)
{
	const char *byte = db_engine(t->db) == DB_SQLITE ? "x'00'" : "'\\x00'::bytea";

	world_sql(t, "insert into inquiry (center_id, id, code, kind, status, urgency, danger, given, family, folded, birth_on, reach_by, "
	             "phone, phone_digits, silent, guardian_call, body_hash, first_contact_at, status_at) "
	             "values (%d, %d, 'AAAA%04d', 'professional', 'new', "
	             "'week', false, '%s', 'Asker', 'asker', '1990-01-01', 'phone', '512-555-0100', '5125550100', true, false, %s, "
	             "1795000000000, 1795000000000)",
		center, hundred + 21, hundred, mark, byte);
	world_sql(t, "insert into inquiry_referrer (center_id, inquiry_id, name, organization, agreed) "
	             "values (%d, %d, 'Dr Hall', '%s', true)",
		center, hundred + 21, mark);
	world_sql(t, "insert into inquiry_file (center_id, inquiry_id, id, name, type, size, content) values (%d, %d, %d, '%s', 'pdf', 1, %s)",
		center, hundred + 21, hundred + 22, mark, byte);
	world_sql(t, "insert into inquiry_place_given (center_id, inquiry_id, id, facility_id, name, address, says, source, at, account_name) "
	             "values (%d, %d, %d, 6120, 'Elm House', 'Austin, TX', 'Ask', '%s', 1, 'Fred Foster')",
		center, hundred + 21, hundred + 25, mark);
	world_sql(t, "insert into appointment (center_id, id, about_id, title, day, starts_at, ends_at, staff_id, modality, status, "
	             "changed_at) values (%d, %d, %d, '%s', '2026-12-06', 1796565600000, 1796569200000, %d, 'audio', 'planned', 1)",
		center, hundred + 23, hundred + 21, mark, 1000 + (center == 101 ? CLEO : SUE));
}

/* Begun, with nothing answered yet. */
static void put_pre_screen(struct test_db *t, int center, int hundred)
{
	world_sql(t, "insert into form_response (center_id, id, questionnaire, questionnaire_version, about_kind, about_id, state, started_at, "
	             "changed_at) values (%d, %d, 'urn:porchlight:form:prescreen', '1.0.0', 'inquiry', %d, 'in-progress', 1, 1)",
		center, hundred + 24, hundred + 21);
}

/* A text that is published, and a draft of its next version. It is everybody's, so there is one of it. */
static void put_consent(struct test_db *t)
{
	world_sql(t, "insert into consent_text (id, current_number, least_number) values (6160, 1, 1)");
	world_sql(t, "insert into consent_version (id, consent_text_id, number, title, body, hash, published_at, published_by, changed_at) "
	             "values (6161, 6160, 1, 'A text', 'Words', '%s', 1, 'Dan Dillon', 1)",
		consent_hash(t->c, STR("A text"), STR("Words")).s);
	world_sql(t, "insert into consent_version (id, consent_text_id, number, title, body, changed_at) "
	             "values (6164, 6160, 2, 'A text', 'Other words', 1)");
}

/* Signed, and something recorded for the list before the start. */
static void put_starting(struct test_db *t, int center, int hundred, int n, const char *mark)
{
	static const int signatures[] = {62, 65};

	for (size_t i = 0; i < COUNT_OF(signatures); i++)
		world_sql(t, "insert into consent_signature (center_id, episode_id, id, consent_text_id, consent_version_id, number, hash, signer, "
		             "signer_name, typed_name, place, signed_at, account_name) values (%d, %d, %d, 6160, 6161, 1, '%s', 'self', '%s', "
		             "'%s', 'own', 1, '%s')",
			center, 3000 + n, hundred + signatures[i], consent_hash(t->c, STR("A text"), STR("Words")).s, mark, mark, mark);
	world_sql(t, "insert into starting_mark (center_id, episode_id, id, task, kind, note, done_on, account_name, at) "
	             "values (%d, %d, %d, 'identity', 'passport', '%s', '2026-11-20', '%s', 1)",
		center, 3000 + n, hundred + 63, mark, mark);
}

/* One of everything at a center; `n` is its participant, whose stay is 3000 + n. */
static void put_things(struct test_db *t, int center, int hundred, int track, int n, const char *mark)
{
	world_sql(t, "insert into room (center_id, id, name, seats) values (%d, %d, '%s room', 12)", center, hundred + 1, mark);
	world_sql(t, "insert into week_slot (center_id, id, track_id, weekday, start_minute, end_minute, service_kind_id, title, seats, "
	             "modality, from_on) values (%d, %d, %d, 3, 600, 700, 1, '%s slot', 12, 'in_person', '2026-01-01')",
		center, hundred + 2, track, mark);
	world_sql(t, "insert into closure (center_id, id, from_on, to_on, name) "
	             "values (%d, %d, '2026-12-24', '2026-12-25', '%s closed')",
		center, hundred + 3, mark);
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (%d, %d, %d, %d, '2026-10-01', 1)",
		center, hundred + 4, 3000 + n, track);
	put_session(t, center, hundred + 7, track, "2026-11-26", 1795716000000, mark);
	put_session(t, center, hundred + 11, track, "2026-11-27", 1795802400000, mark);
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) values (%d, %d, %d, '%s other', 12, '2026-01-01')",
		center, hundred + 14, track, mark);
	put_session(t, center, hundred + 13, hundred + 14, "2026-11-27", 1795824000000, mark);
	world_sql(t, "insert into outbox_message (center_id, id, kind, about_id, recipient, subject, body, state, tries, next_at, made_at) "
	             "values (%d, %d, 'inquiry-received', 1, '%s@example.org', 'We got your message', 'Hello', 'failed', 8, 1, 1)",
		center, hundred + 16, mark);
	world_sql(t, "insert into program_profile (center_id, program_id, is_public, about, after_care, step_down, school_work, start_rule, "
	             "changed_at) values (%d, %d, true, '%s', '', '', '', 'session', 1)",
		center, track, mark);
	world_sql(t, "insert into accepted_plan (center_id, id, program_id, kind, payer, plan_name, in_network) values "
	             "(%d, %d, %d, 'private', '%s', '', true)",
		center, hundred + 50, track, mark);
	put_inquiry(t, center, hundred, mark);
	put_pre_screen(t, center, hundred);
	put_starting(t, center, hundred, n, mark);
	put_offer(t, center, hundred + 5, hundred + 7, n);
	put_offer(t, center, hundred + 15, hundred + 11, n);
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) values (%d, %d, 'parent', '%s', "
	             "'Lou', true, 1)",
		1000 + n, hundred + 6, mark);
}

/* A row of a list of treatment places. */
static void put_facility(struct test_db *t, const char *mark)
{
	world_sql(t, "insert into directory_edition (source, stamp, edition, files, imported_at, rows_read, taken, refused) "
	             "values ('samhsa_su', 1, '2022', 'sa.csv', 1, 1, 1, 0)");
	world_sql(t, "insert into directory_listing (source, list, own_id, facility_id, name1, name2, street1, city, state, "
	             "zip, phone, intake, "
	             "website, place, latitude, longitude, codes) values ('samhsa_su', 'substance_use', 6120, 6120, '%s', '%s', '1 Elm', "
	             "'Austin', "
	             "'TX', '78702', '5125550100', '5125550101', 'example.org', 'exact', 30263000, -97714000, 'OIT')",
		mark, mark);
}

static void put_newcomer(struct test_db *t)
{
	world_sql(t, "insert into person (id, family, given, folded, birth_on, created_at, changed_at) values (6110, 'Newman', 'Ned', "
	             "'newman ned', '1991-01-01', 1, 1)");
	world_sql(t, "insert into center_person (center_id, person_id, since_at) values (101, 6110, 1)");
}

static err insert_sound(struct wtx *w, void *arg)
{
	return library_put_audio(w, (audio_id){6119}, &(struct audio_info){AUDIO_OGG, 5, 1}, 0, *(const str *)arg);
}

/* An episode that is out. The library is everybody's, so there is one of it. */
static void put_episode(struct test_db *t)
{
	assert_ok(db_write(t->c, t->db, insert_sound, &(str){"sound", 5}));
	world_sql(t, "insert into library_item (id, kind, slug, title, summary, author, body, transcript, words, audio_id, published_at, "
	             "is_public, changed_at) values (6117, 'episode', '%s', 'A talk', 'About it', 'Us', 'Notes', 'Words', 1, 6119, 1, true, 1)",
		id_show(6118).s);
}

void wide_world_make(struct test_db *t)
{
	struct password_hash h;

	world_make(t);
	t->c->db = t->db;
	world_sql(t, "insert into program (center_id, id, name, type, level_of_care, weeks, opened_on) "
	             "values (102, 12, '" SOUTHS " program', 'addiction', '2.1', 12, '2026-01-01')");
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) values (102, 12, 12, '" SOUTHS
	             " track', 12, '2026-01-01')");
	put_consent(t);
	put_things(t, 101, 6100, 1, PAT, "Ours");
	put_things(t, 102, 6200, 12, SAM, SOUTHS);
	put_newcomer(t);
	put_facility(t, "Elm House");
	put_episode(t);
	put_keys(t, CLEO, PAT, 6100);
	put_keys(t, SUE, SAM, 6200);
	assert_ok(password_hash(&h, STR(WIDE_PASSWORD), PASSWORD_COST_FOR_TESTS));
	world_sql(t, "update account set password_hash = '%s'", h.s);
}

/* ---- names in texts ------------------------------------------------------------------------------------------------- */

static size_t thing_of(str name)
{
	for (size_t i = 0; i < COUNT_OF(things); i++)
		if (str_is(name, things[i].name))
			return i;
	fail_msg("the wide world has no {%.*s}: add one to tests/support/wide_world.c", STR_ARG(name));
	return 0;
}

/* Behind = or / a thing is meant; elsewhere its id is part of a field's name, and goes along with the others. */
static bool is_meant(str before)
{
	return before.n && (before.p[before.n - 1] == '=' || before.p[before.n - 1] == '/');
}

const char *wide_fill(struct test_db *t, const char *text, int theirs, int *marks)
{
	str rest = str_of(text), out = STR("");

	*marks = 0;
	while (rest.p) {
		str name, plain = str_cut(rest, '{', &name);
		size_t i;
		bool other;

		out = str_format(t->c->arena, "%.*s%.*s", STR_ARG(out), STR_ARG(plain));
		if (!name.p)
			break;
		name = str_cut(name, '}', &rest);
		i = thing_of(name);
		other = things[i].theirs && (is_meant(out) ? (*marks)++ == theirs : theirs >= 0);
		out = str_format(t->c->arena, "%.*s%s", STR_ARG(out), id_show(other ? things[i].theirs : things[i].ours).s);
	}
	return out.p;
}
