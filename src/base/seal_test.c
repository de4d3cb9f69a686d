/* seal_test.c - sealed files come back whole or not at all, and say why not. */
#include "support/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/seal.h"

/* A folder of its own for each test, with a key file, a plain file of four pieces and the same sealed. */
struct room {
	struct ctx *c;
	char folder[64];
	struct seal_key key;
};

#define PLAIN_BYTES ((size_t)3 * 65536 + 1000)
#define SEALED_BYTES (128 + PLAIN_BYTES + (size_t)4 * 17)

static const char *path(struct room *r, const char *name)
{
	return str_format(r->c->arena, "%s/%s", r->folder, name).p;
}

static void write_file(struct room *r, const char *name, const void *p, size_t n)
{
	FILE *f = fopen(path(r, name), "wbe");

	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static bytes read_file(struct room *r, const char *name)
{
	FILE *f = fopen(path(r, name), "rbe");
	uint8_t *p = arena_alloc(r->c->arena, 1 << 20);
	size_t n;

	assert_non_null(f);
	n = fread(p, 1, 1 << 20, f);
	(void)fclose(f);
	return (bytes){p, n};
}

static bool there(struct room *r, const char *name)
{
	return access(path(r, name), F_OK) == 0;
}

static bytes plain_bytes(struct room *r, size_t n)
{
	uint8_t *p = arena_alloc(r->c->arena, n);

	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(i * 31 + i / 255);
	return (bytes){p, n};
}

static err seal(struct room *r, const char *from, const char *to)
{
	return seal_file(r->c, path(r, from), path(r, to), &r->key, NULL);
}

static err unseal(struct room *r, const char *from, const char *to)
{
	return seal_open(r->c, path(r, from), path(r, to), &r->key, NULL);
}

static int setup(void **state)
{
	static struct room r;
	bytes plain;

	r = (struct room){.c = test_ctx()};
	assert_ok(crypt_init());
	(void)snprintf(r.folder, sizeof(r.folder), "/tmp/porchlight-seal.XXXXXX");
	assert_non_null(mkdtemp(r.folder));
	assert_ok(seal_key_make(r.c, path(&r, "key")));
	assert_ok(seal_key_read(r.c, path(&r, "key"), &r.key));
	plain = plain_bytes(&r, PLAIN_BYTES);
	write_file(&r, "plain", plain.p, plain.n);
	assert_ok(seal(&r, "plain", "sealed"));
	*state = &r;
	return 0;
}

static int teardown(void **state)
{
	static const char *const names[] = {"key", "key2", "plain", "sealed", "sealed2", "out", "bad", "link"};
	struct room *r = *state;

	for (size_t i = 0; i < COUNT_OF(names); i++)
		(void)unlink(path(r, names[i]));
	assert_int_equal(rmdir(r->folder), 0); /* so nothing else was left behind */
	test_ctx_free(r->c);
	return 0;
}

/* Opens a changed copy; it must fail with this error and a text that says `word`, and leave nothing. */
static void assert_refused(struct room *r, bytes file, err expected, const char *word)
{
	write_file(r, "bad", file.p, file.n);
	assert_int_equal(unseal(r, "bad", "out"), expected);
	if (str_index(r->c->fail_text, str_of(word)) < 0)
		fail_msg("%.*s", STR_ARG(r->c->fail_text));
	assert_false(there(r, "out"));
	assert_false(there(r, "out.part"));
}

static void a_sealed_file_opens_to_the_same_bytes(void **state)
{
	static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072};
	struct room *r = *state;
	bytes back;

	assert_int_equal(read_file(r, "sealed").n, SEALED_BYTES);
	assert_ok(unseal(r, "sealed", "out"));
	back = read_file(r, "out");
	assert_int_equal(back.n, PLAIN_BYTES);
	assert_memory_equal(back.p, plain_bytes(r, PLAIN_BYTES).p, PLAIN_BYTES);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		bytes plain = plain_bytes(r, sizes[i]);

		(void)unlink(path(r, "out"));
		(void)unlink(path(r, "sealed2"));
		write_file(r, "plain", plain.p, plain.n);
		assert_ok(seal(r, "plain", "sealed2"));
		assert_ok(unseal(r, "sealed2", "out"));
		back = read_file(r, "out");
		assert_int_equal(back.n, plain.n);
		assert_memory_equal(back.p, plain.p, plain.n);
	}
}

static void only_the_owner_reads_what_is_written(void **state)
{
	static const char *const names[] = {"key", "sealed", "out"};
	struct room *r = *state;

	assert_ok(unseal(r, "sealed", "out"));
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct stat about;

		assert_int_equal(stat(path(r, names[i]), &about), 0);
		assert_int_equal(about.st_mode & 0777, 0600);
	}
}

static void the_same_file_is_sealed_differently_each_time(void **state)
{
	struct room *r = *state;
	bytes one, two;
	size_t same = 0;

	assert_ok(seal(r, "plain", "sealed2"));
	one = read_file(r, "sealed");
	two = read_file(r, "sealed2");
	for (size_t i = 128; i < one.n; i++)
		same += one.p[i] == two.p[i];
	assert_true(same < one.n / 64);
}

