/* proxy_test.c - who is believed about who is calling. */
#include "web/proxy.h"

#include "support/test.h"

static bool trusted(const char *net, const char *address)
{
	struct net n;

	assert_true(net_read(str_of(net), &n));
	return net_trusted(&n, 1, str_of(address));
}

static void an_address_is_in_its_network_and_not_in_the_next(void **state)
{
	(void)state;
	assert_true(trusted("10.1.2.3", "10.1.2.3"));
	assert_false(trusted("10.1.2.3", "10.1.2.4"));
	assert_true(trusted("10.1.0.0/20", "10.1.15.255"));
	assert_false(trusted("10.1.0.0/20", "10.1.16.0"));
	assert_true(trusted("0.0.0.0/0", "8.8.8.8"));
	assert_false(trusted("0.0.0.0/0", "2001:db8::1"));
	assert_true(trusted("fd00::/8", "fdff::1"));
	assert_false(trusted("fd00::/8", "fe00::1"));
	assert_true(trusted("::1", "0:0:0:0:0:0:0:1"));
	assert_true(trusted("127.0.0.1", "::ffff:127.0.0.1"));
	assert_false(trusted("127.0.0.1", "localhost"));
}

static void what_is_no_network_is_refused(void **state)
{
	static const char *const bad[] = {"", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "example.org", "10.0.0.1/x"};
	struct net n;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(net_read(str_of(bad[i]), &n));
}

static void the_caller_is_the_last_address_that_no_trusted_proxy_has(void **state)
{
	struct net v[2];

	(void)state;
	assert_true(net_read(STR("127.0.0.1"), &v[0]));
	assert_true(net_read(STR("10.0.0.0/8"), &v[1]));
	assert_str(net_caller(v, 2, STR("127.0.0.1"), STR("203.0.113.9")), "203.0.113.9");
	assert_str(net_caller(v, 2, STR("127.0.0.1"), STR("203.0.113.9, 10.1.1.1")), "203.0.113.9");
	/* the left end is what the caller says about itself */
	assert_str(net_caller(v, 2, STR("127.0.0.1"), STR("1.1.1.1, 203.0.113.9 ,10.1.1.1")), "203.0.113.9");
	assert_str(net_caller(v, 2, STR("127.0.0.1"), STR("nonsense, 10.1.1.1")), "10.1.1.1");
	assert_str(net_caller(v, 2, STR("127.0.0.1"), STR(",")), "127.0.0.1");
	assert_str(net_caller(v, 2, STR("127.0.0.1"), STR_NONE), "127.0.0.1");
}

static void a_stranger_is_not_believed_about_who_calls(void **state)
{
	struct net v;

	(void)state;
	assert_true(net_read(STR("127.0.0.1"), &v));
	assert_str(net_caller(&v, 1, STR("198.51.100.7"), STR("203.0.113.9")), "198.51.100.7");
	assert_str(net_caller(NULL, 0, STR("127.0.0.1"), STR("203.0.113.9")), "127.0.0.1");
}

static const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_in_its_network_and_not_in_the_next),
        cmocka_unit_test(what_is_no_network_is_refused),
        cmocka_unit_test(the_caller_is_the_last_address_that_no_trusted_proxy_has),
        cmocka_unit_test(a_stranger_is_not_believed_about_who_calls),
};
TEST_GROUP(proxy, tests)
