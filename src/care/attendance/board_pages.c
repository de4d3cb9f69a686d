/* board_pages.c - the group board: a page to look at, one form to send.
 * With a script each row is sent by itself (field `row`) and comes back as a fragment; without one the whole form is sent. Either way a
 * row is written only when its fields differ from how they were shown, so two people on one board do not undo each other. */
#include "board.html.h"
#include "care/attendance/attendance_routes.h"
#include "care/attendance/attendance_view.h"

static const struct {
	enum attendance status;
	const char *key;
} choices[BOARD_CHOICES] = {{ATTENDANCE_PRESENT, "p"}, {ATTENDANCE_LATE, "l"}, {ATTENDANCE_EXCUSED, "e"},
	{ATTENDANCE_ABSENT, "a"}, {ATTENDANCE_NO_SHOW, "n"}};

/* ---- showing ---------------------------------------------------------------------------------------------------- */

static str initials_of(struct ctx *c, const struct board_rows_row *r)
{
	str first = str_empty(r->preferred) ? r->given : r->preferred;

	return str_format(c->arena, "%.*s%.*s", (int)(first.n ? 1 : 0), first.p ? first.p : "", (int)(r->family.n ? 1 : 0),
		r->family.p ? r->family.p : "");
}

/* The fields of a row as one text; a row that comes back with the same text was not touched. */
static str shape(struct ctx *c, str status, str arrived, str left, bool remote, str reason, str note)
{
	return str_format(c->arena, "%.*s|%.*s|%.*s|%d|%.*s|%.*s", STR_ARG(status), STR_ARG(arrived), STR_ARG(left), remote,
		STR_ARG(reason), STR_ARG(note));
}

static str time_text(struct ctx *c, instant t)
{
	return str_copy(c->arena, str_of(show_input_time(c, t).s));
}

/* The choice that stands for what is recorded; somebody who left early was here. */
static enum attendance choice_of(enum attendance recorded)
{
	return recorded == ATTENDANCE_LEFT_EARLY ? ATTENDANCE_PRESENT : recorded;
}

static void mark_choice(struct board_row_view *v, enum attendance chosen)
{
	for (size_t i = 0; i < BOARD_CHOICES; i++)
		v->choices[i] = (struct board_choice){choices[i].status, choices[i].key, choices[i].status == chosen};
}

static void show_row(struct ctx *c, const struct board *b, struct board_person *p, struct board_row_view *v)
{
	const struct board_rows_row *r = &p->row;
	enum attendance chosen = choice_of(r->status);

	*v = (struct board_row_view){.p = p,
		.session = b->head.session_id,
		.name = person_name(c->arena, r->given, r->preferred, r->family),
		.initials = initials_of(c, r),
		.arrived = time_text(c, r->arrived_at),
		.left = time_text(c, r->left_at),
		.note = r->note,
		.remote = r->remote,
		.reason = r->reason,
		.hours = hours_view_of(&p->verdict),
		.state = ""};
	v->label = v->name;
	v->shown = shape(c, code_of(&attendance_codes, (int)chosen), v->arrived, v->left, v->remote,
		code_of(&absence_reason_codes, (int)r->reason), r->note);
	mark_choice(v, chosen);
	journal_saw(c, r->person_id);
}

static void show_board(struct ctx *c, const struct board *b, struct board_view *v)
{
	int64_t week = date_diff(b->head.day, b->head.track_opened_on) / 7 + 1;

	*v = (struct board_view){
		.board = b, .weeks = b->head.weeks, .seats_taken = (int64_t)b->n, .open = b->head.status == SESSION_PLANNED};
	v->week = b->head.weeks > 0 && week > 0 ? (week - 1) % b->head.weeks + 1 : 1;
	v->rows = ARENA_NEW_ARRAY(c->arena, struct board_row_view, b->n);
	for (size_t i = 0; i < b->n; i++)
		show_row(c, b, &b->people[i], &v->rows[i]);
}

/* GET /c/{center}/sessions/{session} - the board a facilitator keeps open during the group. */
static err board_show(struct ctx *c)
{
	const struct roster_proof *may;
	struct board_head_row head;
	struct board board = {0};
	struct board_view view;
	session_id session;

	TRY(PATH_ID(c, "session", &session));
	TRY(attendance_open(c->tx, session, &head, &may));
	TRY(attendance_board_under(c->tx, may, &head, (episode_id){0}, &board));
	show_board(c, &board, &view);
	return page(c, tpl_board, &view);
}

