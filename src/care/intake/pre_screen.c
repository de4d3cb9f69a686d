/* pre_screen.c - see pre_screen.h. */
#include "care/intake/pre_screen.h"

#include "base/id.h"
#include "pre_screen.sql.h"

static struct form_subject subject_of(const struct inquiry_get_row *i)
{
	return (struct form_subject){FORM_ABOUT_INQUIRY, i->id.v, i->person_id};
}

err pre_screen_load(struct tx *tx, const struct inquiry_proof *may, struct form_filled *out)
{
	struct form_subject about = {FORM_ABOUT_INQUIRY, inquiry_proof_inquiry(may).v, {0}};

	return form_load(tx, &about, PRE_SCREEN, out);
}

/* The request says what the answers say. It stays urgent when an answer is taken back: somebody looked at it and decides. */
static err make_urgent(struct wtx *w, const struct inquiry_get_row *i, const struct form_filled *f, bool *urgent)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed = 0;

	*urgent = false;
	if (!replies_urgent(&f->replies))
		return OK;
	TRY(pre_screen_urgent(w, &changed, .id = i->id));
	*urgent = changed > 0;
	if (!changed)
		return OK;
	return journal_add(w,
		&(struct journal_entry){.event = JOURNAL_INQUIRY_CHANGED,
			.person = i->person_id,
			.object = str_format(c->arena, "inquiry %s", id_show(i->id.v).s),
			.detail = str_format(c->arena, "{\"urgency\":[\"%s\",\"day\"],\"danger\":[%s,true]}",
				code_of(&inquiry_urgency_codes, (int)i->urgency).p, i->danger ? "true" : "false")});
}

err pre_screen_save(struct wtx *w, const struct inquiry_proof *may, const struct form_filled *f, bool *urgent)
{
	struct inquiry_get_row i;
	struct form_subject about;

	TRY(inquiry_look(wtx_read(w), may, &i));
	about = subject_of(&i);
	TRY(form_save(w, &about, f));
	return make_urgent(w, &i, f, urgent);
}

/* Its history says that the pre-screen was done; what was to be done next stays. */
static err move_on(struct wtx *w, const struct inquiry_proof *may)
{
	struct inquiry_get_row i;

	TRY(inquiry_look(wtx_read(w), may, &i));
	if (i.status != INQUIRY_NEW && i.status != INQUIRY_CONTACTED)
		return OK;
	return inquiry_set_status(w, may,
		&(struct inquiry_change){.status = INQUIRY_PRE_SCREEN, .next_step = i.next_step, .due = i.due_on}, i.version);
}

err pre_screen_complete(struct wtx *w, const struct inquiry_proof *may, const struct form_filled *f, bool *urgent)
{
	struct inquiry_get_row i;
	struct form_subject about;

	TRY(inquiry_look(wtx_read(w), may, &i));
	about = subject_of(&i);
	TRY(form_complete(w, &about, f));
	TRY(make_urgent(w, &i, f, urgent));
	return move_on(w, may);
}
