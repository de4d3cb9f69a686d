/* pack.c - the mapping pack, read once. A build whose own pack cannot be read does not run at all, and does not pass its tests. */
#include <pthread.h>

#include "care/directory/codes.h"

static struct arena memory;
static struct directory_pack pack;
static struct directory_words words;

/* What each code of the pack means, found by its hash. */
#define SLOTS 2048
static struct meaning {
	str code;
	enum directory_list list;
	struct directory_meaning is;
} slots[SLOTS];
static uint32_t plain_types; /* the second bit of types without an "also" */

static struct meaning *slot_of(enum directory_list list, str code)
{
	uint32_t at = 2166136261u ^ (uint32_t)list;

	for (size_t i = 0; i < code.n; i++)
		at = (at ^ (unsigned char)code.p[i]) * 16777619u;
	for (at ^= at >> 15;; at++) {
		struct meaning *m = &slots[at % SLOTS];

		if (!m->code.p || (m->list == list && str_eq(m->code, code)))
			return m;
	}
}

const struct directory_meaning *directory_meaning(enum directory_list list, str code)
{
	const struct meaning *m;

	(void)directory_pack();
	m = slot_of(list, code);
	return m->code.p ? &m->is : NULL;
}

unsigned directory_types(uint32_t rules)
{
	unsigned types = 0;

	rules |= plain_types;
	for (size_t i = 0; i < pack.n_types; i++)
		if ((rules >> (2 * i) & 3) == 3)
			types |= 1u << pack.types[i].type;
	return types;
}

/* "su:MD" and "mh:MD". */
static void add_meanings(struct texts codes, int option, uint32_t rule)
{
	for (size_t i = 0; i < codes.n; i++) {
		enum directory_list list = str_starts(codes.v[i], "mh:") ? DIRECTORY_MENTAL_HEALTH : DIRECTORY_SUBSTANCE_USE;
		str code = str_slice(codes.v[i], 3, codes.v[i].n);
		struct meaning *m = slot_of(list, code);

		m->code = code;
		m->list = list;
		m->is.rules |= rule;
		if (option >= 0)
			directory_add(&m->is.options, (size_t)option);
	}
}

static void read_options(struct pack_value v, struct directory_group *g)
{
	g->first = pack.n_options;
	g->n = pack_count(v, "options", DIRECTORY_OPTIONS_MOST - pack.n_options);
	for (size_t i = 0; i < g->n; i++) {
		struct pack_value o = pack_entry(v, "options", i);

		add_meanings(pack_texts(o, "codes", 40, 20), (int)pack.n_options, 0);
		pack.options[pack.n_options++] =
			(struct directory_option){.code = pack_code(o, "code"), .label = pack_text(o, "label", 80)};
	}
}

static void read_groups(struct pack_value top)
{
	pack.n_groups = pack_count(top, "groups", COUNT_OF(pack.groups));
	for (size_t i = 0; i < pack.n_groups; i++) {
		struct pack_value v = pack_entry(top, "groups", i);
		struct directory_group *g = &pack.groups[i];

		*g = (struct directory_group){.code = pack_code(v, "code"), .label = pack_text(v, "label", 80)};
		g->all = str_is(pack_text(v, "match", 10), "all");
		read_options(v, g);
	}
}

/* A facility is of a type when it has any code of "rule" and, where there is an "also", any of that too. */
static void read_types(struct pack_value top)
{
	pack.n_types = pack_count(top, "types", COUNT_OF(pack.types));
	for (size_t i = 0; i < pack.n_types; i++) {
		struct pack_value v = pack_entry(top, "types", i);
		struct directory_type *t = &pack.types[i];

		t->type = (enum program_type)code_find(&program_type_codes, pack_text(v, "type", 40));
		t->says = pack_text(v, "says", 200);
		t->ask = pack_text(v, "ask", 200);
		if (!t->type)
			pack_wrong(v, "type", "Write one of the five types of a program.");
		add_meanings(pack_texts(v, "rule", 20, 20), -1, 1u << (2 * i));
		add_meanings(pack_texts(v, "also", 20, 20), -1, 2u << (2 * i));
		if (!pack_has(v, "also"))
			plain_types |= 2u << (2 * i);
	}
}

static void read_questions(struct pack_value top)
{
	pack.n_questions = pack_count(top, "questions", COUNT_OF(pack.questions));
	for (size_t i = 0; i < pack.n_questions; i++) {
		struct pack_value v = pack_entry(top, "questions", i);

		pack.questions[i] = (struct directory_question){.code = pack_code(v, "code"),
			.question = pack_text(v, "question", 100),
			.ask = pack_text(v, "ask", 200),
			.categories = pack_texts(v, "categories", 20, 20),
			.codes = pack_texts(v, "codes", 60, 20)};
	}
}

static void read_names(struct pack_value top)
{
	pack.n_states = pack_count(top, "states", COUNT_OF(pack.states));
	for (size_t i = 0; i < pack.n_states; i++) {
		struct pack_value v = pack_entry(top, "states", i);

		pack.states[i] = (struct directory_name){pack_text(v, "code", 2), pack_text(v, "name", 60)};
	}
	for (size_t i = 0; i < pack_count(top, "sources", 10); i++) {
		struct pack_value v = pack_entry(top, "sources", i);
		int source = code_find(&directory_source_codes, pack_text(v, "source", 20));

		words.source_names[source] = pack_text(v, "name", 60);
	}
	words.n_shipped = pack_count(top, "shipped", COUNT_OF(words.shipped));
	for (size_t i = 0; i < words.n_shipped; i++)
		words.shipped[i] = pack_text(pack_entry(top, "shipped", i), "file", 100);
}

static void read_all(void)
{
	const struct pack_file *file = pack_find(STR("packs/directory/directory.json"));
	struct pack_value top = {0};
	struct ctx c;
	err e;

	arena_init(&memory, (size_t)8 << 20);
	ctx_init(&c, &memory, (instant){0});
	e = file ? pack_open(&c, file, &top) : ERR_NOT_FOUND;
	if (e == OK) {
		pack_known(top, (const char *const[]){"sources", "shipped", "types", "groups", "questions", "states", NULL});
		read_groups(top);
		read_types(top);
		read_questions(top);
		read_names(top);
		e = problems_end(&c);
	}
	if (e == OK)
		return;
	fprintf(stderr, "porchlight: packs/directory/directory.json cannot be read: %.*s\n", STR_ARG(c.fail_text));
	for (const struct problem *p = c.problems; p; p = p->next)
		fprintf(stderr, "  %.*s: %.*s\n", STR_ARG(p->field), STR_ARG(p->text));
	abort();
}

static void read_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_all);
}

const struct directory_pack *directory_pack(void)
{
	read_once();
	return &pack;
}

const struct directory_words *directory_words(void)
{
	read_once();
	return &words;
}

const struct directory_type *directory_type(enum program_type type)
{
	const struct directory_pack *p = directory_pack();

	for (size_t i = 0; i < p->n_types; i++)
		if (p->types[i].type == type)
			return &p->types[i];
	return NULL;
}

int directory_option(str group, str code)
{
	const struct directory_pack *p = directory_pack();

	for (size_t i = 0; i < p->n_groups; i++)
		for (size_t k = p->groups[i].first; k < p->groups[i].first + p->groups[i].n; k++)
			if (str_eq(p->groups[i].code, group) && str_eq(p->options[k].code, code))
				return (int)k;
	return -1;
}

void directory_add(struct directory_set *set, size_t i)
{
	set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}
