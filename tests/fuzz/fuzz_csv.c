/* fuzz_csv.c - what the reader takes, the writer gives back: cell for cell. The same cells go through JSON. */
#include "base/csv.h"
#include "base/json.h"
#include "fuzz/fuzz.h"

/* Hands the input out in pieces of changing size, as a network would. */
struct dribble {
	str rest;
	size_t step;
};

static err dribble(void *arg, char *into, size_t room, size_t *got)
{
	struct dribble *d = arg;

	d->step = d->step % 7 + 1;
	*got = d->rest.n < d->step ? d->rest.n : d->step;
	MUST(*got <= room);
	memcpy(into, d->rest.p, *got);
	d->rest = str_slice(d->rest, *got, d->rest.n);
	return OK;
}

static void write_row(struct csv *w, struct json *j, const struct csv_row *row)
{
	json_array(j);
	for (size_t i = 0; i < row->n; i++) {
		csv_str(w, row->cell[i]);
		json_str(j, row->cell[i]);
	}
	json_array_end(j);
	json_line(j);
	csv_row_end(w);
}

/* Rows read from `in`, written to both; how many were refused. */
static size_t copy_rows(struct arena *a, struct source *in, struct csv *w, struct json *j)
{
	struct csv_reader *r = csv_reader(a, in);
	struct csv_row row;
	size_t refused = 0, last_line = 0;

	for (;;) {
		err e = csv_next(r, &row);

		MUST(row.line >= last_line);
		MUST(e ? r->reason && !row.n : !r->reason);
		last_line = row.line;
		if (!e && !row.n)
			return refused;
		if (e)
			refused++;
		else
			write_row(w, j, &row);
	}
}

static size_t pass(struct arena *a, struct source *in, struct buf *table, struct buf *lines)
{
	struct sink table_sink, lines_sink;
	struct csv w;
	struct json j;
	size_t refused;

	sink_buf(&table_sink, table);
	sink_buf(&lines_sink, lines);
	csv_init(&w, &table_sink, CSV_EXACT);
	json_init(&j, &lines_sink);
	json_null(&j);
	json_line(&j);
	refused = copy_rows(a, in, &w, &j);
	MUST(csv_end(&w) == OK);
	MUST(json_end(&j) == OK);
	return refused;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dribble d = {{(const char *)data, size}, size % 5};
	struct buf first, again, lines, lines_again;
	struct arena a;
	struct source in;

	arena_init(&a, 4 << 20);
	buf_init(&first, 4 << 20);
	buf_init(&again, 4 << 20);
	buf_init(&lines, 8 << 20);
	buf_init(&lines_again, 8 << 20);
	source_calls(&in, dribble, &d);
	(void)pass(&a, &in, &first, &lines);
	source_str(&in, buf_view(&first));
	MUST(pass(&a, &in, &again, &lines_again) == 0);
	MUST(str_eq(buf_view(&first), buf_view(&again)));
	MUST(str_eq(buf_view(&lines), buf_view(&lines_again)));
	MUST(str_valid_text(buf_view(&lines)));
	buf_free(&first);
	buf_free(&again);
	buf_free(&lines);
	buf_free(&lines_again);
	arena_free(&a);
	return 0;
}
