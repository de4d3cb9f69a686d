/* fuzz_time.c - dates, instants, clock times, ids, zone files and zone rules from any bytes. The first byte says what the
 * rest is taken for. */
#include "base/id.h"
#include "base/time.h"
#include "base/tzif.h"
#include "fuzz/fuzz.h"

static void read_date(str s)
{
	int year, month, day;
	date d;

	if (!date_read(s, &d))
		return;
	date_parts(d, &year, &month, &day);
	MUST(date_of(year, month, day).day == d.day);
	MUST(str_is(s, date_show(d).s));
	MUST(date_diff(date_week_start(date_add(d, 6), date_weekday(d)), d) == 0 || d.day > 3652053);
}

static void read_instant(str s)
{
	struct instant_text text;
	instant t, again;

	if (!instant_read(s, &t))
		return;
	text = instant_show(t);
	if (!text.s[0])
		return; /* 1970's first moment, or moved out of years 1 to 9999 by its offset */
	MUST(instant_read(str_of(text.s), &again));
	MUST(again.ms == t.ms);
}

static void read_minute(str s)
{
	int minute, again;

	if (!minute_read(s, &minute))
		return;
	MUST(minute >= 0 && minute < 1440);
	MUST(minute_read(str_of(minute_show(minute).s), &again) && again == minute);
}

static void read_id(str s)
{
	int64_t id, again;

	if (!id_read(s, &id))
		return;
	MUST(id > 0);
	MUST(id_read(str_of(id_show(id).s), &again) && again == id);
}

/* Offsets stay within a day or so whatever the moment, and nothing overflows. */
static void use_zone(const struct tzif *z)
{
	static const int64_t moments[] = {INT64_MIN / 1000, -1, 0, 1795456800, INT64_C(253402300799), INT64_MAX / 1000};

	for (size_t i = 0; i < COUNT_OF(moments); i++) {
		int32_t offset = tzif_offset(z, moments[i]);

		MUST(offset > -2 * 86400 && offset < 2 * 86400);
	}
	for (size_t i = 0; i < z->n; i++)
		MUST(tzif_offset(z, z->changes[i].at) == z->changes[i].offset_s || i + 1 == z->n);
}

static void read_zone_file(str s)
{
	struct tzif z;

	if (!tzif_read(&z, (bytes){(const uint8_t *)s.p, s.n}))
		return;
	use_zone(&z);
	tzif_free(&z);
}

static void read_rule(str s)
{
	struct tzif z = {0};

	if (tzif_rule(&z, s))
		use_zone(&z);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const readers[])(str s) = {read_date, read_instant, read_minute, read_id, read_zone_file, read_rule};
	static const char letters[] = "dtmizr"; /* date, time, minute, id, zone file, rule */
	str s = {(const char *)data + 1, size - 1};

	if (!size)
		return 0;
	for (size_t i = 0; i < COUNT_OF(readers); i++)
		if (data[0] == (uint8_t)letters[i])
			readers[i](s);
	(void)zone_find(s);
	return 0;
}