static void a_change_of_any_byte_of_the_header_is_found(void **state)
{
	struct room *r = *state;
	bytes good = read_file(r, "sealed");
	uint8_t *bad = arena_alloc(r->c->arena, good.n);

	memcpy(bad, good.p, good.n);
	for (size_t i = 0; i < 128; i++) {
		bad[i] ^= 0x10;
		assert_refused(r, (bytes){bad, good.n}, ERR_MALFORMED, i < 16 ? "was not sealed by Porchlight" : "damaged near byte 0");
		bad[i] ^= 0x10;
	}
}

static void a_change_in_any_piece_is_found_and_located(void **state)
{
	static const struct {
		size_t at;
		const char *word;
	} spots[] = {
		{128, "near byte 128"},         {128 + 17, "near byte 128"},       {128 + 65552, "near byte 128"},
		{128 + 65553, "byte 65681"},    {128 + 65553 * 2, "byte 131234"},  {128 + 65553 * 3, "byte 196787"},
		{SEALED_BYTES - 1, "byte 196787"},
	};
	struct room *r = *state;
	bytes good = read_file(r, "sealed");
	uint8_t *bad = arena_alloc(r->c->arena, good.n);

	memcpy(bad, good.p, good.n);
	for (size_t i = 0; i < COUNT_OF(spots); i++) {
		bad[spots[i].at] ^= 1;
		assert_refused(r, (bytes){bad, good.n}, ERR_MALFORMED, spots[i].word);
		bad[spots[i].at] ^= 1;
	}
}

static void pieces_cannot_change_places(void **state)
{
	struct room *r = *state;
	bytes good = read_file(r, "sealed");
	uint8_t *bad = arena_alloc(r->c->arena, good.n);

	memcpy(bad, good.p, good.n);
	memcpy(bad + 128, good.p + 128 + 65553, 65553);
	memcpy(bad + 128 + 65553, good.p + 128, 65553);
	assert_refused(r, (bytes){bad, good.n}, ERR_MALFORMED, "damaged near byte 128");
}

static void a_file_cut_short_anywhere_says_so(void **state)
{
	static const size_t lengths[] = {0, 1, 15, 16, 17, 127, 128, 129, 128 + 65553, 128 + 65553 * 3, SEALED_BYTES - 18,
	                                 SEALED_BYTES - 1};
	struct room *r = *state;
	bytes good = read_file(r, "sealed");

	for (size_t i = 0; i < COUNT_OF(lengths); i++)
		assert_refused(r, (bytes){good.p, lengths[i]}, ERR_MALFORMED, "cut short");
}

static void bytes_after_the_end_are_damage(void **state)
{
	struct room *r = *state;
	bytes good = read_file(r, "sealed");

	assert_refused(r, (bytes){good.p, good.n + 1}, ERR_MALFORMED, "damaged");
}

static void a_foreign_file_is_named_as_such(void **state)
{
	struct room *r = *state;

	assert_refused(r, (bytes){(const uint8_t *)"SQLite format 3", 16}, ERR_MALFORMED, "was not sealed by Porchlight");
}

static void the_wrong_key_is_told_from_damage(void **state)
{
	struct room *r = *state;
	bytes good = read_file(r, "sealed");

	assert_ok(seal_key_make(r->c, path(r, "key2")));
	assert_ok(seal_key_read(r->c, path(r, "key2"), &r->key));
	assert_refused(r, good, ERR_DENIED, "sealed with another key file");
	r->key = seal_passphrase(STR("a passphrase"));
	assert_refused(r, good, ERR_DENIED, "sealed with a key file, not with a passphrase");
}

static void a_passphrase_opens_what_it_sealed(void **state)
{
	struct room *r = *state;
	struct seal_key file_key = r->key;
	bytes sealed;

	r->key = seal_passphrase(STR("correct horse battery"));
	r->key.cost = PASSWORD_COST_FOR_TESTS;
	assert_ok(seal(r, "plain", "sealed2"));
	sealed = read_file(r, "sealed2");
	r->key.cost = PASSWORD_COST; /* the file tells its own */
	assert_ok(unseal(r, "sealed2", "out"));
	assert_memory_equal(read_file(r, "out").p, plain_bytes(r, PLAIN_BYTES).p, PLAIN_BYTES);
	(void)unlink(path(r, "out"));
	r->key = seal_passphrase(STR("correct horse batterY"));
	assert_refused(r, sealed, ERR_DENIED, "The passphrase does not open");
	r->key = seal_passphrase(STR(""));
	assert_refused(r, sealed, ERR_INVALID, "A passphrase is needed");
	r->key = file_key;
	assert_refused(r, sealed, ERR_DENIED, "sealed with a passphrase, not with a key file");
}

static void put_number(uint8_t *at, uint64_t v)
{
	memcpy(at, &v, sizeof(v));
}

