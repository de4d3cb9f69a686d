/* zone.c - the zones in use, each read once, and the way between instants and wall clocks.
 * The list only grows at its head, so looking a zone up takes no lock; reading a new one does. */
#include "base/time.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/tzif.h"

#define ZONEINFO "/usr/share/zoneinfo/"
#define LARGEST_FILE ((size_t)256 * 1024)
#define LONGEST_NAME 64

struct zone {
	struct zone *next;
	struct tzif rules;
	char name[LONGEST_NAME + 1];
};

static struct zone utc = {.name = "UTC"};
static struct zone *_Atomic zones = &utc;
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

/* Names come from settings and files: they must not lead out of the folder. */
static bool name_is_safe(str name)
{
	if (!name.n || name.n > LONGEST_NAME || name.p[0] == '/')
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

		if (!letter && !(c >= '0' && c <= '9') && !(c && strchr("_-+/", c)))
			return false;
	}
	return true;
}

static struct zone *find_known(str name)
{
	for (struct zone *z = atomic_load(&zones); z; z = z->next)
		if (str_is(name, z->name))
			return z;
	return NULL;
}

/* Reads at most `room` bytes of a file of the zone folder; 0 when there is none or it is larger. */
static size_t read_whole(const char *name, uint8_t *into, size_t room)
{
	char path[sizeof(ZONEINFO) + LONGEST_NAME];
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof(path), ZONEINFO "%s", name);
	f = fopen(path, "re");
	if (!f)
		return 0;
	n = fread(into, 1, room, f);
	if (ferror(f) || !feof(f))
		n = 0;
	(void)fclose(f);
	return n;
}

static struct zone *read_zone(str name)
{
	uint8_t *file = malloc(LARGEST_FILE);
	struct zone *z = calloc(1, sizeof(*z));

	if (file && z) {
		memcpy(z->name, name.p, name.n);
		if (tzif_read(&z->rules, (bytes){file, read_whole(z->name, file, LARGEST_FILE)})) {
			free(file);
			return z;
		}
	}
	free(file);
	free(z);
	return NULL;
}

const struct zone *zone_find(str name)
{
	struct zone *z = find_known(name);

	if (z || !name_is_safe(name))
		return z;
	pthread_mutex_lock(&reading);
	z = find_known(name); /* somebody else may have been reading it just now */
	if (!z) {
		z = read_zone(name);
		if (z) {
			z->next = atomic_load(&zones);
			atomic_store(&zones, z);
		}
	}
	pthread_mutex_unlock(&reading);
	return z;
}

const char *zone_name(const struct zone *z)
{
	return z->name;
}

static int64_t seconds(instant t)
{
	return t.ms / 1000 - (t.ms % 1000 < 0);
}

struct wall zone_wall(const struct zone *z, instant t)
{
	struct wall w = {0};
	int ms;

	if (instant_none(t))
		return w;
	w.offset_s = tzif_offset(&z->rules, seconds(t));
	if (__builtin_add_overflow(t.ms, (int64_t)w.offset_s * 1000, &t.ms))
		return w;
	w.day = instant_day(t, &ms);
	w.minute = ms / 60000;
	w.second = ms / 1000 % 60;
	return w;
}

date zone_day(const struct zone *z, instant t)
{
	return zone_wall(z, t).day;
}

instant zone_instant(const struct zone *z, date day, int minute)
{
	instant local = instant_at(day, minute * MS_PER_MINUTE);
	int64_t s = seconds(local);
	/* No offset is as large as a day: one lies surely before any change on this day, the other surely after. */
	int32_t before = tzif_offset(&z->rules, s - 86400), after = tzif_offset(&z->rules, s + 86400);
	bool as_before = tzif_offset(&z->rules, s - before) == before;
	bool as_after = tzif_offset(&z->rules, s - after) == after;

	if (date_none(day))
		return (instant){0};
	/* Twice: the first showing is the one with the offset before the change. Never (skipped): the clock as it
	 * was before the change points as far behind the jump as the time asked for. */
	return (instant){local.ms - (as_after && !as_before ? after : before) * (int64_t)1000};
}

static char choice_text[32 * 1024];
static const char *choices[128];
static size_t choice_count;

/* The first column of a line lists countries; those of the United States and its territories count. */
static bool american(str countries)
{
	static const char *const codes[] = {"US", "PR", "VI", "GU", "MP", "AS"};

	while (countries.p) {
		str one = str_cut(countries, ',', &countries);

		for (size_t i = 0; i < COUNT_OF(codes); i++)
			if (str_is(one, codes[i]))
				return true;
	}
	return false;
}

/* zone1970.tab: countries, coordinates, name, comment, divided by tabs; the most used zone of a country first. */
static void read_choices(void)
{
	size_t n = read_whole("zone1970.tab", (uint8_t *)choice_text, sizeof(choice_text) - 1);
	str text = {choice_text, n};

	while (text.p && choice_count < COUNT_OF(choices) - 1) {
		str line = str_cut(text, '\n', &text);
		str countries = str_cut(line, '\t', &line);
		str name;

		(void)str_cut(line, '\t', &line);
		name = str_cut(line, '\t', &line);
		if (name.n && american(countries)) {
			choice_text[name.p - choice_text + (ptrdiff_t)name.n] = '\0';
			choices[choice_count++] = name.p;
		}
	}
	choices[choice_count++] = utc.name;
}

const char *const *zone_choices(size_t *n)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, read_choices);
	*n = choice_count;
	return choices;
}
