/* roster_pages.c - who is in a track, as of any day. */
#include "base/csv.h"
#include "base/stream.h"
#include "care/admission/admission_routes.h"
#include "care/admission/admission_view.h"
#include "roster.html.h"

/* The track of the address, and its members on the day that was asked for: today, when none was. */
static err load(struct ctx *c, struct roster_view *v)
{
	date today = zone_day(c->zone, c->now);
	track_id id;

	*v = (struct roster_view){0};
	TRY(PATH_ID(c, "track", &id));
	TRY(track_of_admission(c->tx, &v->track, .id = id));
	v->day = query_day(c, "day", today);
	v->today = !date_cmp(v->day, today);
	TRY(track_roster(c->tx, &v->rows, .track_id = id, .day = v->day));
	for (size_t i = 0; i < v->rows.n; i++)
		journal_saw(c, v->rows.v[i].person_id);
	journal_object(c, "track", id.v);
	return OK;
}

/* GET /c/{center}/settings/tracks/{track}/roster?day= */
static err roster_show(struct ctx *c)
{
	struct roster_view v;

	TRY(load(c, &v));
	TRY(open_tracks(c->tx, &v.tracks, .day = zone_day(c->zone, c->now)));
	v.csv = url_with(c, url_track_roster_csv(c, v.track.id), "day", value_date(c, v.day));
	return page(c, tpl_roster, &v);
}

/* GET /c/{center}/settings/tracks/{track}/roster.csv?day= */
static err roster_csv(struct ctx *c)
{
	struct roster_view v;
	struct sink out;
	struct csv w;

	TRY(load(c, &v));
	send_sink(c, &out);
	csv_init(&w, &out, CSV_SAFE);
	csv_row(&w, "family", "given", "goes_by", "pronouns", "in_track_from", "in_track_to", NULL);
	for (size_t i = 0; i < v.rows.n; i++) {
		const struct track_roster_row *r = &v.rows.v[i];

		csv_str(&w, r->family);
		csv_str(&w, r->given);
		csv_str(&w, r->preferred);
		csv_str(&w, r->pronouns);
		csv_date(&w, r->from_on);
		csv_date(&w, r->to_on);
		csv_row_end(&w);
	}
	TRY(csv_end(&w));
	return send_file(c, "text/csv; charset=utf-8", str_format(c->arena, "roster-%s.csv", date_show(v.day).s).p);
}

/* GET /c/{center}/rosters - the first open track's; the others are named there. */
static err rosters(struct ctx *c)
{
	struct open_tracks_rows tracks;

	TRY(open_tracks(c->tx, &tracks, .day = zone_day(c->zone, c->now)));
	return tracks.n ? redirect(c, url_track_roster(c, tracks.v[0].id), STR_NONE) : page(c, tpl_no_rosters);
}

const struct route roster_routes[] = {
	{METHOD_GET, "/c/{center}/rosters", rosters, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/tracks/{track}/roster", roster_show, PERM_PEOPLE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/settings/tracks/{track}/roster.csv", roster_csv, PERM_PEOPLE, JOURNAL_EXPORT, 0, 0},
};
const size_t roster_routes_n = COUNT_OF(roster_routes);
