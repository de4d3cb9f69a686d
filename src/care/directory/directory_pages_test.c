/* directory_pages_test.c - bringing in an edition as a browser does it. */
#include "care/directory/directory_routes.h"
#include "support/test_web.h"

#define HEAD "name1,name2,street1,street2,city,state,zip,phone,intake1,intake2,intake1a,intake2a,service_code_info\n"

static void open_web(struct test_web *w, struct test_db *t, enum world_person who)
{
	static struct route_table table;

	world_make(t);
	table = (struct route_table){directory_routes, directory_routes_n};
	test_web_open(w, t->db, &table, 1);
	web_sign_in(w, t, who);
}

static void send(struct test_web *w, const char *token, const char *name, const char *edition, const char *text)
{
	char body[2000];

	(void)snprintf(body, sizeof(body),
		"--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
		"--b\r\nContent-Disposition: form-data; name=\"edition\"\r\n\r\n%s\r\n"
		"--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n%s\r\n--b--\r\n",
		token, edition, name, text);
	web_send(w,
		&(struct test_request){.method = "POST",
			.target = "/organization/directory",
			.body = body,
			.type = "multipart/form-data; boundary=b"});
}

static void a_list_that_is_sent_becomes_the_new_edition_and_the_page_tells_what_did_not_come_in(struct test_db *t)
{
	struct test_web w;

	open_web(&w, t, ANN);
	web_get(&w, "/organization/directory");
	assert_status(&w, 200);
	assert_shows(&w, "No directory was brought in yet");
	send(&w, w.csrf, "sa.csv", "2024",
		HEAD "A,,1 A Street,,Austin,TX,78702,,,,,,SA * OIT NEWCODE\n"
			 "B,,1 A Street,,Austin,TX,78702,,,,,,SA\n<b>,,,,Austin,TX,x,,,,,,SA\n");
	assert_status(&w, 200);
	assert_shows(&w, "The new edition is in. 2 facilities are known");
	assert_shows(&w, "3 rows, 2 taken, 1 refused");
	assert_shows(&w, "Its ZIP code cannot be right.");
	assert_shows(&w, "&lt;b&gt;");
	assert_shows(&w, "NEWCODE (Substance use), in rows: 1");
	assert_shows(&w, "SAMHSA directory of substance use treatment facilities, edition 2024");
	test_web_close(&w);
}

static void what_is_no_directory_is_refused_beside_the_field(struct test_db *t)
{
	struct test_web w;

	open_web(&w, t, ANN);
	send(&w, w.csrf, "sa.csv", "", "a,b\n1,2\n");
	assert_status(&w, 422);
	assert_shows(&w, "sa.csv is not a directory");
	send(&w, w.csrf, "", "", "");
	assert_status(&w, 422);
	assert_shows(&w, "Choose one or more files.");
	test_web_close(&w);
}

static void only_administrators_with_their_own_token_get_in(struct test_db *t)
{
	struct test_web w;

	open_web(&w, t, DAN);
	web_get(&w, "/organization/directory");
	assert_status(&w, 403);
	web_sign_in(&w, t, ANN);
	send(&w, "0000000000000000000000000000000000000000000000000000000000000000", "sa.csv", "", HEAD);
	assert_status(&w, 403);
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(a_list_that_is_sent_becomes_the_new_edition_and_the_page_tells_what_did_not_come_in),
	on_both(what_is_no_directory_is_refused_beside_the_field),
	on_both(only_administrators_with_their_own_token_get_in),
};
TEST_GROUP(directory_pages, tests)
