/* library_view.c - addresses, days and lengths as the library's pages show them. */
#include "care/library/library_view.h"

err library_begin(struct ctx *c, str *organization)
{
	struct library_organization_row o;
	err e = library_organization(c->tx, &o);
	const struct zone *zone;

	*organization = STR_NONE;
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e; /* before there is an organization */
	*organization = o.name;
	zone = o.zone.p ? zone_find(o.zone) : NULL;
	if (zone)
		c->zone = zone;
	return OK;
}

struct url url_library_item(struct ctx *c, str slug)
{
	return url_format(c, "/library/%.*s", STR_ARG(slug));
}

struct url url_transcript(struct ctx *c, str slug)
{
	return url_format(c, "/library/%.*s/transcript.txt", STR_ARG(slug));
}

struct url url_recording(struct ctx *c, audio_id audio, enum audio_kind kind)
{
	return url_format(c, "/recordings/%s.%.*s", ID(audio), STR_ARG(code_of(&audio_kind_codes, (int)kind)));
}

struct date_text library_day(struct ctx *c, instant t)
{
	return date_show(instant_none(t) ? (date){0} : zone_day(c->zone, t));
}

struct label library_date(struct ctx *c, instant t)
{
	return instant_none(t) ? label_format("Not published") : show_day_year(zone_day(c->zone, t));
}

struct label library_length(int64_t seconds)
{
	return show_hours((seconds + 59) / 60);
}

struct label library_megabytes(int64_t size)
{
	return label_format("%.1f MB", (double)size / 1e6);
}
