/* report_commands.c - porchlight report: a week's hours, a session's roster, how requests for help fare, for programs. What is printed is
 * journaled before it is printed, with the people in it. */
#include "base/id.h"
#include "care/attendance/ledger.h"
#include "care/funnel/funnel.h"
#include "cli/cli.h"
#include "cli/lines.h"

/* ---- hours --------------------------------------------------------------------------------------------------------------- */

static void rule_json(struct json *j, const struct hours_verdict *v)
{
	json_object(j);
	json_str(json_key(j, "rule"), v->rule->head.code);
	json_str(json_key(j, "status"), code_of(&hours_status_codes, (int)v->status));
	json_int(json_key(j, "need_min"), v->need_min);
	json_int(json_key(j, "short_min"), v->short_min);
	json_int(json_key(j, "over_min"), v->over_min);
	json_int(json_key(j, "need_days"), v->need_days);
	json_int(json_key(j, "short_days"), v->short_days);
	json_object_end(j);
}

/* Every rule that is for the person: a JSON array of objects, or one cell of CSV. */
static err rules_cell(struct lines *l, struct ctx *c, const struct ledger_person *p)
{
	struct buf b;
	struct sink out;
	struct json j;
	str plain = STR("");
	err e;

	buf_init(&b, 65536);
	sink_buf(&out, &b);
	json_init(&j, &out);
	json_array(&j);
	for (size_t i = 0; i < p->n_all; i++) {
		const struct hours_verdict *v = &p->all[i];

		rule_json(&j, v);
		plain = str_format(c->arena, "%.*s%s%.*s: need %d, short %d, %.*s", STR_ARG(plain), i ? "; " : "", STR_ARG(v->rule->head.code),
			v->need_min, v->short_min, STR_ARG(code_of(&hours_status_codes, (int)v->status)));
	}
	json_array_end(&j);
	e = json_end(&j);
	if (e == OK)
		lines_value(l, buf_view(&b), plain);
	buf_free(&b);
	return e;
}

static err hours_line(struct lines *l, struct ctx *c, date monday, const struct ledger_person *p)
{
	const struct ledger_people_row *r = &p->row;

	lines_date(l, monday);
	lines_str(l, str_of(id_show(r->person_id.v).s));
	lines_str(l, person_name(c->arena, r->given, r->preferred, r->family));
	lines_str(l, r->program);
	lines_int(l, p->week.scheduled_min);
	lines_int(l, p->week.offered_min);
	lines_int(l, p->week.delivered_min);
	lines_int(l, p->week.billable_min);
	lines_int(l, p->week.days);
	lines_str(l, p->n_all ? p->verdict.rule->head.code : STR_NONE);
	lines_str(l, p->n_all ? code_of(&hours_status_codes, (int)p->verdict.status) : STR_NONE);
	lines_int(l, p->verdict.need_min);
	lines_int(l, p->verdict.short_min);
	lines_str(l, r->reason ? code_of(&absence_reason_codes, (int)r->reason) : STR_NONE);
	lines_str(l, r->note);
	return rules_cell(l, c, p);
}

static err hours_look(struct cli *cli)
{
	date day;

	cli_date(cli, "--week", (date){0}, &day);
	return problems_end(cli->c);
}

static err report_hours_run(struct cli *cli)
{
	static const char *const columns[] = {"week", "participant", "name", "program", "scheduled_min", "offered_min", "delivered_min",
		"billable_min", "days", "rule", "status", "need_min", "short_min", "reason", "note", "rules", NULL};
	struct ctx *c = cli->c;
	struct ledger ledger;
	struct lines l;
	date day, monday;

	TRY(cli_center(cli, PERM_OVERVIEW));
	cli_date(cli, "--week", zone_day(c->zone, c->now), &day);
	TRY(problems_end(c));
	TRY(attendance_week_start(c->tx, day, &monday));
	TRY(ledger_load(c->tx, monday, (person_id){0}, &ledger));
	for (size_t i = 0; i < ledger.n; i++)
		journal_saw(c, ledger.v[i].row.person_id);
	journal_reason(c, str_format(c->arena, "hours of the week %s", date_show(monday).s));
	TRY(journal_flush_view(c, JOURNAL_EXPORT));
	lines_begin(&l, columns, cli_has(cli, "--csv"));
	for (size_t i = 0; i < ledger.n; i++)
		TRY(hours_line(&l, c, monday, &ledger.v[i]));
	return lines_end(&l);
}

static const struct cli_option hours_options[] = {
	{"--week", "DAY", "the program week with this day in it, like 2026-11-23 (today's)"},
	{"--center", "NAME", "by name or id (the only one there is)"},
	{"--csv", NULL, "CSV instead of one JSON object per line"},
	{0},
};

const struct command report_hours_command = {
	.name = "report hours", .arguments = "", .summary = "print a week's minutes and rules, one line per participant",
	.options = hours_options,
	.more = "All times are minutes. rule, status, need_min and short_min are of the rule that matters most; rules has all of them.",
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .look = hours_look, .run = report_hours_run,
};

/* ---- roster --------------------------------------------------------------------------------------------------------------- */

