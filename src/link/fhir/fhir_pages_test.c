/* fhir_pages_test.c - import and export as a browser meets them. */
#include "base/id.h"
#include "link/fhir/fhir_routes.h"
#include "support/test_web.h"

static void open_web(struct test_web *w, struct test_db *t, enum world_person who)
{
	static struct route_table table;

	world_make(t);
	table = (struct route_table){fhir_routes, fhir_routes_n};
	test_web_open(w, t->db, &table, 1);
	web_sign_in(w, t, who);
}

static const char *address(const char *rest)
{
	static char at[100];

	(void)snprintf(at, sizeof(at), "/c/%s/exchange/%s", id_show(NORTH.v).s, rest);
	return at;
}

static void send_file_of(struct test_web *w, const char *name, const char *text)
{
	char body[2000];

	(void)snprintf(body, sizeof(body),
		"--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
		"--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n%s\r\n--b--\r\n", w->csrf, name, text);
	web_send(w, &(struct test_request){
		.method = "POST", .target = address("import"), .body = body, .type = "multipart/form-data; boundary=b"});
}

static void a_file_that_is_sent_goes_in_and_the_page_tells_what_did_not(struct test_db *t)
{
	struct test_web w;

	open_web(&w, t, ANN);
	web_get(&w, address("import"));
	assert_status(&w, 200);
	assert_shows(&w, "multipart/form-data");
	send_file_of(&w, "people.ndjson",
		"{\"resourceType\":\"Patient\",\"id\":\"n\",\"name\":[{\"family\":\"Newcomb\"}]}\n"
		"{\"resourceType\":\"Patient\",\"id\":\"m\"}\n<b>");
	assert_status(&w, 200);
	assert_shows(&w, "1 new, 0 updated, 0 unchanged, 2 refused.");
	assert_shows(&w, "people.ndjson");
	assert_shows(&w, "Patient/m");
	assert_shows(&w, "It has no name. A person needs one.");
	web_get(&w, address("people.ndjson?type=Patient"));
	assert_status(&w, 200);
	assert_shows(&w, "{\"resourceType\":\"Patient\",\"id\":\"n\",\"name\":[{\"family\":\"Newcomb\"}]}\n");
	assert_false(web_shows(&w, "Sam"));
	test_web_close(&w);
}

static void without_a_file_the_form_says_what_to_do(struct test_db *t)
{
	struct test_web w;

	open_web(&w, t, ANN);
	send_file_of(&w, "", "");
	assert_status(&w, 422);
	assert_shows(&w, "Choose one or more files.");
	test_web_close(&w);
}

static void only_who_may_exchange_gets_here(struct test_db *t)
{
	struct test_web w;

	open_web(&w, t, CLEO);
	web_get(&w, address("people.ndjson"));
	assert_status(&w, 403);
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(a_file_that_is_sent_goes_in_and_the_page_tells_what_did_not),
	on_both(without_a_file_the_form_says_what_to_do),
	on_both(only_who_may_exchange_gets_here),
};
TEST_GROUP(fhir_pages, tests)
