/* report_commands.c - porchlight report: a week's hours, a session's roster, for programs. What is printed is journaled before it is
 * printed, with the people in it. */
#include "base/id.h"
#include "care/attendance/ledger.h"
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
	const struct ledger_week_row *r = &p->row;

	lines_date(l, monday);
	lines_str(l, str_of(id_show(r->person_id.v).s));
	lines_str(l, person_name(c->arena, r->given, r->preferred, r->family));
	lines_str(l, r->program);
	lines_int(l, r->scheduled);
	lines_int(l, r->offered);
	lines_int(l, r->delivered);
	lines_int(l, r->billable);
	lines_int(l, r->days);
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
