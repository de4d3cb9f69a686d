/* profile_pack.c - packs/profile/profile.json, read once. A build whose own pack cannot be read does not run at all. */
#include <pthread.h>

#include "care/profile/profile_pack.h"

CODE_NAMES(profile_topic, PROFILE_TOPIC_TABLE)
CODE_NAMES(start_rule, START_RULE_TABLE)
CODE_NAMES(plan_kind, PLAN_KIND_TABLE)

#define OPTIONS_MOST 60 /* of one topic */

static struct arena memory;
static struct profile_options topics[PROFILE_THERAPY + 1];
static struct age_band {
	int least, most;
	struct directory_set finder;
} ages[8];
static size_t n_ages;
static struct directory_set types[8]; /* by enum program_type */

static void add_all(struct directory_set *to, struct directory_set from)
{
	for (size_t i = 0; i < COUNT_OF(to->bits); i++)
		to->bits[i] |= from.bits[i];
}

/* "group/veterans", as the finder's address would say it. */
static struct directory_set finder_of(struct pack_value v)
{
	struct texts names = pack_texts(v, "finder", 8, 60);
	struct directory_set set = {0};

	for (size_t i = 0; i < names.n; i++) {
		str code, group = str_cut(names.v[i], '/', &code);
		int option = directory_option(group, code);

		if (option >= 0)
			directory_add(&set, (size_t)option);
		else
			pack_wrong(v, "finder", "packs/directory has no option \"%.*s\".", STR_ARG(names.v[i]));
	}
	return set;
}

/* All options of a group of the finder. */
static void read_group(struct pack_value v, str name, struct profile_option *out, size_t *n)
{
	const struct directory_pack *d = directory_pack();

	for (size_t g = 0; g < d->n_groups; g++)
		for (size_t i = 0; str_eq(d->groups[g].code, name) && i < d->groups[g].n && *n < OPTIONS_MOST; i++) {
			const struct directory_option *o = &d->options[d->groups[g].first + i];

			out[*n] = (struct profile_option){.code = o->code, .label = o->label};
			directory_add(&out[(*n)++].finder, d->groups[g].first + i);
		}
	if (!*n)
		pack_wrong(v, "from", "packs/directory has no group \"%.*s\".", STR_ARG(name));
}

static void read_topic(struct pack_value v)
{
	int topic = code_find(&profile_topic_codes, pack_text(v, "topic", 20));
	struct profile_option *out = ARENA_NEW_ARRAY(&memory, struct profile_option, OPTIONS_MOST);
	str from = pack_text_optional(v, "from", 20);
	size_t n = 0;

	if (from.n)
		read_group(v, from, out, &n);
	for (size_t i = 0; i < pack_count(v, "options", OPTIONS_MOST) && n < OPTIONS_MOST; i++) {
		struct pack_value o = pack_entry(v, "options", i);

		out[n++] = (struct profile_option){
			.code = pack_code(o, "code"), .label = pack_text(o, "label", 80), .finder = finder_of(o)};
	}
	if (topic)
		topics[topic] = (struct profile_options){out, n};
	else
		pack_wrong(v, "topic", "Write one of the topics of a profile.");
}

static void read_implied(struct pack_value top)
{
	n_ages = pack_count(top, "ages", COUNT_OF(ages));
	for (size_t i = 0; i < n_ages; i++) {
		struct pack_value v = pack_entry(top, "ages", i);

		ages[i] =
			(struct age_band){pack_number(v, "least", 0, 120, 0), pack_number(v, "most", 0, 120, 0), finder_of(v)};
	}
	for (size_t i = 0; i < pack_count(top, "types", COUNT_OF(types)); i++) {
		struct pack_value v = pack_entry(top, "types", i);

		types[code_find(&program_type_codes, pack_text(v, "type", 40))] = finder_of(v);
	}
}

static void read_all(void)
{
	const struct pack_file *file = pack_find(STR("packs/profile/profile.json"));
	struct pack_value top = {0};
	struct ctx c;
	err e;

	arena_init(&memory, (size_t)2 << 20);
	ctx_init(&c, &memory, (instant){0});
	e = file ? pack_open(&c, file, &top) : ERR_NOT_FOUND;
	if (e == OK) {
		pack_known(top, (const char *const[]){"code", "name", "source", "ages", "types", "topics", NULL});
		read_implied(top);
		for (size_t i = 0; i < pack_count(top, "topics", PROFILE_THERAPY); i++)
			read_topic(pack_entry(top, "topics", i));
		e = problems_end(&c);
	}
	if (e == OK)
		return;
	fprintf(stderr, "porchlight: packs/profile/profile.json cannot be read: %.*s\n", STR_ARG(c.fail_text));
	for (const struct problem *p = c.problems; p; p = p->next)
		fprintf(stderr, "  %.*s: %.*s\n", STR_ARG(p->field), STR_ARG(p->text));
	abort();
}

static void read_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_all);
}

struct profile_options profile_options(enum profile_topic topic)
{
	read_once();
	return topics[topic];
}

const struct profile_option *profile_option(enum profile_topic topic, str code)
{
	struct profile_options all = profile_options(topic);

	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].code, code))
			return &all.v[i];
	return NULL;
}

void profile_implied(
	enum program_type type, struct opt_int least_age, struct opt_int most_age, struct directory_set *out)
{
	read_once();
	add_all(out, types[type]);
	for (size_t i = 0; i < n_ages; i++)
		if ((!least_age.set || least_age.v <= ages[i].most) && (!most_age.set || most_age.v >= ages[i].least))
			add_all(out, ages[i].finder);
}

void profile_finds(enum profile_topic topic, str code, struct directory_set *out)
{
	const struct profile_option *o = profile_option(topic, code);
	int pays = topic == PROFILE_PAYS && !o ? directory_option(STR("pays"), code) : -1;

	if (o)
		add_all(out, o->finder);
	if (pays >= 0)
		directory_add(out, (size_t)pays);
}
