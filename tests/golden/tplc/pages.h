/* pages.h - what the pages of the template compiler's golden test show. */
#ifndef TESTS_GOLDEN_TPLC_PAGES_H
#define TESTS_GOLDEN_TPLC_PAGES_H

#include "web/html.h"

struct row {
	str name;
	struct url chart;
	bool late;
};

struct board {
	str title;
	const struct row *rows;
	size_t n;
	struct html note;
};

#endif
