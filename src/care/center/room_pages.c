/* room_pages.c - the rooms of a center. */
#include "care/center/center_routes.h"
#include "care/center/structure_view.h"
#include "rooms.html.h"

/* GET /c/{center}/settings/rooms */
static err rooms_show(struct ctx *c)
{
	struct room_list_rows rows;

	TRY(room_list(c->tx, &rows));
	return page(c, tpl_rooms, &rows);
}

/* GET /c/{center}/settings/rooms.csv */
static err rooms_csv(struct ctx *c)
{
	struct room_list_rows rows;
	struct csv_page p;

	TRY(room_list(c->tx, &rows));
	csv_page_begin(c, &p);
	csv_row(&p.w, "name", "seats", "retired", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		csv_str(&p.w, rows.v[i].name);
		csv_int(&p.w, rows.v[i].seats);
		csv_date(&p.w, rows.v[i].retired_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "rooms.csv");
}

static err show_form(struct ctx *c, room_id id)
{
	struct room_view v = {.new = !id.v};

	if (id.v)
		TRY(room_get(c->tx, &v.r, .id = id));
	return page_form(c, tpl_room_form, &v);
}

/* GET /c/{center}/settings/rooms/new */
static err room_ask(struct ctx *c)
{
	return show_form(c, (room_id){0});
}

/* GET /c/{center}/settings/rooms/{room} */
static err room_show(struct ctx *c)
{
	room_id id;

	TRY(PATH_ID(c, "room", &id));
	return show_form(c, id);
}

struct room_save {
	room_id id; /* none: a new one */
	int64_t seen;
	enum { ROOM_SAVE, ROOM_RETIRE, ROOM_RESTORE } what;
	struct room_details d;
};

static err put_room(struct wtx *w, void *arg)
{
	struct room_save *x = arg;
	const struct plan_proof *may;
	room_id made;

	TRY(access_plan(wtx_read(w), &may));
	if (x->what != ROOM_SAVE)
		return room_retire(w, may, x->id, x->what == ROOM_RETIRE, x->seen);
	return x->id.v ? room_change(w, may, x->id, &x->d, x->seen) : room_add(w, may, &x->d, &made);
}

static err save(struct ctx *c, room_id id)
{
	struct room_save x = {.id = id, .seen = form_version(c)};
	err e;

	if (str_is(form_raw(c, "do"), "retire"))
		x.what = ROOM_RETIRE;
	else if (str_is(form_raw(c, "do"), "restore"))
		x.what = ROOM_RESTORE;
	if (x.what == ROOM_SAVE) {
		x.d.name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true, .max = 100});
		x.d.seats = form_int(c, &(struct field){.name = "seats", .label = "Seats", .required = true, .least = 1, .most = 500}).v;
	}
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_room, &x);
	if (e == OK)
		return redirect(c, url_rooms(c), x.what == ROOM_SAVE ? notice(c, x.d.name, "is saved.")
			: x.what == ROOM_RETIRE ? STR("The room is retired. You can take it into use again.") : STR("The room is in use again."));
	TRY(form_refused(c, e));
	return show_form(c, id);
}

/* POST /c/{center}/settings/rooms/new */
static err room_make(struct ctx *c)
{
	return save(c, (room_id){0});
}

/* POST /c/{center}/settings/rooms/{room} - do=retire and do=restore beside saving. */
static err room_save(struct ctx *c)
{
	room_id id;

	TRY(PATH_ID(c, "room", &id));
	return save(c, id);
}

const struct route room_routes[] = {
	{METHOD_GET, "/c/{center}/settings/rooms", rooms_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/rooms.csv", rooms_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/rooms/new", room_ask, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/rooms/new", room_make, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/rooms/{room}", room_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/rooms/{room}", room_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t room_routes_n = COUNT_OF(room_routes);
