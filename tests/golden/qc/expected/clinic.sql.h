/* clinic.sql.h - the queries of clinic.sql. Made by tools/qc: change the SQL instead. */
#ifndef SQL_clinic_H
#define SQL_clinic_H

#include "db/db.h"
#include "schema.h"
#include "care/words.h"

/* One person, by the id in the address. clinic.sql:4 */
struct person_get_args {
	person_id id;
};
struct person_get_row {
	person_id id;
	str name;
	date born_on; /* may be none */
	enum sex sex; /* may be none */
	bytes photo; /* may be none */
};
NODISCARD err person_get_with(struct tx *tx, struct person_get_row *out, const struct person_get_args *args);
#define person_get(tx, out, ...) \
	person_get_with((tx), (out), &(struct person_get_args){__VA_ARGS__})
extern const struct db_query person_get_query;

/* What each month brought at this center.
 * The second line of a remark. clinic.sql:8 */
struct minutes_by_month_args {
	date from_on;
	date to_on;
	struct opt_int least; /* may be none */
};
struct minutes_by_month_row {
	str month;
	int64_t minutes;
};
struct minutes_by_month_rows {
	struct minutes_by_month_row *v;
	size_t n;
};
NODISCARD err minutes_by_month_with(struct tx *tx, struct minutes_by_month_rows *out, const struct minutes_by_month_args *args);
#define minutes_by_month(tx, out, ...) \
	minutes_by_month_with((tx), (out), &(struct minutes_by_month_args){__VA_ARGS__})
extern const struct db_query minutes_by_month_query;

/* Everyone, with what is known of their visits here. clinic.sql:18 */
struct people_row {
	person_id id;
	str name;
	visit_id visit_id; /* may be none */
	struct opt_int minutes; /* may be none */
	instant arrived_at; /* may be none */
	str system_; /* may be none */
	str center;
};
NODISCARD err people(struct tx *tx, err (*fn)(void *arg, const struct people_row *row), void *arg);
extern const struct db_query people_query;

/* A query without arguments. clinic.sql:28 */
struct center_first_row {
	bool any;
};
NODISCARD err center_first(struct tx *tx, struct center_first_row *out);
extern const struct db_query center_first_query;

/* clinic.sql:32 */
struct visit_add_args {
	visit_id id;
	person_id person_id;
	date day;
	struct opt_int minutes; /* may be none */
	cents fee;
	bool paid;
	str note; /* may be none */
};
NODISCARD err visit_add_with(struct wtx *w, int64_t *changed, const struct visit_add_args *args);
#define visit_add(w, changed, ...) \
	visit_add_with((w), (changed), &(struct visit_add_args){__VA_ARGS__})
extern const struct db_query visit_add_query;

/* A write that returns rows has no limit. clinic.sql:37 */
struct visit_items_copy_args {
	visit_id visit_id;
	visit_id from_visit;
};
struct visit_items_copy_row {
	str system_;
	price_id price_id; /* may be none */
};
struct visit_items_copy_rows {
	struct visit_items_copy_row *v;
	size_t n;
};
NODISCARD err visit_items_copy_with(struct wtx *w, struct visit_items_copy_rows *out, const struct visit_items_copy_args *args);
#define visit_items_copy(w, out, ...) \
	visit_items_copy_with((w), (out), &(struct visit_items_copy_args){__VA_ARGS__})
extern const struct db_query visit_items_copy_query;

/* clinic.sql:44 */
struct visit_pay_args {
	visit_id id;
	int64_t version;
};
struct visit_pay_row {
	int64_t version;
	date next; /* may be none */
};
NODISCARD err visit_pay_with(struct wtx *w, struct visit_pay_row *out, const struct visit_pay_args *args);
#define visit_pay(w, out, ...) \
	visit_pay_with((w), (out), &(struct visit_pay_args){__VA_ARGS__})
extern const struct db_query visit_pay_query;

/* Columns that come through a `with`, a union and a query in parentheses keep their types. clinic.sql:49 */
struct person_items_args {
	date day;
};
struct person_items_row {
	person_id who;
	str system_;
	date born_on; /* may be none */
	date since; /* may be none */
};
struct person_items_rows {
	struct person_items_row *v;
	size_t n;
};
NODISCARD err person_items_with(struct tx *tx, struct person_items_rows *out, const struct person_items_args *args);
#define person_items(tx, out, ...) \
	person_items_with((tx), (out), &(struct person_items_args){__VA_ARGS__})
extern const struct db_query person_items_query;

/* clinic.sql:63 */
struct busiest_row {
	center_id center_id;
	int64_t n;
};
struct busiest_rows {
	struct busiest_row *v;
	size_t n;
};
NODISCARD err busiest(struct tx *tx, struct busiest_rows *out);
extern const struct db_query busiest_query;

/* A write behind a `with`; none of the unpaid visits is counted twice. clinic.sql:68 */
struct visits_settle_args {
	date before;
};
NODISCARD err visits_settle_with(struct wtx *w, int64_t *changed, const struct visits_settle_args *args);
#define visits_settle(w, changed, ...) \
	visits_settle_with((w), (changed), &(struct visits_settle_args){__VA_ARGS__})
extern const struct db_query visits_settle_query;

/* Windows and filters, and an order in which none has its place. clinic.sql:74 */
struct visits_ranked_args {
	str name;
};
struct visits_ranked_row {
	visit_id id;
	int64_t place;
	cents paid_fee;
};
struct visits_ranked_rows {
	struct visits_ranked_row *v;
	size_t n;
};
NODISCARD err visits_ranked_with(struct tx *tx, struct visits_ranked_rows *out, const struct visits_ranked_args *args);
#define visits_ranked(tx, out, ...) \
	visits_ranked_with((tx), (out), &(struct visits_ranked_args){__VA_ARGS__})
extern const struct db_query visits_ranked_query;

/* A query that asks itself. clinic.sql:82 */
struct days_from_row {
	int64_t n;
};
struct days_from_rows {
	struct days_from_row *v;
	size_t n;
};
NODISCARD err days_from(struct tx *tx, struct days_from_rows *out);
extern const struct db_query days_from_query;

#endif