/* The header's own check needs no key, so anybody can make a header that passes it. */
static void a_header_that_asks_for_endless_work_is_refused(void **state)
{
	struct room *r = *state;
	bytes sealed;
	uint8_t *bad;

	r->key = seal_passphrase(STR("correct horse battery"));
	r->key.cost = PASSWORD_COST_FOR_TESTS;
	assert_ok(seal(r, "plain", "sealed2"));
	sealed = read_file(r, "sealed2");
	bad = arena_alloc(r->c->arena, sealed.n);
	for (int which = 0; which < 3; which++) {
		static const size_t at[] = {32, 40, 24};
		static const uint64_t much[] = {1 << 20, UINT64_C(1) << 40, UINT64_MAX - 100};

		memcpy(bad, sealed.p, sealed.n);
		put_number(bad + at[which], much[which]);
		memcpy(bad + 112, crypt_hash((bytes){bad, 112}, (bytes){0}).b, 16);
		assert_refused(r, (bytes){bad, sealed.n}, which < 2 ? ERR_TOO_LARGE : ERR_MALFORMED, which < 2 ? "asks for" : "cut");
	}
}

static void a_version_of_the_future_is_named(void **state)
{
	struct room *r = *state;
	bytes sealed = read_file(r, "sealed");
	uint8_t *bad = arena_alloc(r->c->arena, sealed.n);

	memcpy(bad, sealed.p, sealed.n);
	bad[16] = 2;
	memcpy(bad + 112, crypt_hash((bytes){bad, 112}, (bytes){0}).b, 16);
	assert_refused(r, (bytes){bad, sealed.n}, ERR_MALFORMED, "newer Porchlight");
}

static void an_existing_file_is_never_touched(void **state)
{
	struct room *r = *state;

	write_file(r, "out", "mine", 4);
	assert_int_equal(seal(r, "plain", "out"), ERR_CONFLICT);
	assert_int_equal(unseal(r, "sealed", "out"), ERR_CONFLICT);
	assert_int_equal(seal_key_make(r->c, path(r, "key")), ERR_CONFLICT);
	assert_int_equal(read_file(r, "out").n, 4);
	assert_int_equal(symlink("nowhere", path(r, "link")), 0);
	assert_int_equal(unseal(r, "sealed", "link"), ERR_CONFLICT);
}

static void what_a_killed_run_left_behind_does_not_matter(void **state)
{
	struct room *r = *state;

	write_file(r, "out.part", "half", 4);
	assert_ok(unseal(r, "sealed", "out"));
	assert_int_equal(read_file(r, "out").n, PLAIN_BYTES);
}

static void missing_files_and_folders_are_named(void **state)
{
	struct room *r = *state;

	assert_int_equal(seal(r, "nothing", "out"), ERR_NOT_FOUND);
	assert_int_equal(seal(r, ".", "out"), ERR_INVALID);
	assert_int_equal(unseal(r, "sealed", "no/such/folder"), ERR_IO);
	assert_int_equal(seal_key_read(r->c, path(r, "nothing"), &r->key), ERR_NOT_FOUND);
	assert_int_equal(seal_key_read(r->c, path(r, "plain"), &r->key), ERR_MALFORMED);
	assert_int_equal(seal_key_read(r->c, path(r, "sealed"), &r->key), ERR_MALFORMED);
}

static void a_request_that_runs_out_of_memory_leaves_no_file(void **state)
{
	struct room *r = *state;
	const char *sealed = path(r, "sealed"), *to = path(r, "out");
	struct arena small;
	struct ctx c;
	jmp_buf out;
	volatile unsigned nth = 0;
	volatile bool done = false;

	while (!done) {
		arena_init(&small, 1 << 20);
		small.exhausted = &out;
		ctx_init(&c, &small, (instant){1});
		nth++;
		if (!setjmp(out)) {
			arena_fail_nth(nth);
			assert_ok(seal_open(&c, sealed, to, &r->key, NULL));
			done = true;
		}
		arena_fail_nth(0);
		arena_free(&small);
		assert_false(there(r, "out.part"));
	}
	assert_true(nth > 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static const struct CMUnitTest tests[] = {
	TEST(a_sealed_file_opens_to_the_same_bytes),
	TEST(only_the_owner_reads_what_is_written),
	TEST(the_same_file_is_sealed_differently_each_time),
	TEST(a_change_of_any_byte_of_the_header_is_found),
	TEST(a_change_in_any_piece_is_found_and_located),
	TEST(pieces_cannot_change_places),
	TEST(a_file_cut_short_anywhere_says_so),
	TEST(bytes_after_the_end_are_damage),
	TEST(a_foreign_file_is_named_as_such),
	TEST(the_wrong_key_is_told_from_damage),
	TEST(a_passphrase_opens_what_it_sealed),
	TEST(a_header_that_asks_for_endless_work_is_refused),
	TEST(a_version_of_the_future_is_named),
	TEST(an_existing_file_is_never_touched),
	TEST(what_a_killed_run_left_behind_does_not_matter),
	TEST(missing_files_and_folders_are_named),
	TEST(a_request_that_runs_out_of_memory_leaves_no_file),
};
TEST_GROUP(seal, tests)
