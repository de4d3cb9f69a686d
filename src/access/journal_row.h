/* journal_row.h - inside this folder only: a row of the journal as its hash covers it. */
#ifndef ACCESS_JOURNAL_ROW_H
#define ACCESS_JOURNAL_ROW_H

#include "base/crypt.h"
#include "base/time.h"

#define JOURNAL_ROW_MOST ((size_t)1 << 20)

struct journal_row {
	int64_t id;
	int64_t center;
	instant at;
	str event;
	int64_t account;
	str account_name;
	int64_t person;
	str object, address, reason, detail;
};

/* The row as bytes; its id stands at JOURNAL_ROW_ID, so that a row can be tried in another's place. */
#define JOURNAL_ROW_ID (sizeof("porchlight journal 1") - 1)
void journal_row_bytes(const struct journal_row *r, struct buf *out);
struct hash journal_row_hash(const struct journal_row *r);

/* One line of a seal: the row's id, high byte first, and its hash. */
#define SEAL_LINE (8 + sizeof(((struct hash *)0)->b))
#define SEAL_LINES_MOST 1000

#endif