/* ---- saving ----------------------------------------------------------------------------------------------------- */

struct sent_row {
	str id; /* the row's suffix */
	struct attendance_change change;
	str status, arrived, left, reason, note;
	bool touched;
	str trouble;       /* why it was not saved */
	const char *state; /* of the row when it comes back */
};

static str row_field(struct ctx *c, const char *name, str id)
{
	str v = form_raw(c, str_format(c->arena, "%s-%.*s", name, STR_ARG(id)).p);

	return v.p ? v : STR("");
}

static instant time_of(struct ctx *c, date day, str text, const char *field)
{
	int minute;

	if (str_empty(text))
		return (instant){0};
	if (!minute_read(text, &minute)) {
		(void)problem(c, field, "Enter a time like 18:05 or 6:05 pm.");
		return (instant){0};
	}
	return zone_instant(c->zone, day, minute);
}

/* The n-th part of what `shape` wrote. */
static str shape_part(str shown, size_t n)
{
	str part = STR_NONE, rest = shown;

	for (size_t i = 0; i <= n; i++)
		part = str_cut(rest, '|', &rest);
	return part.p ? part : STR("");
}

/* Somebody who changes Late to Here and leaves the old times alone means Here, not the old times. */
static void drop_old_times(struct sent_row *r, str shown)
{
	if (!str_eq(r->status, shape_part(shown, 0)) && str_eq(r->arrived, shape_part(shown, 1)) &&
		str_eq(r->left, shape_part(shown, 2)))
		r->arrived = r->left = STR("");
}

static void read_row(struct ctx *c, const struct board_head_row *head, str id, struct sent_row *r)
{
	bool remote = form_has(c, str_format(c->arena, "remote-%.*s", STR_ARG(id)).p);
	str shown = row_field(c, "shown", id);
	int64_t version = 0;

	*r = (struct sent_row){.id = id,
		.status = row_field(c, "status", id),
		.arrived = row_field(c, "arrived", id),
		.left = row_field(c, "left", id),
		.reason = row_field(c, "reason", id),
		.note = str_tidy(c->arena, row_field(c, "note", id)),
		.state = ""};
	r->touched = !str_eq(shape(c, r->status, r->arrived, r->left, remote, r->reason, r->note), shown);
	if (!r->touched)
		return;
	drop_old_times(r, shown);
	(void)str_to_int(row_field(c, "version", id), &version);
	r->change = (struct attendance_change){.status = (enum attendance)code_find(&attendance_codes, r->status),
		.reason = (enum absence_reason)code_find(&absence_reason_codes, r->reason),
		.remote = remote,
		.arrived = time_of(c, head->day, r->arrived, "arrived"),
		.left = time_of(c, head->day, r->left, "left"),
		.note = str_empty(r->note) ? STR_NONE : r->note,
		.seen_version = version,
		.correction = form_raw(c, "correction")};
	if (!id_read(id, &r->change.episode.v))
		r->change.episode = (episode_id){0};
	if (str_points(r->note) > 500)
		(void)problem(c, "note", "The note must be 500 characters or fewer.");
}

struct row_write {
	const struct roster_proof *may;
	const struct attendance_change *change;
};

static err write_row(struct wtx *w, void *arg)
{
	const struct row_write *x = arg;

	return attendance_record(w, x->may, x->change);
}

static str first_problem(const struct ctx *c)
{
	return c->problems ? c->problems->text : c->fail_text;
}

/* One row, in a transaction of its own: a refused row does not hold back the others. */
static err save_row(struct ctx *c, const struct roster_proof *may, const struct board_head_row *head, str id, struct sent_row *r)
{
	struct row_write x = {may, &r->change};
	err e;

	problems_clear(c);
	read_row(c, head, id, r);
	if (!r->touched)
		return OK;
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_row, &x);
	if (e == ERR_INVALID || e == ERR_CONFLICT) {
		r->trouble = first_problem(c);
		r->state = e == ERR_CONFLICT ? "conflict" : "failed";
	}
	problems_clear(c);
	return e;
}

