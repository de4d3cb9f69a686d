/* crypt_test.c - hashes against published values, passwords, tokens and the letters of codes. */
#include "support/test.h"

#include "base/base32.h"
#include "base/crypt.h"

static int setup(void **state)
{
	assert_ok(crypt_init());
	*state = test_ctx();
	return 0;
}

static int teardown(void **state)
{
	test_ctx_free(*state);
	return 0;
}

static struct arena *arena_of(void **state)
{
	return ((struct ctx *)*state)->arena;
}

static bytes bytes_of(str s)
{
	return (bytes){(const uint8_t *)s.p, s.n};
}

static void hashes_are_those_of_the_standards(void **state)
{
	struct arena *a = arena_of(state);
	struct hash h = crypt_hash(bytes_of(STR("")), (bytes){0});

	assert_string_equal(crypt_sha256(bytes_of(STR("abc"))).s,
	                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(crypt_sha256((bytes){0}).s, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_str(hex_show(a, (bytes){h.b, 32}), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

static void a_keyed_hash_needs_the_key(void **state)
{
	struct hash plain = crypt_hash(bytes_of(STR("row")), (bytes){0});
	struct hash one = crypt_hash(bytes_of(STR("row")), bytes_of(STR("0123456789abcdef")));
	struct hash two = crypt_hash(bytes_of(STR("row")), bytes_of(STR("0123456789abcdeg")));

	(void)state;
	assert_memory_not_equal(&plain, &one, sizeof(one));
	assert_memory_not_equal(&one, &two, sizeof(one));
}

static void hex_comes_back_and_nothing_else_is_read(void **state)
{
	static const char *const bad[] = {"", "00ff", "00ff8", "00ff8000", "00ff8g", "00 ff8"};
	struct arena *a = arena_of(state);
	uint8_t b[3] = {0, 0xff, 0x80}, back[3];

	assert_str(hex_show(a, (bytes){b, 3}), "00ff80");
	assert_str(hex_show(a, (bytes){b, 0}), "");
	assert_true(hex_read(STR("00Ff80"), back, 3));
	assert_memory_equal(b, back, 3);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(hex_read(str_of(bad[i]), back, 3));
}

static void comparing_secrets_sees_every_difference(void **state)
{
	(void)state;
	assert_true(crypt_equal(bytes_of(STR("secret")), bytes_of(STR("secret"))));
	assert_false(crypt_equal(bytes_of(STR("secret")), bytes_of(STR("secreT"))));
	assert_false(crypt_equal(bytes_of(STR("secret")), bytes_of(STR("secret1"))));
	assert_false(crypt_equal(bytes_of(STR("secret")), (bytes){0}));
	assert_true(crypt_equal((bytes){0}, (bytes){0}));
}

static void tokens_differ_and_use_only_letters_of_base32(void **state)
{
	struct arena *a = arena_of(state);
	str one = crypt_token(a, 26), two = crypt_token(a, 26);

	assert_int_equal(one.n, 26);
	assert_false(str_eq(one, two));
	assert_true(str_eq(base32_tidy(a, one), one));
	assert_int_equal(one.p[26], '\0');
}

static void a_code_is_read_as_it_is_typed(void **state)
{
	struct arena *a = arena_of(state);

	assert_str(base32_tidy(a, STR(" o1l2-abcZ ")), "0112ABCZ");
	assert_str(base32_tidy(a, STR("")), "");
	assert_null(base32_tidy(a, STR("abcu")).p);
	assert_null(base32_tidy(a, STR("ab.c")).p);
	assert_null(base32_tidy(a, STR_NONE).p);
}

static void a_password_fits_its_own_hash_only(void **state)
{
	struct password_hash one, two;

	(void)state;
	assert_ok(password_hash(&one, STR("correct horse battery"), PASSWORD_COST_FOR_TESTS));
	assert_ok(password_hash(&two, STR("correct horse battery"), PASSWORD_COST_FOR_TESTS));
	assert_true(str_starts(str_of(one.s), "$argon2id$"));
	assert_string_not_equal(one.s, two.s);
	assert_ok(password_check(str_of(one.s), STR("correct horse battery")));
	assert_int_equal(password_check(str_of(one.s), STR("correct horse batterY")), ERR_DENIED);
	assert_int_equal(password_check(str_of(one.s), STR("")), ERR_DENIED);
	assert_int_equal(password_check(str_of(one.s), STR_NONE), ERR_DENIED);
	assert_int_equal(password_check(STR_NONE, STR("x")), ERR_DENIED);
	assert_int_equal(password_check(STR("no hash"), STR("x")), ERR_DENIED);
}

static void a_hash_of_another_cost_is_dated(void **state)
{
	struct password_hash h;

	(void)state;
	assert_ok(password_hash(&h, STR("correct horse battery"), PASSWORD_COST_FOR_TESTS));
	assert_false(password_is_dated(str_of(h.s), PASSWORD_COST_FOR_TESTS));
	assert_true(password_is_dated(str_of(h.s), PASSWORD_COST));
	assert_true(password_is_dated(STR("no hash"), PASSWORD_COST));
}

static void a_key_depends_on_passphrase_and_salt(void **state)
{
	uint8_t salt[PASSWORD_SALT] = {1}, other[PASSWORD_SALT] = {2};
	struct hash a, again, b, c;

	(void)state;
	assert_ok(password_key(&a, STR("passphrase"), salt, PASSWORD_COST_FOR_TESTS));
	assert_ok(password_key(&again, STR("passphrase"), salt, PASSWORD_COST_FOR_TESTS));
	assert_ok(password_key(&b, STR("passphrase"), other, PASSWORD_COST_FOR_TESTS));
	assert_ok(password_key(&c, STR("passphrasf"), salt, PASSWORD_COST_FOR_TESTS));
	assert_memory_equal(&a, &again, sizeof(a));
	assert_memory_not_equal(&a, &b, sizeof(a));
	assert_memory_not_equal(&a, &c, sizeof(a));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(hashes_are_those_of_the_standards),
	cmocka_unit_test(a_keyed_hash_needs_the_key),
	cmocka_unit_test(hex_comes_back_and_nothing_else_is_read),
	cmocka_unit_test(comparing_secrets_sees_every_difference),
	cmocka_unit_test(tokens_differ_and_use_only_letters_of_base32),
	cmocka_unit_test(a_code_is_read_as_it_is_typed),
	cmocka_unit_test(a_password_fits_its_own_hash_only),
	cmocka_unit_test(a_hash_of_another_cost_is_dated),
	cmocka_unit_test(a_key_depends_on_passphrase_and_salt),
};
TEST_GROUP_WITH(crypt, tests, setup, teardown)
