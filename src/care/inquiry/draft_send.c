/* draft_send.c - sending: the draft's answers become a request at a center, in one transaction with everything that follows from it. */
#include "base/crypt.h"
#include "base/id.h"
#include "care/directory/directory.h"
#include "care/inquiry/draft.h"
#include "care/inquiry/inquiry.h"
#include "care/outbox/outbox.h"
#include "care/people/people.h"

#define SENT_FREE 20 /* requests from one address before more of them look doubtful */

static bool yes(const struct draft *d, enum ask a)
{
	return str_is(d->v[a], "yes");
}

/* ---- which center ------------------------------------------------------------------------------------------------------ */

static bool place_of(struct ctx *c, str zip, struct directory_spot *out)
{
	bool known = !str_empty(zip) && directory_spot(c, "zip", str_slice(zip, 0, 5), out) == OK;

	problems_clear(c);
	return known;
}

/* Of several the nearest; without a ZIP that is known the first by name. */
static center_id nearest(struct ctx *c, const struct ask_centers_rows *centers, str zip)
{
	struct directory_spot from, to;
	double best = 1e9;
	size_t at = 0;

	if (!place_of(c, zip, &from))
		return centers->v[0].id;
	for (size_t i = 0; i < centers->n; i++) {
		double miles = 1e8;

		if (place_of(c, centers->v[i].zip, &to))
			miles = directory_miles(from.latitude, from.longitude, to.latitude, to.longitude);
		if (miles < best) {
			best = miles;
			at = i;
		}
	}
	return centers->v[at].id;
}

err draft_center(struct tx *tx, const struct draft *d, center_id *out)
{
	struct ctx *c = tx_ctx(tx);
	struct ask_centers_rows centers;
	int64_t chosen;

	TRY(ask_centers(tx, &centers, .today = zone_day(c->zone, c->now)));
	if (!centers.n)
		FAIL(c, ERR_NOT_FOUND, "There is no place to ask yet.");
	*out = nearest(c, &centers, d->v[ASK_ZIP]);
	for (size_t i = 0; id_read(d->v[ASK_CENTER], &chosen) && i < centers.n; i++)
		if (centers.v[i].id.v == chosen)
			*out = centers.v[i].id;
	return OK;
}

/* The program that was chosen, or the only one that helps with this. */
static err program_of(struct tx *tx, const struct draft *d, program_id *out)
{
	struct ctx *c = tx_ctx(tx);
	struct ask_programs_rows programs;
	enum program_type help = (enum program_type)code_find(&program_type_codes, d->v[ASK_HELP]);
	int64_t chosen = 0;
	size_t fit = 0;

	*out = (program_id){0};
	TRY(ask_programs(tx, &programs, .today = zone_day(c->zone, c->now)));
	if (!id_read(d->v[ASK_PROGRAM], &chosen))
		chosen = 0;
	for (size_t i = 0; i < programs.n; i++) {
		if (programs.v[i].id.v == chosen) {
			*out = programs.v[i].id;
			return OK;
		}
		if (help != PROGRAM_TYPE_NONE && programs.v[i].type == help && !fit++)
			*out = programs.v[i].id;
	}
	if (fit > 1)
		*out = (program_id){0};
	return OK;
}

/* ---- doubt --------------------------------------------------------------------------------------------------------------- */

static bytes body_hash(struct ctx *c, const struct draft *d)
{
	struct hash *h = ARENA_NEW(c->arena, struct hash);
	struct buf b;

	buf_init(&b, 200000);
	for (int a = ASK_NONE + 1; a < ASKS; a++) {
		buf_str(&b, d->v[a]);
		BUF_LIT(&b, "\n\n");
	}
	*h = crypt_hash((bytes){(const uint8_t *)b.p, b.n}, (bytes){0});
	buf_free(&b);
	return (bytes){h->b, sizeof(h->b)};
}

static err doubt_of(struct wtx *w, const struct draft *d, bytes hash, enum inquiry_doubt *out)
{
	struct ctx *c = wtx_ctx(w);
	struct inquiry_same_body_row same;
	err many = access_try(w, "ask sent", SENT_FREE);

	if (many != OK && many != ERR_TOO_FAST)
		return many;
	TRY(inquiry_same_body(wtx_read(w), &same, .body_hash = hash, .since = {c->now.ms - MS_PER_DAY}));
	*out = d->trapped                               ? INQUIRY_DOUBT_TRAP
		: c->now.ms - d->created.ms < DRAFT_FAST_MS ? INQUIRY_DOUBT_FAST
		: many == ERR_TOO_FAST                      ? INQUIRY_DOUBT_MANY
		: same.n                                    ? INQUIRY_DOUBT_REPEATED
													: INQUIRY_DOUBT_NONE;
	return OK;
}

/* ---- the request --------------------------------------------------------------------------------------------------------- */

