/* code.h - an enumeration of the field with its names: one X-macro table gives the C enum, the code kept in the
 * database (checked against the migration by a test), the code in FHIR and the label on screen.
 *
 *   #define ATTENDANCE_TABLE(X) X(ATTENDANCE_PRESENT, "present", "Here", "fulfilled") ...
 *   CODE_ENUM(attendance, ATTENDANCE_TABLE, ATTENDANCE_NONE)  in the header: enum attendance, attendance_codes
 *   CODE_NAMES(attendance, ATTENDANCE_TABLE)                  in one .c file
 *
 * Value 0 of every enum is its own "none" (NAME_NONE), so a forgotten field is never a real value; none is SQL null. */
#ifndef BASE_CODE_H
#define BASE_CODE_H

#include "base/str.h"

struct code_name {
	const char *code;
	const char *label;
	const char *fhir; /* NULL: FHIR has no word for it */
};

struct code_table {
	const char *name;
	size_t n; /* values 1..n-1; value 0 is none */
	const struct code_name *names;
};

#define CODE_ENUM_ITEM(id, code, label, fhir) id,
#define CODE_ENUM(name, TABLE, NONE) \
	enum name { NONE, TABLE(CODE_ENUM_ITEM) }; \
	extern const struct code_table name##_codes;

#define CODE_NAME_ITEM(id, code, label, fhir) {code, label, fhir},
#define CODE_NAMES(name, TABLE) \
	static const struct code_name name##_names[] = {{"", "", NULL}, TABLE(CODE_NAME_ITEM)}; \
	const struct code_table name##_codes = {#name, COUNT_OF(name##_names), name##_names};

/* Value of a code, or 0. */
int code_find(const struct code_table *t, str code);
str code_of(const struct code_table *t, int value);
str code_label(const struct code_table *t, int value);

#endif
