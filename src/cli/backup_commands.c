/* backup_commands.c - porchlight backup: one sealed file with everything, made while the server goes on; porchlight restore:
 * back from it, onto either engine.
 *
 * Inside the seal is an SQLite database, whatever the engine was. It lies unsealed for a moment: beside the database when that is a file,
 * where the same data lies anyway, otherwise in TMPDIR. What a killed run left of that, the next one removes. */
#include <errno.h>
#include <glob.h>
#include <signal.h>
#include <unistd.h>

#include "access/journal.h"
#include "base/seal.h"
#include "cli/cli.h"
#include "cli/copy.h"
#include "db/migrate.h"

#define PASSPHRASE_LEAST 15
#define PASSPHRASE_MOST 1000

/* ---- the key ----------------------------------------------------------------------------------------------------------- */

static err read_passphrase(struct ctx *c, const char *path, struct seal_key *key)
{
	char text[PASSPHRASE_MOST + 2];
	FILE *f = fopen(path, "re");
	size_t n;
	str line;

	if (!f)
		FAIL(c, ERR_NOT_FOUND, "%s could not be opened: %s.", path, strerror(errno));
	n = fread(text, 1, sizeof(text), f);
	(void)fclose(f);
	line = str_trim((str){text, str_find((str){text, n}, '\n', 0)});
	if (!str_valid_text(line) || str_points(line) < PASSPHRASE_LEAST || line.n > PASSPHRASE_MOST)
		FAIL(c, ERR_INVALID, "The first line of %s must be a passphrase of at least %d letters.", path, PASSPHRASE_LEAST);
	*key = seal_passphrase(str_copy(c->arena, line));
	crypt_wipe(text, sizeof(text));
	return OK;
}

static err one_key_named(struct cli *cli)
{
	if (cli_has(cli, "--key-file") == cli_has(cli, "--passphrase-file"))
		return problem(cli->c, "--key-file", "Give --key-file or --passphrase-file. A new key file: porchlight backup --make-key FILE");
	return OK;
}

static err read_key(struct cli *cli, struct seal_key *key)
{
	const char *file = cli_value(cli, "--key-file"), *passphrase = cli_value(cli, "--passphrase-file");

	return file ? seal_key_read(cli->c, file, key) : read_passphrase(cli->c, passphrase, key);
}

/* ---- the unsealed file -------------------------------------------------------------------------------------------------- */

static bool is_server(const char *url)
{
	return !strncmp(url, "postgres://", 11) || !strncmp(url, "postgresql://", 13);
}

static const char *file_of(const char *url)
{
	return strncmp(url, "sqlite:", 7) ? url : url + 7;
}

static void remove_database(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".part"};
	char name[4096];

	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (snprintf(name, sizeof(name), "%s%s", path, endings[i]) < (int)sizeof(name))
			(void)unlink(name);
}

static void remove_on_free(void *path)
{
	remove_database(path);
}

/* Signs of glob stand for themselves. */
static str glob_text(struct arena *a, str path)
{
	char *p = arena_alloc(a, path.n * 2 + 1);
	size_t n = 0;

	for (size_t i = 0; i < path.n; i++) {
		if (strchr("*?[\\", path.p[i]))
			p[n++] = '\\';
		p[n++] = path.p[i];
	}
	return (str){p, n};
}

