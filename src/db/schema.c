/* schema.c - what this binary knows about its own schema, from the registry that tools/qc generates. */
#include "db/engine.h"
#include "db/migrate.h"

err db_bulk_open(struct wtx *w, const char *table, struct db_bulk **out)
{
	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, table))
			return db_bulk_open_table(w, &db_tables[i], out);
	FAIL(wtx_ctx(w), ERR_BUG, "There is no table %s. Please report this.", table);
}

static struct migrate_list own_list(void)
{
	return (struct migrate_list){db_migrations, db_migration_count};
}

err migrate_look(struct ctx *c, struct db *db, struct migrate_status *out)
{
	struct migrate_list list = own_list();

	return migrate_look_at(c, db, &list, out);
}

err migrate_up(struct ctx *c, struct db *db, err (*backup)(void *arg), void *arg, int *applied)
{
	struct migrate_list list = own_list();

	return migrate_up_to(c, db, &list, backup, arg, applied);
}
