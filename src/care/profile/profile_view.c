/* profile_view.c - see profile_view.h. */
#include "care/profile/profile_view.h"

struct label profile_weeks(int64_t days)
{
	int64_t weeks = (days + 3) / 7;

	if (!weeks)
		return label_format("less than a week");
	return label_format("%lld %s", (long long)weeks, weeks == 1 ? "week" : "weeks");
}

static bool same_hours(const struct profile_track *t)
{
	for (size_t i = 1; i < t->n_days; i++)
		if (t->days[i].start != t->days[0].start || t->days[i].end != t->days[0].end)
			return false;
	return true;
}

static void put_hours(struct buf *b, const struct profile_day *d)
{
	buf_format(b, "%s to %s", show_minute(d->start).s, show_minute(d->end).s);
}

str profile_days(struct ctx *c, const struct profile_track *t)
{
	bool same = same_hours(t);
	struct buf b;
	str out;

	buf_init(&b, 1000);
	for (size_t i = 0; i < t->n_days; i++) {
		buf_z(&b, !i ? "" : same && i + 1 == t->n_days ? " and " : ", ");
		buf_z(&b, show_weekday(t->days[i].weekday).s);
		if (!same) {
			buf_char(&b, ' ');
			put_hours(&b, &t->days[i]);
		}
	}
	if (same && t->n_days) {
		buf_z(&b, ", ");
		put_hours(&b, &t->days[0]);
	}
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

int64_t profile_week_minutes(const struct profile *p, track_id track)
{
	int64_t minutes = 0;

	for (size_t i = 0; i < p->week.n; i++)
		if (p->week.v[i].track.v == track.v)
			minutes += p->week.v[i].end - p->week.v[i].start - p->week.v[i].break_min;
	return minutes;
}

static bool named_before(const struct profile_week *w, size_t slot)
{
	for (size_t i = 0; i < slot; i++)
		if (w->v[i].track.v == w->v[slot].track.v && str_eq(w->v[i].kind, w->v[slot].kind))
			return true;
	return false;
}

str profile_kinds(struct ctx *c, const struct profile *p, track_id track)
{
	str out = STR("");

	for (size_t i = 0; i < p->week.n; i++)
		if (p->week.v[i].track.v == track.v && !named_before(&p->week, i))
			out = str_format(c->arena, "%.*s%s%.*s", STR_ARG(out), out.n ? ", " : "", STR_ARG(p->week.v[i].kind));
	return out;
}

str profile_languages(struct ctx *c, const struct profile *p)
{
	str out = STR("English");

	for (size_t i = 0; i < p->choices[PROFILE_LANGUAGE].n; i++)
		out = str_format(c->arena, "%.*s, %.*s", STR_ARG(out), STR_ARG(p->choices[PROFILE_LANGUAGE].v[i]->label));
	return out;
}

str profile_trained(struct ctx *c, const struct profile *p, const struct profile_therapy *t)
{
	str out = str_format(c->arena, "%.*s: %lld of %lld", STR_ARG(t->therapy->label), (long long)t->people, (long long)p->therapists);

	return t->since.set ? str_format(c->arena, "%.*s, since %lld", STR_ARG(out), (long long)t->since.v) : out;
}

struct label profile_clock(const struct profile_program *p, instant t)
{
	return show_minute(zone_wall(p->zone, t).minute);
}

struct label profile_moment(const struct profile_program *p, instant t)
{
	return label_format("%s, %s", show_day(zone_day(p->zone, t)).s, profile_clock(p, t).s);
}

struct url profile_tel(struct ctx *c, str phone)
{
	char *digits = arena_alloc(c->arena, phone.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < phone.n && (phone.p[i] < 'a' || phone.p[i] > 'z'); i++) /* "ext. 5" is for people */
		if ((phone.p[i] >= '0' && phone.p[i] <= '9') || (phone.p[i] == '+' && !n))
			digits[n++] = phone.p[i];
	return url_format(c, "tel:%s", digits);
}

struct url url_program_page(struct ctx *c, center_id center, program_id program)
{
	return url_format(c, "/programs/%s/%s", ID(center), ID(program));
}

struct url url_program_ask(struct ctx *c, center_id center, program_id program)
{
	struct url u = url_with(c, url_literal("/ask"), "center", str_copy(c->arena, str_of(ID(center))));

	return url_with(c, u, "program", str_copy(c->arena, str_of(ID(program))));
}