/* "PREFIX4711" and what stands beside it, of a process that is no more. */
static void remove_leftovers(struct ctx *c, str prefix)
{
	glob_t found;
	str pattern = glob_text(c->arena, prefix);

	if (glob(str_format(c->arena, "%.*s*", STR_ARG(pattern)).p, 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		str name = str_of(found.gl_pathv[i]);
		size_t digits = strspn(name.p + prefix.n, "0123456789");
		str process = str_slice(name, prefix.n, prefix.n + digits);
		int64_t pid;

		if (str_to_int(process, &pid) && pid > 0 && pid <= INT32_MAX && kill((pid_t)pid, 0) && errno == ESRCH)
			remove_database(str_z(c->arena, str_slice(name, 0, prefix.n + digits)));
	}
	globfree(&found);
}

/* A name for it. The file is removed when the command ends, unless it was given its place by then. */
static const char *unsealed_path(struct ctx *c, const char *url)
{
	const char *tmp = getenv("TMPDIR");
	str prefix = is_server(url) ? str_format(c->arena, "%s/porchlight.unsealed.", tmp && *tmp ? tmp : "/tmp")
	                            : str_format(c->arena, "%s.unsealed.", file_of(url));
	str path = str_format(c->arena, "%.*s%lld", STR_ARG(prefix), (long long)getpid());

	remove_leftovers(c, prefix);
	arena_on_free(c->arena, remove_on_free, (void *)path.p);
	return path.p;
}

static err open_file(struct ctx *c, const char *path, bool create, struct db **out)
{
	char why[512] = "";
	err e = db_open(&(struct db_options){.url = path, .create = create}, out, why, sizeof(why));

	return e == OK ? OK : ctx_fail(c, e, "%s", why);
}

/* ---- backup ------------------------------------------------------------------------------------------------------------- */

static err copy_to_file(struct ctx *c, const char *path)
{
	struct db *file;
	err e;

	TRY(db_read_begin(c, c->db));
	e = open_file(c, path, true, &file);
	if (e == OK) {
		e = copy_database(c, file, false, "Copying");
		db_close(file);
	}
	db_read_end(c);
	return e;
}

static err take_snapshot(struct ctx *c, const char *path)
{
	struct waiting wait;
	char why[512] = "";
	err e;

	if (db_engine(c->db) != DB_SQLITE)
		return copy_to_file(c, path);
	waiting_start(&wait, "Copying, seconds:");
	e = db_sqlite_snapshot(c->db, path, why, sizeof(why));
	waiting_end(&wait);
	return e == OK ? OK : ctx_fail(c, e, "%s", why);
}

static err backup_look(struct cli *cli)
{
	if (!cli_has(cli, "--make-key") && cli->n_arguments != 1)
		return problem(cli->c, "", "Name the file to make.");
	return cli_has(cli, "--make-key") ? OK : one_key_named(cli);
}

static err backup_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	const char *made = cli_value(cli, "--make-key"), *to, *unsealed;
	struct progress bar;
	struct seal_key key;
	err e;

	if (made) {
		TRY(seal_key_make(c, made));
		fprintf(stderr, "porchlight: %s is the key. Keep a copy where the backups are not: without it they cannot be opened.\n", made);
		return OK;
	}
	to = cli->arguments[0];
	TRY(read_key(cli, &key));
	if (!access(to, F_OK))
		FAIL(c, ERR_CONFLICT, "There is a file %s already; it was left as it is.", to);
	TRY(cli_journal(cli, JOURNAL_BACKUP, str_format(c->arena, "backup to %s", to).p));
	unsealed = unsealed_path(c, cli->database);
	TRY(take_snapshot(c, unsealed));
	progress_start(&bar, "Sealing", 0);
	e = seal_file(c, unsealed, to, &key, &bar);
	progress_end(&bar);
	if (e == OK)
		fprintf(stderr, "porchlight: %s holds everything in %s.\n", to, db_url(c->db));
	return e;
}

static const struct cli_option backup_options[] = {
	{"--key-file", "FILE", "seal with this key"},
	{"--passphrase-file", "FILE", "seal with the passphrase in this file's first line"},
	{"--make-key", "FILE", "make a new key file, nothing else"},
	{0},
};

const struct command backup_command = {
	.name = "backup", .arguments = "FILE", .summary = "make a sealed backup while the server goes on", .options = backup_options,
	.more = "Nobody reads or changes the file without the key. An existing file is never touched.",
	.needs = CLI_DB | CLI_MIGRATED, .without = "--make-key", .look = backup_look, .run = backup_run,
};

/* ---- restore ------------------------------------------------------------------------------------------------------------ */

