/* migrate.h - brings a database to the schema of this binary. Forward only; each migration is one
 * transaction and is recorded with its checksum in table `migration`.
 *
 * A migration is SQL with type words, expanded per engine:
 *   word              SQLite                      PostgreSQL
 *   @id(person)       integer                     bigint          the table's own id; C type person_id
 *   @ref(person)      integer                     bigint          an id of another table; C type person_id
 *   @instant          integer                     bigint          UTC milliseconds
 *   @date             text                        text collate "C"  YYYY-MM-DD
 *   @text             text                        text collate "C"
 *   @int              integer                     bigint
 *   @cents            integer                     bigint
 *   @bool             integer                     boolean
 *   @bytes            blob                        bytea
 *   @code(name)       text                        text collate "C"  an enum of base/code.h: struct code_table name_codes
 *   @strict           strict, without rowid       (nothing)       after the closing parenthesis of a table
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/* Expand the type words of one migration for an engine. ERR_INVALID: an unknown word; it is named in *why. */
NODISCARD err migrate_expand(struct arena *a, str sql, enum db_engine engine, str *out, str *why);

struct migrate_status {
	int applied;   /* how many were there */
	int pending;   /* how many are missing */
	str trouble;   /* none, or: a changed checksum, a database newer than the binary; serving must not start */
};
/* Both need that c has no view open. */
NODISCARD err migrate_look(struct ctx *c, struct db *db, struct migrate_status *out);
/* Apply what is pending. `backup` (may be NULL) is called once before the first change to a database that
 * has data. */
NODISCARD err migrate_up(struct ctx *c, struct db *db, err (*backup)(void *arg), void *arg, int *applied);

/* The same with another list than this binary's. */
struct migrate_list {
	const struct db_migration *v; /* numbered upward */
	unsigned n;
};
NODISCARD err migrate_look_at(struct ctx *c, struct db *db, const struct migrate_list *list, struct migrate_status *out);
NODISCARD err migrate_up_to(struct ctx *c, struct db *db, const struct migrate_list *list, err (*backup)(void *arg),
                            void *arg, int *applied);

#endif
