/* sqlite_facts.c - what SQLite's planner is told about the tables, the same at every installation and on every day.
 *
 * Without figures SQLite takes ten rows for any first column of a key: it then reads all stays of a center (the table's own order)
 * where an index would lead to the one that is asked for, and a page costs what the center has rather than what it shows. ANALYZE would
 * count, but a database is counted when it is empty or a year old, and plans would differ from place to place and from the ones tested.
 * So every index gets the same answer from the number of its columns: a center has thousands of rows, one more column leaves dozens,
 * a whole unique key leaves one. The tables are said to be so large that the planner neither scans one nor fills a Bloom filter
 * from one, which reads it whole. */
#include "db/sqlite.h"

/* Rows that share the first `seqno` + 1 columns of an index, in the format of sqlite_stat1. */
#define ROWS_PER_VALUE \
	"case when i.\"unique\" and k.seqno = (select max(l.seqno) from pragma_index_info(i.name) l) then 1 " \
	"else max(2, (case when (select f.name from pragma_index_info(i.name) f where f.seqno = 0) = 'center_id' then 5000 else 20 end) / " \
	"(case k.seqno when 0 then 1 when 1 then 100 when 2 then 500 else 1000 end)) end"

const char sqlite_facts[] =
	"analyze sqlite_schema;" /* makes the table of figures */
	"delete from sqlite_stat1;"
	"insert into sqlite_stat1 (tbl, idx, stat) "
	"select t.name, case when i.origin = 'pk' then t.name else i.name end, '1000000000000' || "
	"(select group_concat(' ' || " ROWS_PER_VALUE ", '') from (select seqno from pragma_index_info(i.name) order by seqno) k) "
	"from sqlite_schema t join pragma_index_list(t.name) i "
	"where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\';"
	"analyze sqlite_schema;"; /* reads it */
