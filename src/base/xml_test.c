/* xml_test.c - what is written is well formed, whatever the text. */
#include "base/xml.h"
#include "support/test.h"

static struct buf made;
static struct sink out;

static void begin(struct xml *x)
{
	buf_init(&made, 1 << 20);
	sink_buf(&out, &made);
	xml_init(x, &out);
}

#define assert_xml(x, literal) \
	do { \
		assert_ok(xml_end(x)); \
		assert_str(buf_view(&made), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" literal "\n"); \
		buf_free(&made); \
	} while (0)

static void elements_hold_attributes_text_and_each_other(void **state)
{
	struct xml x;

	(void)state;
	begin(&x);
	xml_open(&x, "a");
	xml_attr(&x, "b", STR("c"));
	xml_attr(&x, "left-out", STR_NONE);
	xml_text_of(&x, "d", STR("e"));
	xml_text_of(&x, "left-out", STR(""));
	xml_open(&x, "f");
	xml_close(&x);
	xml_close(&x);
	assert_xml(&x, "<a b=\"c\">\n<d>e</d>\n<f/>\n</a>");
}

static void text_cannot_leave_its_place_and_holds_only_characters_of_xml(void **state)
{
	struct xml x;

	(void)state;
	begin(&x);
	xml_open(&x, "a");
	xml_attr(&x, "b", STR("\"><x>&\n"));
	xml_text(&x, STR("]]><b>&\"\r\n\x01|\xef\xbf\xbe|\xef\xbf\xbd|\xc3\xab"));
	xml_close(&x);
	assert_xml(&x, "<a b=\"&quot;&gt;&lt;x&gt;&amp;&#10;\">"
		"]]&gt;&lt;b&gt;&amp;&quot;&#13;\n\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd|\xc3\xab</a>");
}

static void an_element_left_open_is_a_mistake_of_ours(void **state)
{
	struct xml x;

	(void)state;
	begin(&x);
	xml_open(&x, "a");
	assert_int_equal(xml_end(&x), ERR_BUG);
	buf_free(&made);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(elements_hold_attributes_text_and_each_other),
	cmocka_unit_test(text_cannot_leave_its_place_and_holds_only_characters_of_xml),
	cmocka_unit_test(an_element_left_open_is_a_mistake_of_ours),
};
TEST_GROUP(xml, tests)
