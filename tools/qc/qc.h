/* qc.h - the SQL compiler in five steps, and what each hands to the next.
 *   schema.c  runs the migrations in an in-memory SQLite: tables, columns and their types
 *   read.c    cuts a query file into queries: head lines and tokens
 *   shape.c   follows the tokens: which table stands where under which name, and what a result column is
 *   check.c   refuses what the house does not allow; gives every parameter and result column its type
 *   emit.c    writes the C
 * Everything lives in one arena until the program ends. What is refused goes to stderr as file:line and a
 * sentence. */
#ifndef QC_QC_H
#define QC_QC_H

#include <sqlite3.h>

#include "base/buf.h"
#include "db/db.h"

#define LIST(type) \
	struct { \
		type *v; \
		size_t n; \
	}
/* A new zeroed element at the end. Pointers to earlier elements do not survive it. */
#define ADD(a, list) ((typeof((list)->v))list_add((a), (void **)&(list)->v, &(list)->n, sizeof(*(list)->v)))
void *list_add(struct arena *a, void **v, size_t *n, size_t size);

bool same(const char *a, const char *b);

/* `of` is the table of an id or the name of a code's enum, "" for others. */
struct type {
	enum db_type base; /* 0: not known */
	bool nullable;
	const char *of;
};

/* A column, parameter or result column. */
struct typed {
	const char *name;
	struct type type;
	enum db_source source; /* parameters only */
};
typedef LIST(struct typed) typed_list;
struct typed *find_typed(const typed_list *list, const char *name);

struct table {
	const char *name;
	typed_list columns;
	const char *key; /* "center_id, id" */
	bool center;
	bool placed; /* already in the order of copying */
};

struct migration {
	const char *name;
	const char *sql;
};

struct schema {
	sqlite3 *db;
	LIST(struct type) words;   /* every use; a column is declared as text(17) for words.v[17] */
	LIST(const char *) ids;    /* "person" for @id(person) */
	LIST(struct table) tables; /* in the order of copying */
	LIST(struct migration) migrations;
};

enum token_kind { T_WORD, T_NUMBER, T_STRING, T_PARAM, T_MARK };
enum clause { C_NONE, C_ROW, C_SELECT, C_FROM, C_ON, C_WHERE, C_ORDER, C_LIMIT, C_SET, C_RETURNING,
	      C_OTHER };

struct token {
	enum token_kind kind;
	const char *text; /* a word in lower case; a parameter without the colon */
	int line;
	bool spaced;        /* white space or a comment stood before it */
	enum clause clause; /* C_NONE inside parentheses that hold no query, C_ROW in those of `values` */
	int scope;
	int joined; /* in an `on`: the source that is joined; -1 elsewhere */
};

/* The name that a table, a `with` or a query in parentheses has in one scope. */
struct source {
	const char *name;
	const struct table *table; /* NULL: the rows come from statement `rows` */
	int rows;
	int scope;
	bool left;     /* on the right of a left join */
	bool target;   /* of an insert */
	bool confined; /* its center_id is known to be :center */
};

/* A result column: tokens [from, to). */
struct item {
	size_t from, to;
	const char *name; /* NULL: an expression without `as` */
};

/* A statement, or one arm of it: a select of a union, a row of values. */
struct scope {
	int parent;
	bool is_arm;
	int arm;  /* of a statement: its first arm; -1: a write, its items are those of `returning` */
	int next; /* of an arm: the next one, or -1 */
	LIST(struct item) items;
};

struct cte {
	const char *name;
	int owner; /* the scope that sees it */
	int rows;
};

struct shape {
	LIST(struct source) sources;
	LIST(struct scope) scopes; /* 0: the whole query */
	LIST(struct cte) ctes;
	LIST(const char *) insert_columns;
};

enum verb { V_ONE, V_MANY, V_EACH, V_EXEC };

struct query {
	const char *name;
	enum verb verb;
	const char *path;  /* as given, for messages */
	const char *where; /* without the root, for the program */
	int line;
	const char *doc;
	typed_list said_in, said_out;
	bool across_centers, scans, writes;
	const char *sql; /* as written, for SQLite */
	int sql_line;
	LIST(struct token) tokens;
	struct shape shape;
	typed_list in, out; /* in the order of the SQL */
};

struct query_file {
	const char *path;
	const char *name;
	LIST(const char *) includes;
	size_t first, n; /* its queries */
};

struct qc {
	struct arena arena;
	const char *root;
	const char *out;
	struct schema schema;
	LIST(struct query_file) files;
	LIST(struct query) queries;
};

/* Prints why; always false, so that a check can end with it. */
bool refuse(const char *path, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
#define REFUSE(q, fmt, ...) refuse((q)->path, (q)->line, "%s: " fmt, (q)->name, ##__VA_ARGS__)
#define REFUSE_AT(q, i, fmt, ...) \
	refuse((q)->path, (q)->tokens.v[i].line, "%s: " fmt, (q)->name, ##__VA_ARGS__)
#define TEXT(a, ...) str_format((a), __VA_ARGS__).p
bool file_text(struct qc *qc, const char *path, const char **out);
const char *file_stem(struct qc *qc, const char *path);
const char *shown_path(struct qc *qc, const char *path);

bool schema_open(struct schema *s);
bool schema_migrate(struct qc *qc, const char *path);
bool schema_load(struct qc *qc);
const struct table *schema_table(const struct schema *s, const char *name);
bool type_read(struct qc *qc, str word, struct type *out);
bool type_same(struct type a, struct type b); /* whether none is allowed does not matter */
const char *type_show(struct arena *a, struct type t);

bool query_file_read(struct qc *qc, const char *path);

/* Whether token i is this word or mark; i may be behind the end. */
bool tok_is(const struct query *q, size_t i, const char *text);
bool shape_read(struct qc *qc, struct query *q);
/* The source that the column written at token i belongs to, -1: none; *column is its name, *end the token
 * behind it. */
int shape_column(const struct query *q, size_t i, const char **column, size_t *end);
/* The scope whose items are the result columns of a statement: its first arm, or a write itself. */
const struct scope *shape_rows(const struct query *q, int statement);
/* What tokens [item->from, item->to) are when they are a plain column, else false. */
bool shape_item_type(const struct query *q, const struct item *item, struct type *out);
/* The same for a result column of the query, with all its arms. */
bool shape_result_type(const struct query *q, size_t column, struct type *out);

bool query_check(struct qc *qc, struct query *q);

bool emit_all(struct qc *qc);

#endif