static void roster_line(struct lines *l, struct ctx *c, const struct board *b, const struct board_person *p)
{
	const struct board_rows_row *r = &p->row;

	lines_str(l, str_of(id_show(b->head.session_id.v).s));
	lines_str(l, b->head.title);
	lines_instant(l, b->head.starts_at);
	lines_str(l, str_of(id_show(r->person_id.v).s));
	lines_str(l, person_name(c->arena, r->given, r->preferred, r->family));
	lines_str(l, r->guest ? STR("make_up") : STR("member"));
	lines_str(l, r->status ? code_of(&attendance_codes, (int)r->status) : STR_NONE);
	lines_str(l, r->reason ? code_of(&absence_reason_codes, (int)r->reason) : STR_NONE);
	lines_bool(l, r->remote);
	lines_instant(l, r->arrived_at);
	lines_instant(l, r->left_at);
	lines_int(l, r->credited_min.v);
	lines_int(l, r->corrections);
}

static err read_session(struct cli *cli, session_id *out)
{
	if (!cli_has(cli, "--session") || !id_read(str_of(cli_value(cli, "--session")), &out->v))
		return problem(cli->c, "--session", "Give the id of a session: the 13 letters in its address.");
	return OK;
}

static err roster_look(struct cli *cli)
{
	return read_session(cli, &(session_id){0});
}

static err report_roster_run(struct cli *cli)
{
	static const char *const columns[] = {"session", "title", "starts", "participant", "name", "as", "status", "reason", "remote",
		"arrived", "left", "credited_min", "corrections", NULL};
	struct ctx *c = cli->c;
	const struct roster_proof *may;
	struct board board;
	struct lines l;
	session_id session = {0};

	TRY(read_session(cli, &session));
	TRY(cli_center(cli, PERM_ROSTER));
	if (access_roster(c->tx, session, &may) != OK)
		FAIL(c, ERR_NOT_FOUND, "This center has no session with that id.");
	TRY(attendance_board(c->tx, may, &board));
	for (size_t i = 0; i < board.n; i++)
		journal_saw(c, board.people[i].row.person_id);
	TRY(journal_flush_view(c, JOURNAL_EXPORT));
	lines_begin(&l, columns, cli_has(cli, "--csv"));
	for (size_t i = 0; i < board.n; i++)
		roster_line(&l, c, &board, &board.people[i]);
	return lines_end(&l);
}

static const struct cli_option roster_options[] = {
	{"--session", "ID", "the session: the 13 letters in its address"},
	{"--center", "NAME", "by name or id (the only one there is)"},
	{"--csv", NULL, "CSV instead of one JSON object per line"},
	{0},
};

const struct command report_roster_command = {
	.name = "report roster", .arguments = "", .summary = "print who was expected in a session and what was recorded",
	.options = roster_options, .needs = CLI_DB | CLI_MIGRATED | CLI_TX,
	.look = roster_look, .run = report_roster_run,
};

/* ---- funnel --------------------------------------------------------------------------------------------------------------- */

#define FUNNEL_DAYS 84

/* With a database the days stand on the center's calendar; without one only their words are looked at. */
static err read_span(struct cli *cli, date today, date *from, date *to)
{
	cli_date(cli, "--to", today, to);
	cli_date(cli, "--from", date_add(*to, 1 - FUNNEL_DAYS), from);
	if (!date_none(*from) && !date_none(*to) && date_cmp(*to, *from) < 0)
		(void)problem(cli->c, "--to", "The last day must not be before the first.");
	return problems_end(cli->c);
}

static err funnel_look(struct cli *cli)
{
	date from, to;

	return read_span(cli, (date){0}, &from, &to);
}

/* A number as JSON has it, or nothing. */
static void lines_number(struct lines *l, str number)
{
	if (str_empty(number))
		lines_str(l, STR_NONE);
	else
		lines_value(l, number, number);
}

static void funnel_line(void *arg, const struct funnel_line *line)
{
	struct lines *l = arg;

	lines_str(l, str_of(line->kind));
	lines_str(l, line->source);
	lines_str(l, line->stage);
	lines_str(l, line->reason);
	lines_int(l, line->people);
	lines_number(l, line->median);
	lines_number(l, line->p90);
}

static err report_funnel_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	struct funnel f;
	struct lines l;
	date from, to;

	TRY(cli_center(cli, PERM_INTAKE));
	TRY(read_span(cli, zone_day(c->zone, c->now), &from, &to));
	TRY(funnel_load(c->tx, from, to, &f));
	TRY(cli_journal(cli, JOURNAL_EXPORT,
		str_format(c->arena, "requests from %s to %s", date_show(from).s, date_show(to).s).p));
	lines_begin(&l, funnel_columns, cli_has(cli, "--csv"));
	funnel_lines(c->arena, &f, funnel_line, &l);
	return lines_end(&l);
}

static const struct cli_option funnel_options[] = {
	{"--from", "DAY", "requests that arrived from this day on (twelve weeks)"},
	{"--to", "DAY", "the last day, like 2026-11-23 (today)"},
	{"--center", "NAME", "by name or id (the only one there is)"},
	{"--csv", NULL, "CSV instead of one JSON object per line"},
	{0},
};

const struct command report_funnel_command = {
	.name = "report funnel", .arguments = "",
	.summary = "print how far requests for help came, how long it took, and where they were lost",
	.options = funnel_options,
	.more = "kind says what a line counts: reached (requests that came at least to this stage, of a source or of all), open (at this\n"
	        "stage now), lost (closed or referred on at it, with the reason), left_out (in no other line), days (calendar days since\n"
	        "they asked: people, median, 90th percentile from 10 people on). No person is named.",
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .look = funnel_look, .run = report_funnel_run,
};
