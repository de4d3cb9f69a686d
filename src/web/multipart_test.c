/* multipart_test.c - forms with files, whole and in pieces, and what is refused. */
#include "web/multipart.h"

#include <fcntl.h>
#include <unistd.h>

#include "support/test.h"
#include "web/app.h"

#define TYPE STR("multipart/form-data; boundary=----edge7")

#define FORM \
	"------edge7\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n" \
	"------edge7\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".ndjson\"\r\n" \
	"Content-Type: application/x-ndjson\r\n\r\nline one\r\n------edge\r\nline three\r\n\r\n" \
	"------edge7\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\r\n" \
	"------edge7--\r\n"

struct read {
	struct form form;
	struct upload_list files;
};

static err read_pieces(struct ctx *c, str type, str body, size_t piece, struct read *out)
{
	struct multipart *m;

	*out = (struct read){0};
	TRY(multipart_open(c, type, &out->form, &out->files, &m));
	for (size_t at = 0; at < body.n; at += piece)
		TRY(multipart_push(m, body.p + at, piece < body.n - at ? piece : body.n - at));
	return multipart_end(m);
}

static void assert_file(const char *path, const char *text)
{
	char got[4096];
	FILE *f = fopen(path, "re");
	size_t n;

	assert_non_null(f);
	n = fread(got, 1, sizeof(got), f);
	fclose(f);
	assert_str(((str){got, n}), text);
}

static void fields_and_files_arrive_however_the_network_cuts_them(void **state)
{
	(void)state;
	for (size_t piece = 1; piece <= sizeof(FORM); piece++) {
		struct ctx *c = test_ctx();
		struct read r;

		assert_ok(read_pieces(c, TYPE, STR(FORM), piece, &r));
		assert_int_equal(r.form.n, 2);
		assert_str(form_value(&r.form, "csrf", 0), "token");
		assert_str(form_value(&r.form, "note", 0), "");
		assert_non_null(r.files.first);
		assert_null(r.files.first->next);
		assert_str(r.files.first->field, "file");
		assert_str(r.files.first->file.filename, "a \"b\".ndjson");
		assert_file(r.files.first->file.path, "line one\r\n------edge\r\nline three\r\n");
		assert_int_equal(r.files.first->file.size, 34);
		test_ctx_free(c);
	}
}

/* A request whose uploads wait in a folder of its own, which can be removed afterwards only when it
 * is empty. */
struct spooling {
	struct app app;
	char dir[64];
	struct ctx *c;
};

static void spooling_begin(struct spooling *s)
{
	*s = (struct spooling){.dir = "/tmp/porchlight-test-XXXXXX"};
	assert_non_null(mkdtemp(s->dir));
	s->app.spool_dir = s->dir;
	s->c = test_ctx();
	s->c->app = &s->app;
}

static void assert_nothing_left(struct spooling *s)
{
	test_ctx_free(s->c);
	assert_int_equal(rmdir(s->dir), 0);
}

static void spool_files_go_when_the_request_ends(void **state)
{
	struct spooling s;
	struct read r;

	(void)state;
	spooling_begin(&s);
	assert_ok(read_pieces(s.c, TYPE, STR(FORM), 100, &r));
	assert_true(str_starts(str_of(r.files.first->file.path), s.dir));
	assert_int_equal(access(r.files.first->file.path, R_OK), 0);
	assert_nothing_left(&s);
}

static void a_spool_file_of_a_form_that_is_cut_off_goes_too(void **state)
{
	struct spooling s;
	struct read r;

	(void)state;
	spooling_begin(&s);
	assert_int_equal(read_pieces(s.c, TYPE, str_slice(STR(FORM), 0, 250), 100, &r), ERR_MALFORMED);
	assert_int_equal(r.files.n, 1);
	assert_nothing_left(&s);
}

static void a_spool_folder_that_is_not_there_is_said(void **state)
{
	struct ctx *c = test_ctx();
	struct app app = {.spool_dir = "/nowhere/at/all"};
	struct read r;

	(void)state;
	c->app = &app;
	assert_int_equal(read_pieces(c, TYPE, STR(FORM), 100, &r), ERR_IO);
	assert_true(str_index(c->fail_text, STR("No such file")) >= 0);
	test_ctx_free(c);
}

static void a_file_field_in_which_nothing_was_chosen_is_no_file(void **state)
{
	struct ctx *c = test_ctx();
	struct read r;

	(void)state;
	assert_ok(read_pieces(c, TYPE,
		STR("------edge7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n------edge7--"), 4096, &r));
	assert_null(r.files.first);
	test_ctx_free(c);
}