/* The last ten digits: a leading 1 is the country. */
static str phone_digits(struct ctx *c, str phone)
{
	char *p = arena_alloc(c->arena, phone.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < phone.n; i++)
		if (phone.p[i] >= '0' && phone.p[i] <= '9')
			p[n++] = phone.p[i];
	return n >= 10 ? (str){p + n - 10, 10} : STR_NONE;
}

static enum inquiry_urgency urgency_of(const struct draft *d)
{
	enum inquiry_urgency said = (enum inquiry_urgency)code_find(&inquiry_urgency_codes, d->v[ASK_URGENCY]);

	if (yes(d, ASK_DANGER))
		return URGENCY_DAY;
	return said != URGENCY_NONE ? said : URGENCY_ROUTINE;
}

static struct opt_int age_of(const struct draft *d)
{
	struct opt_int age = {0};

	age.set = str_empty(d->v[ASK_BIRTH]) && str_to_int(d->v[ASK_AGE], &age.v);
	return age;
}

static str code_kept(struct ctx *c, const struct draft *d)
{
	return str_format(c->arena, "%.4s%.4s", d->code.p, d->code.p + 5);
}

static err insert_request(
	struct wtx *w, const struct draft *d, inquiry_id id, program_id program, bytes hash, enum inquiry_doubt doubt)
{
	struct ctx *c = wtx_ctx(w);
	const str *v = d->v;
	bool known = !str_empty(v[ASK_GIVEN]) && !str_empty(v[ASK_FAMILY]);
	enum ask source = draft_kind(d) == INQUIRY_PROFESSIONAL ? ASK_REF_SOURCE : ASK_SOURCE;
	date birth = {0};

	if (!date_read(v[ASK_BIRTH], &birth))
		birth = (date){0};
	return inquiry_insert(w, NULL, .id = id, .code = code_kept(c, d), .kind = draft_kind(d), .doubt = doubt,
		.source = (enum referral_source)code_find(&referral_source_codes, v[source]), .urgency = urgency_of(d),
		.danger = yes(d, ASK_DANGER), .help = (enum program_type)code_find(&program_type_codes, v[ASK_HELP]),
		.program_id = program, .given = v[ASK_GIVEN], .family = v[ASK_FAMILY],
		.folded = known ? people_folded(c->arena, v[ASK_FAMILY], v[ASK_GIVEN], STR_NONE) : STR(""), .birth_on = birth,
		.age = age_of(d), .zip = v[ASK_ZIP], .asker_name = v[ASK_ASKER_NAME],
		.asker_is = (enum relationship)code_find(&relationship_codes, v[ASK_ASKER_IS]),
		.guardian_name = v[ASK_GUARDIAN_NAME], .guardian_phone = v[ASK_GUARDIAN_PHONE],
		.guardian_call = yes(d, ASK_GUARDIAN_CALL),
		.reach_by = (enum contact_way)code_find(&contact_way_codes, v[ASK_REACH_BY]), .phone = v[ASK_PHONE],
		.phone_digits = phone_digits(c, v[ASK_PHONE]),
		.email = str_empty(v[ASK_EMAIL]) ? STR_NONE : str_lower_ascii(c->arena, v[ASK_EMAIL]),
		.silent = yes(d, ASK_SILENT), .safe_times = v[ASK_SAFE_TIMES],
		.payer = (enum inquiry_payer)code_find(&inquiry_payer_codes, v[ASK_PAYER]), .payer_name = v[ASK_PAYER_NAME],
		.note = v[ASK_NOTE], .body_hash = hash);
}

static err insert_referrer(struct wtx *w, const struct draft *d, inquiry_id id)
{
	return inquiry_referrer_insert(w, NULL, .inquiry_id = id, .name = d->v[ASK_REF_NAME],
		.organization = d->v[ASK_REF_ORG], .phone = d->v[ASK_REF_PHONE], .email = d->v[ASK_REF_EMAIL],
		.agreed = yes(d, ASK_REF_AGREED));
}

static err insert_rest(struct wtx *w, const struct draft *d, inquiry_id id)
{
	struct ctx *c = wtx_ctx(w);

	if (draft_kind(d) == INQUIRY_PROFESSIONAL) {
		TRY(insert_referrer(w, d, id));
		TRY(inquiry_file_take(w, NULL, .draft = d->id, .inquiry_id = id));
	}
	return inquiry_step_insert(
		w, NULL, .id = {id_make(c->now)}, .inquiry_id = id, .status = INQUIRY_NEW, .account_name = STR(""));
}

/* ---- telling ------------------------------------------------------------------------------------------------------------- */

/* To the professional who referred somebody; to whoever asked for help only where mail is safe. None: no mail. */
static str mail_to(const struct draft *d)
{
	bool wanted = code_find(&contact_way_codes, d->v[ASK_REACH_BY]) == CONTACT_EMAIL || !yes(d, ASK_SILENT);

	if (draft_kind(d) == INQUIRY_PROFESSIONAL)
		return d->v[ASK_REF_EMAIL];
	return wanted ? d->v[ASK_EMAIL] : STR_NONE;
}

