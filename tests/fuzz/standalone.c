/* standalone.c - runs a fuzz driver without libFuzzer: every seed as it is, then mutations of the seeds.
 *
 *   fuzz_csv [-runs=N] [-seed=N] [-only=N] FILE-OR-FOLDER...
 *
 * Run n depends on the seed number and n alone, so a failure is repeated with -only=n, which it prints. */
#include <dirent.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/stat.h>

#define LONGEST ((size_t)4096)
#define MOST_SEEDS 256

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* The sanitizers' hooks; weak, because without sanitizers there are none. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));
const char *__ubsan_default_options(void);

struct input {
	uint8_t *p;
	size_t n;
};

static struct input seeds[MOST_SEEDS];
static size_t seed_count;
static uint64_t seed_number = 1, running;
static const char *program, *seed_name;
static uint64_t chance_state;

const char *__ubsan_default_options(void)
{
	return "halt_on_error=1:print_stacktrace=1";
}

/* SplitMix64's idea: a counter, well stirred. */
static uint64_t chance(uint64_t below)
{
	uint64_t z = chance_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (z ^ z >> 31) % below;
}

static void say_where(void)
{
	if (seed_name)
		(void)fprintf(stderr, "%s: failed on the seed %s\n", program, seed_name);
	else
		(void)fprintf(stderr, "%s: failed; again with -seed=%" PRIu64 " -only=%" PRIu64 "\n", program, seed_number, running);
}

static void on_abort(int signal_number)
{
	(void)signal_number;
	say_where();
	(void)signal(SIGABRT, SIG_DFL); /* and abort goes on */
}

/* The driver gets a copy of exactly this size, so that reading one byte too far is seen. */
static void try(const uint8_t *p, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	if (n)
		memcpy(copy, p, n);
	(void)LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static void add_file(const char *path)
{
	struct input *one = &seeds[seed_count];
	FILE *f = fopen(path, "rbe");

	if (!f || seed_count == MOST_SEEDS) {
		(void)fprintf(stderr, "%s: cannot use %s\n", program, path);
		exit(2);
	}
	one->p = calloc(1, LONGEST);
	if (!one->p)
		abort();
	one->n = fread(one->p, 1, LONGEST, f);
	(void)fclose(f);
	seed_count++;
	seed_name = path;
	try(one->p, one->n);
	seed_name = NULL;
}

static int no_dots(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void add_path(const char *path)
{
	struct dirent **names;
	struct stat about;
	int n;

	if (stat(path, &about) || !S_ISDIR(about.st_mode)) {
		add_file(path);
		return;
	}
	n = scandir(path, &names, no_dots, alphasort);
	for (int i = 0; i < n; i++) {
		char file[4096];

		(void)snprintf(file, sizeof(file), "%s/%s", path, names[i]->d_name);
		add_file(file);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
}

/* Replaces `old` bytes at `at` by n bytes of p, as far as there is room. */
static void splice(struct input *in, size_t at, size_t old, const uint8_t *p, size_t n)
{
	if (n > LONGEST - (in->n - old))
		n = LONGEST - (in->n - old);
	memmove(in->p + at + n, in->p + at + old, in->n - at - old);
	if (n)
		memcpy(in->p + at, p, n);
	in->n += n - old;
}

static void mutate(struct input *in)
{
	static const uint8_t telling[] = {0, 1, 0x7f, 0x80, 0xff, 0xc2, 0xe2, 0xed, 0xf4, '\n', '\r', '"', ',', '-', '0', '9', ':', ' '};
	const struct input *other = &seeds[chance(seed_count)];
	size_t at = chance(in->n + 1), span = chance(in->n - at + 1);
	uint8_t piece[64];
	size_t from, n;

	switch (chance(6)) {
	case 0: /* a bit */
		if (at < in->n)
			in->p[at] ^= (uint8_t)(1u << chance(8));
		break;
	case 1: /* a byte that programs trip over */
		splice(in, at, at < in->n && chance(2), &telling[chance(sizeof(telling))], 1);
		break;
	case 2: /* nothing in place of something */
		splice(in, at, chance(span < 16 ? span + 1 : 16), NULL, 0);
		break;
	case 3: /* any bytes */
		for (n = 0; n < 1 + chance(8); n++)
			piece[n] = (uint8_t)chance(256);
		splice(in, at, 0, piece, n);
		break;
	case 4: /* the same once more */
		n = span < sizeof(piece) ? span : sizeof(piece);
		memcpy(piece, in->p + at, n);
		splice(in, at, 0, piece, n);
		break;
	default: /* a part of another seed */
		from = chance(other->n + 1);
		n = chance(other->n - from + 1);
		splice(in, at, chance(2) ? span : 0, other->p + from, n);
	}
}

static void run(uint64_t number)
{
	static uint8_t room[LONGEST];
	struct input in = {.p = room};
	const struct input *start;

	running = number;
	chance_state = seed_number * UINT64_C(1000000007) + number;
	start = &seeds[chance(seed_count)];
	in.n = start->n;
	memcpy(room, start->p, start->n);
	for (uint64_t left = 1 + chance(6); left; left--)
		mutate(&in);
	try(room, in.n);
}

/* -name=N. */
static bool option(const char *arg, const char *name, uint64_t *value)
{
	size_t n = strlen(name);

	if (strncmp(arg, name, n))
		return false;
	*value = strtoull(arg + n, NULL, 10);
	return true;
}

int main(int argc, char **argv)
{
	uint64_t runs = 10000, only = 0;

	program = argv[0];
	(void)signal(SIGABRT, on_abort);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(say_where);
	for (int i = 1; i < argc; i++)
		if (!option(argv[i], "-runs=", &runs) && !option(argv[i], "-seed=", &seed_number) &&
		    !option(argv[i], "-only=", &only))
			add_path(argv[i]);
	if (!seed_count) {
		(void)fprintf(stderr, "Usage: %s [-runs=N] [-seed=N] [-only=N] FILE-OR-FOLDER...\n", program);
		return 2;
	}
	if (only)
		run(only);
	for (uint64_t i = 1; !only && i <= runs; i++)
		run(i);
	(void)printf("%s: %zu seeds and %" PRIu64 " mutations were fine\n", program, seed_count, only ? 1 : runs);
	for (size_t i = 0; i < seed_count; i++)
		free(seeds[i].p);
	return 0;
}