static err check_sound(struct ctx *c, struct db *db)
{
	struct waiting wait;
	struct buf report;
	err e;

	buf_init(&report, 65536);
	waiting_start(&wait, "Looking it over, seconds:");
	e = db_integrity(db, &report);
	waiting_end(&wait);
	if (e == OK && report.n)
		e = ctx_fail(c, ERR_MALFORMED, "The database in the backup is not sound. Nothing was changed.\n%.*s", STR_ARG(buf_view(&report)));
	buf_free(&report);
	return e;
}

static err write_restored(struct wtx *w, void *arg)
{
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_BACKUP, .object = str_of(arg)});
}

/* What came out of the seal: ours, sound, at today's schema, and with a row that says it was restored. */
static err make_ready(struct ctx *c, struct db *file, const char *from)
{
	struct migrate_status status;
	int64_t behind;
	int applied;

	TRY(migrate_look(c, file, &status));
	if (!status.applied)
		FAIL(c, ERR_MALFORMED, "The backup holds no database of Porchlight. Nothing was changed.");
	if (status.trouble.p)
		FAIL(c, ERR_CONFLICT, "%.*s", STR_ARG(status.trouble));
	TRY(check_sound(c, file));
	TRY(migrate_up(c, file, NULL, NULL, &applied));
	TRY(journal_open(c, file, &behind));
	return db_write(c, file, write_restored, (void *)str_format(c->arena, "restored from %s", from).p);
}

static err restore_to_server(struct cli *cli, struct db *file, bool replace)
{
	struct ctx *c = cli->c;
	struct db *to;
	err e;

	TRY(open_file(c, cli->database, false, &to));
	e = db_read_begin(c, file);
	if (e == OK)
		e = copy_database(c, to, replace, "Restoring");
	if (c->tx)
		db_read_end(c);
	db_close(to);
	return e;
}

static err put_in_place(struct cli *cli, const char *unsealed)
{
	char why[512] = "";
	err e = db_sqlite_replace(file_of(cli->database), unsealed, why, sizeof(why));

	return e == OK ? OK : ctx_fail(cli->c, e, "%s", why);
}

static err unseal(struct cli *cli, const char *unsealed)
{
	struct progress bar;
	struct seal_key key;
	err e;

	TRY(read_key(cli, &key));
	progress_start(&bar, "Opening", 0);
	e = seal_open(cli->c, cli->arguments[0], unsealed, &key, &bar);
	progress_end(&bar);
	return e;
}

static err restore_look(struct cli *cli)
{
	return cli->n_arguments == 1 ? one_key_named(cli) : problem(cli->c, "", "Name the backup.");
}

static err restore_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	bool replace = cli_has(cli, "--replace"), server = is_server(cli->database);
	const char *unsealed;
	struct db *file;
	err e;

	if (!server && !replace && !access(file_of(cli->database), F_OK))
		FAIL(c, ERR_CONFLICT, "There is a database %s already; it was left as it is. To throw it away, say --replace.",
			file_of(cli->database));
	unsealed = unsealed_path(c, cli->database);
	TRY(unseal(cli, unsealed));
	TRY(open_file(c, unsealed, false, &file));
	e = make_ready(c, file, cli->arguments[0]);
	if (e == OK && server)
		e = restore_to_server(cli, file, replace);
	db_close(file);
	if (e == OK && !server)
		e = put_in_place(cli, unsealed);
	if (e == OK)
		fprintf(stderr, "porchlight: restored. Look it over with: porchlight check --database %s\n", cli->database);
	return e;
}

static const struct cli_option restore_options[] = {
	{"--key-file", "FILE", "the key it was sealed with"},
	{"--passphrase-file", "FILE", "the passphrase it was sealed with"},
	{"--replace", NULL, "throw away what the database holds now"},
	{0},
};

const struct command restore_command = {
	.name = "restore", .arguments = "FILE", .summary = "bring a backup back; refuses a damaged one and never overwrites unasked",
	.options = restore_options,
	.more = "It takes --database URL like every command: the file to make, or an empty PostgreSQL database. Stop the server first.\n"
	        "Until the new database is whole and on disk the old one stays as it is.",
	.look = restore_look, .run = restore_run,
};
