/* schema.h - a type for every kind of id, so that a swap does not compile; 0: none. Made by tools/qc: change the SQL instead. */
#ifndef SQL_SCHEMA_H
#define SQL_SCHEMA_H

typedef struct center_id {
	int64_t v;
} center_id;
typedef struct person_id {
	int64_t v;
} person_id;
typedef struct visit_id {
	int64_t v;
} visit_id;
typedef struct price_id {
	int64_t v;
} price_id;

#endif