/* What was typed stays in a row that was refused; after a conflict the other person's entry is shown. */
static void keep_typed(struct board_row_view *v, const struct sent_row *r)
{
	v->said = r->trouble;
	v->state = r->state;
	if (strcmp(r->state, "failed") != 0)
		return;
	v->arrived = r->arrived;
	v->left = r->left;
	v->note = r->note;
	v->remote = r->change.remote;
	v->reason = r->change.reason;
	mark_choice(v, r->change.status);
}

/* The answer to a script: this one row as the server has it now. */
static err answer_row(struct ctx *c, const struct roster_proof *may, const struct board_head_row *head, const struct sent_row *r,
	err saved)
{
	struct board board = {0};
	struct board_row_view view;

	TRY(attendance_board_under(c->tx, may, head, r->change.episode, &board));
	if (!board.n)
		return ERR_NOT_FOUND;
	show_row(c, &board, &board.people[0], &view);
	keep_typed(&view, r);
	tpl_board_row(c, &view);
	return page_done(c, err_http_status(saved));
}

static err save_one(struct ctx *c, const struct roster_proof *may, const struct board_head_row *head, str id)
{
	struct sent_row r;
	err e = save_row(c, may, head, id, &r);

	if (e != OK && e != ERR_INVALID && e != ERR_CONFLICT)
		return e;
	if (!id_read(id, &r.change.episode.v))
		return ERR_NOT_FOUND;
	return answer_row(c, may, head, &r, e);
}

/* Rows that were refused, with their people's names in the summary. */
static err answer_board(struct ctx *c, const struct roster_proof *may, struct sent_row *rows, size_t n)
{
	struct board board = {0};
	struct board_view view;

	TRY(attendance_board(c->tx, may, &board));
	show_board(c, &board, &view);
	view.correction = form_raw(c, "correction");
	for (size_t i = 0; i < board.n; i++)
		for (size_t k = 0; k < n; k++)
			if (rows[k].change.episode.v == board.people[i].row.episode_id.v && rows[k].trouble.p) {
				keep_typed(&view.rows[i], &rows[k]);
				(void)problem(c, str_format(c->arena, "present-%.*s", STR_ARG(rows[k].id)).p, "%.*s: %.*s",
					STR_ARG(view.rows[i].name), STR_ARG(rows[k].trouble));
			}
	return page_again(c, tpl_board, &view);
}

static err save_all(struct ctx *c, const struct roster_proof *may, const struct board_head_row *head)
{
	struct board board = {0};
	struct sent_row *rows;
	size_t saved = 0, refused = 0;

	TRY(attendance_board_under(c->tx, may, head, (episode_id){0}, &board));
	rows = ARENA_NEW_ARRAY(c->arena, struct sent_row, board.n);
	for (size_t i = 0; i < board.n; i++) {
		str id = str_copy(c->arena, str_of(id_show(board.people[i].row.episode_id.v).s));
		err e;

		if (!form_has(c, str_format(c->arena, "shown-%.*s", STR_ARG(id)).p))
			continue;
		e = save_row(c, may, head, id, &rows[i]);
		if (e != OK && e != ERR_INVALID && e != ERR_CONFLICT)
			return e;
		saved += e == OK && rows[i].touched;
		refused += e != OK;
	}
	if (refused)
		return answer_board(c, may, rows, board.n);
	return redirect(c, url_board(c, head->session_id),
		saved ? str_format(c->arena, "Saved %zu %s.", saved, saved == 1 ? "person" : "people")
			  : STR("Nothing was changed."));
}

/* POST /c/{center}/sessions/{session} */
static err board_save(struct ctx *c)
{
	const struct roster_proof *may;
	struct board_head_row head;
	session_id session;
	str row = form_raw(c, "row");

	TRY(PATH_ID(c, "session", &session));
	TRY(attendance_open(c->tx, session, &head, &may));
	return str_empty(row) ? save_all(c, may, &head) : save_one(c, may, &head, row);
}

const struct route board_routes[] = {
	{METHOD_GET, "/c/{center}/sessions/{session}", board_show, PERM_ROSTER, JOURNAL_VIEW_ROSTER, 0, 0},
	{METHOD_POST, "/c/{center}/sessions/{session}", board_save, PERM_ROSTER, JOURNAL_NONE, 0, 256 * 1024},
};
const size_t board_routes_n = COUNT_OF(board_routes);