/* What looks like spam gets no answer: else anybody could have mail sent to anybody. */
static err confirm(struct wtx *w, const struct draft *d, inquiry_id id, enum inquiry_doubt doubt)
{
	struct ctx *c = wtx_ctx(w);
	struct ask_center_row center;
	struct outbox_value values[] = {{"code", d->code}, {"phone", STR_NONE}};
	outbox_message_id made;
	str to = mail_to(d);

	TRY(ask_center(wtx_read(w), &center, .id = {c->center}));
	values[1].text = center.phone;
	if (doubt != INQUIRY_DOUBT_NONE || str_empty(to) || str_empty(center.phone))
		return OK;
	return outbox_put(w,
		&(struct outbox_draft){.kind = draft_kind(d) == INQUIRY_PROFESSIONAL ? "referral-received" : "inquiry-received",
			.to = to,
			.about = id.v,
			.values = values,
			.n = COUNT_OF(values)},
		&made);
}

static err journal(struct wtx *w, const struct draft *d, inquiry_id id)
{
	struct arena *a = wtx_ctx(w)->arena;

	return journal_add(w,
		&(struct journal_entry){.event = JOURNAL_INQUIRY,
			.object = str_format(a, "inquiry %s", id_show(id.v).s),
			.detail = str_format(a, "{\"kind\":\"%s\"}", code_of(&inquiry_kind_codes, draft_kind(d)).p)});
}

/* The draft is empty from now on, and its address shows that it was sent. */
static err end_draft(struct wtx *w, const struct draft *d)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed;

	TRY(draft_sent(w, &changed, .id = d->id, .sent_to = {c->center}, .expires_at = {c->now.ms + DRAFT_SENT_LASTS_MS}));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "This was sent already.");
	TRY(draft_answers_wipe(w, NULL, .inquiry_draft_id = d->id));
	return draft_files_wipe(w, NULL, .inquiry_draft_id = d->id);
}

err draft_send(struct wtx *w, const struct draft *d, inquiry_id *made)
{
	struct ctx *c = wtx_ctx(w);
	bytes hash = body_hash(c, d);
	enum inquiry_doubt doubt;
	program_id program;

	if (draft_lacks(c, d) != ASK_PAGE_NONE)
		FAIL(c, ERR_INVALID, "Some answers are missing.");
	*made = (inquiry_id){id_make(c->now)};
	TRY(doubt_of(w, d, hash, &doubt));
	TRY(program_of(wtx_read(w), d, &program));
	TRY(insert_request(w, d, *made, program, hash, doubt));
	TRY(insert_rest(w, d, *made));
	TRY(confirm(w, d, *made, doubt));
	TRY(journal(w, d, *made));
	TRY(end_draft(w, d));
	return doubt == INQUIRY_DOUBT_NONE ? access_try_pass(w, "ask") : OK;
}

/* ---- during a call ----------------------------------------------------------------------------------------------------- */

err draft_twins(struct tx *tx, const struct draft *d, struct inquiry_twins *out)
{
	struct ctx *c = tx_ctx(tx);
	const str *v = d->v;
	struct inquiry_like like = {.id = {INT64_MAX}, .phone_digits = phone_digits(c, v[ASK_PHONE])};

	if (!str_empty(v[ASK_EMAIL]))
		like.email = str_lower_ascii(c->arena, v[ASK_EMAIL]);
	if (!str_empty(v[ASK_GIVEN]) && !str_empty(v[ASK_FAMILY]))
		like.folded = people_folded(c->arena, v[ASK_FAMILY], v[ASK_GIVEN], STR_NONE);
	if (!date_read(v[ASK_BIRTH], &like.birth_on))
		like.birth_on = (date){0};
	return inquiry_twins_of(tx, &like, out);
}

err draft_take_call(struct wtx *w, struct draft *d, inquiry_id *made)
{
	struct ctx *c = wtx_ctx(w);
	str code = crypt_token(c->arena, 8);
	program_id program;

	d->code = str_format(c->arena, "%.4s-%.4s", code.p, code.p + 4);
	TRY(draft_check_all(c, d));
	*made = (inquiry_id){id_make(c->now)};
	TRY(program_of(wtx_read(w), d, &program));
	TRY(insert_request(w, d, *made, program, body_hash(c, d), INQUIRY_DOUBT_NONE));
	if (draft_kind(d) == INQUIRY_PROFESSIONAL)
		TRY(insert_referrer(w, d, *made));
	TRY(inquiry_step_insert(w, NULL, .id = {id_make(c->now)}, .inquiry_id = *made, .status = INQUIRY_NEW,
		.note = STR("Taken down during a call"), .account_id = c->actor->account, .account_name = c->actor->name));
	return journal(w, d, *made);
}