static void a_file_larger_than_the_window_is_kept_whole(void **state)
{
	struct ctx *c = test_ctx();
	struct buf b;
	struct read r;
	char *got;
	int fd;

	(void)state;
	buf_init(&b, 4 << 20);
	BUF_LIT(&b, "------edge7\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n");
	for (int i = 0; i < 200000; i++)
		buf_format(&b, "%d\r\n--", i);
	BUF_LIT(&b, "\r\n------edge7--\r\n");
	assert_ok(read_pieces(c, TYPE, buf_view(&b), 40000, &r));
	got = arena_alloc(c->arena, b.n);
	fd = open(r.files.first->file.path, O_RDONLY);
	assert_int_equal(read(fd, got, b.n), r.files.first->file.size);
	close(fd);
	assert_memory_equal(got, strstr(b.p, "\r\n\r\n") + 4, (size_t)r.files.first->file.size);
	buf_free(&b);
	test_ctx_free(c);
}

static void what_is_no_form_with_files_is_refused(void **state)
{
	static const char *const bad[] = {
	        "",
	        "nothing like it",
	        "------edge7",
	        "------edge7\r\n",
	        "------edge7\r\n\r\n\r\n------edge7--",
	        "------edge7x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n------edge7--",
	        "------edge7\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n------edge7--",
	        "------edge7\r\nContent-Disposition: form-data\r\n\r\n1\r\n------edge7--",
	        "------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
	        "------edge7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n------edge7--",
	        "------edge7\r\nContent-Disposition: form-data; name=\"a\xff\"\r\n\r\n1\r\n------edge7--",
	        "------edge7\r\nContent-Disposition: form-data; name=\"a\"; filename=\"\x01\"\r\n\r\n1\r\n------edge7--",
	};
	struct ctx *c = test_ctx();
	struct read r;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(read_pieces(c, TYPE, str_of(bad[i]), 7, &r), ERR_MALFORMED);
	test_ctx_free(c);
}

static void a_type_without_a_usable_boundary_is_refused(void **state)
{
	static const char *const bad[] = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
		"multipart/form-data; charset=utf-8", "multipart/form-data; boundary=\"a ",
		"multipart/form-data; boundary=01234567890123456789012345678901234567890123456789012345678901234567890"};
	struct ctx *c = test_ctx();
	struct read r;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(read_pieces(c, str_of(bad[i]), STR(FORM), 99, &r), ERR_MALFORMED);
	test_ctx_free(c);
}

/* A body of n parts, each with `head` before `size` letters. */
static err push_parts(struct ctx *c, int n, const char *head, size_t size)
{
	struct buf b;
	struct read r;
	err e;

	buf_init(&b, 64 << 20);
	for (int i = 0; i < n; i++) {
		buf_format(&b, "------edge7\r\n%s\r\n\r\n", head);
		for (size_t k = 0; k < size; k++)
			buf_char(&b, 'x');
		BUF_LIT(&b, "\r\n");
	}
	BUF_LIT(&b, "------edge7--\r\n");
	assert_false(b.full);
	e = read_pieces(c, TYPE, buf_view(&b), 16384, &r);
	buf_free(&b);
	return e;
}

static void every_limit_ends_in_a_refusal(void **state)
{
	static const char field[] = "Content-Disposition: form-data; name=\"a\"";
	static const char file[] = "Content-Disposition: form-data; name=\"a\"; filename=\"f\"";
	char *long_head = calloc(1, 9000);
	struct ctx *c = test_ctx();

	(void)state;
	assert_ok(push_parts(c, 2000, field, 10));
	assert_int_equal(push_parts(c, 2001, field, 10), ERR_MALFORMED);
	assert_ok(push_parts(c, 1, field, UPLOAD_TEXT_MAX));
	assert_int_equal(push_parts(c, 1, field, UPLOAD_TEXT_MAX + 1), ERR_TOO_LARGE);
	assert_int_equal(push_parts(c, 3, field, UPLOAD_TEXT_MAX / 2), ERR_TOO_LARGE);
	assert_ok(push_parts(c, UPLOADS_MAX, file, 10));
	assert_int_equal(push_parts(c, UPLOADS_MAX + 1, file, 10), ERR_TOO_LARGE);
	memset(long_head, 'h', 8999);
	assert_int_equal(push_parts(c, 1, long_head, 1), ERR_MALFORMED);
	free(long_head);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_files_arrive_however_the_network_cuts_them),
        cmocka_unit_test(spool_files_go_when_the_request_ends),
        cmocka_unit_test(a_spool_file_of_a_form_that_is_cut_off_goes_too),
        cmocka_unit_test(a_spool_folder_that_is_not_there_is_said),
        cmocka_unit_test(a_file_field_in_which_nothing_was_chosen_is_no_file),
        cmocka_unit_test(a_file_larger_than_the_window_is_kept_whole),
        cmocka_unit_test(what_is_no_form_with_files_is_refused),
        cmocka_unit_test(a_type_without_a_usable_boundary_is_refused),
        cmocka_unit_test(every_limit_ends_in_a_refusal),
};
TEST_GROUP(multipart, tests)
