/* seal.c - the form of a sealed file:
 *
 *   at    bytes
 *     0   16  "porchlight seal\n"
 *    16    1  version, 1
 *    17    1  kind of key
 *    18    6  zero
 *    24    8  bytes of the file inside (numbers are little-endian)
 *    32    8  Argon2id passes
 *    40    8  Argon2id memory in bytes
 *    48   16  salt
 *    64   24  secretstream's header
 *    88    8  zero
 *    96   16  check of the key: keyed hash of all before
 *   112   16  check of this header: plain hash of all before
 *   128       pieces of 64 KiB, each 17 bytes longer than what is inside; the last is marked as last, may be shorter
 *
 * The two checks tell a damaged header from a wrong key; the size inside tells a file cut short from a damaged one. */
#include "base/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)64 * 1024)
#define PIECE_MORE crypto_secretstream_xchacha20poly1305_ABYTES
#define MAGIC "porchlight seal\n"
#define MAGIC_BYTES 16
#define VERSION 1
#define CHECK_BYTES 16
#define MOST_PASSES 64
#define MOST_MEMORY ((uint64_t)1 << 30)
#define KEY_FILE_START "porchlight key 1 "

enum { AT_VERSION = 16, AT_KIND, AT_SIZE = 24, AT_PASSES = 32, AT_MEMORY = 40, AT_SALT = 48, AT_STREAM = 64,
       AT_KEY_CHECK = 96, AT_CHECK = 112, HEADER = 128 };

static_assert(crypto_secretstream_xchacha20poly1305_HEADERBYTES == 24, "room in the header");
static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == sizeof(struct hash), "a hash is a key");

struct job {
	struct ctx *c;
	const char *from, *to;
	const char *part;   /* where `to` is written until it is whole */
	const char *folder; /* of `to` */
	FILE *in, *out;
	uint64_t size;    /* of what is inside */
	struct progress *progress;
	crypto_secretstream_xchacha20poly1305_state stream;
	uint8_t header[HEADER];
	uint8_t plain[PIECE];
	uint8_t sealed[PIECE + PIECE_MORE];
};

struct seal_key seal_passphrase(str passphrase)
{
	return (struct seal_key){.kind = SEAL_PASSPHRASE, .passphrase = passphrase, .cost = {6, (size_t)64 << 20}};
}

static err fail_io(struct ctx *c, const char *what, const char *path)
{
	return ctx_fail(c, ERR_IO, "%s could not be %s: %s.", path, what, strerror(errno));
}

static err fail_taken(struct ctx *c, const char *path)
{
	return ctx_fail(c, ERR_CONFLICT, "There is a file %s already; it was left as it is.", path);
}

static err open_to_read(struct ctx *c, const char *path, FILE **out)
{
	*out = fopen(path, "rbe");
	if (*out)
		return OK;
	if (errno == ENOENT)
		FAIL(c, ERR_NOT_FOUND, "There is no file %s.", path);
	return fail_io(c, "opened", path);
}

/* A new file that only its owner reads. */
static err open_to_write(struct ctx *c, const char *path, FILE **out)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return fail_taken(c, path);
	*out = fd < 0 ? NULL : fdopen(fd, "wb");
	return *out ? OK : fail_io(c, "made", path);
}

err seal_key_make(struct ctx *c, const char *path)
{
	char hex[2 * sizeof(struct hash) + 1];
	struct hash key;
	FILE *f;
	bool fine;

	TRY(open_to_write(c, path, &f));
	crypt_random(&key, sizeof(key));
	(void)sodium_bin2hex(hex, sizeof(hex), key.b, sizeof(key.b));
	fine = fprintf(f, KEY_FILE_START "%s\n", hex) > 0 && !fflush(f) && !fsync(fileno(f));
	crypt_wipe(&key, sizeof(key));
	crypt_wipe(hex, sizeof(hex));
	if (!fclose(f) && fine)
		return OK;
	(void)unlink(path);
	return fail_io(c, "written", path);
}

err seal_key_read(struct ctx *c, const char *path, struct seal_key *out)
{
	char text[sizeof(KEY_FILE_START) + 2 * sizeof(struct hash) + 2];
	bool fine;
	size_t n;
	FILE *f;
	str s;

	*out = (struct seal_key){.kind = SEAL_KEY_FILE};
	TRY(open_to_read(c, path, &f));
	n = fread(text, 1, sizeof(text), f);
	(void)fclose(f);
	s = str_trim((str){text, n});
	fine = str_starts(s, KEY_FILE_START) &&
	       hex_read(str_slice(s, sizeof(KEY_FILE_START) - 1, s.n), out->file.b, sizeof(out->file.b));
	crypt_wipe(text, sizeof(text));
	if (fine)
		return OK;
	FAIL(c, ERR_MALFORMED, "%s is not a key file of Porchlight.", path);
}

/* Safe to call twice; the arena calls it should the request end half-way. */
static void close_job(void *arg)
{
	struct job *j = arg;

	if (j->in)
		(void)fclose(j->in);
	if (j->out) {
		(void)fclose(j->out);
		(void)unlink(j->part);
	}
	j->in = j->out = NULL;
	crypt_wipe(&j->stream, sizeof(j->stream));
	crypt_wipe(j->plain, sizeof(j->plain));
}

static const char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? str_z(a, (str){path, (size_t)(slash - path) + 1}) : ".";
}

static err start_job(struct job **out, struct ctx *c, const char *from, const char *to, struct progress *progress)
{
	struct job *j = ARENA_NEW(c->arena, struct job);
	struct stat about;

	*j = (struct job){.c = c, .from = from, .to = to, .progress = progress};
	j->part = str_format(c->arena, "%s.part", to).p;
	j->folder = folder_of(c->arena, to);
	arena_on_free(c->arena, close_job, j);
	*out = j;
	if (!lstat(to, &about))
		return fail_taken(c, to);
	TRY(open_to_read(c, from, &j->in));
	if (fstat(fileno(j->in), &about))
		return fail_io(c, "read", from);
	if (!S_ISREG(about.st_mode))
		FAIL(c, ERR_INVALID, "%s is not a file.", from);
	j->size = (uint64_t)about.st_size;
	(void)unlink(j->part); /* left by a run that was killed */
	return open_to_write(c, j->part, &j->out);
}

static err sync_folder(struct job *j)
{
	int fd = open(j->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool fine = fd >= 0 && (!fsync(fd) || errno == EINVAL); /* not every file system can */

	if (fd >= 0)
		(void)close(fd);
	return fine ? OK : fail_io(j->c, "made safe on disk", j->to);
}

static int rename_to_free_name(const char *from, const char *to)
{
	struct stat about;

	if (!renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE))
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* This file system knows no such renaming; looking first has to do. */
	if (lstat(to, &about))
		return rename(from, to);
	errno = EEXIST;
	return -1;
}

/* Gives the finished file its name, unless somebody took the name in the meantime. */
static err name_output(struct job *j)
{
	if (fflush(j->out) || fsync(fileno(j->out)))
		return fail_io(j->c, "written", j->part);
	if (rename_to_free_name(j->part, j->to))
		return errno == EEXIST ? fail_taken(j->c, j->to) : fail_io(j->c, "given its name", j->to);
	(void)fclose(j->out);
	j->out = NULL;
	return sync_folder(j);
}

static void put_number(uint8_t *at, uint64_t v)
{
	for (int i = 0; i < 8; i++)
		at[i] = (uint8_t)(v >> 8 * i);
}

static uint64_t get_number(const uint8_t *at)
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v |= (uint64_t)at[i] << 8 * i;
	return v;
}

/* This file's own key. The salt is in the header already. */
static err file_key(struct job *j, const struct seal_key *key, struct password_cost cost, struct hash *out)
{
	if (key->kind == SEAL_KEY_FILE) {
		*out = crypt_hash((bytes){j->header + AT_SALT, PASSWORD_SALT}, (bytes){key->file.b, sizeof(key->file.b)});
		return OK;
	}
	if (str_empty(key->passphrase))
		FAIL(j->c, ERR_INVALID, "A passphrase is needed.");
	if (password_key(out, key->passphrase, j->header + AT_SALT, cost))
		FAIL(j->c, ERR_BUSY, "There is not enough free memory for the passphrase: it takes %zu MB.", cost.memory >> 20);
	return OK;
}

static struct hash key_check(const struct job *j, const struct hash *key)
{
	return crypt_hash((bytes){j->header, AT_KEY_CHECK}, (bytes){key->b, sizeof(key->b)});
}

static struct hash header_check(const struct job *j)
{
	return crypt_hash((bytes){j->header, AT_CHECK}, (bytes){0});
}

/* The key that the stream uses; the other one only makes the check. */
static struct hash stream_key(const struct hash *key)
{
	return crypt_hash((bytes){(const uint8_t *)"stream", 6}, (bytes){key->b, sizeof(key->b)});
}

static err write_header(struct job *j, const struct seal_key *key)
{
	struct hash own, stream;

	memcpy(j->header, MAGIC, MAGIC_BYTES);
	j->header[AT_VERSION] = VERSION;
	j->header[AT_KIND] = (uint8_t)key->kind;
	put_number(j->header + AT_SIZE, j->size);
	put_number(j->header + AT_PASSES, key->cost.passes);
	put_number(j->header + AT_MEMORY, key->cost.memory);
	crypt_random(j->header + AT_SALT, PASSWORD_SALT);
	TRY(file_key(j, key, key->cost, &own));
	stream = stream_key(&own);
	(void)crypto_secretstream_xchacha20poly1305_init_push(&j->stream, j->header + AT_STREAM, stream.b);
	memcpy(j->header + AT_KEY_CHECK, key_check(j, &own).b, CHECK_BYTES);
	memcpy(j->header + AT_CHECK, header_check(j).b, CHECK_BYTES);
	crypt_wipe(&own, sizeof(own));
	crypt_wipe(&stream, sizeof(stream));
	return fwrite(j->header, 1, HEADER, j->out) == HEADER ? OK : fail_io(j->c, "written", j->part);
}

/* One piece of what is inside, at offset `at`; a file without any bytes still has one, so that its end is marked. */
static size_t piece_at(const struct job *j, uint64_t at)
{
	return j->size - at < PIECE ? (size_t)(j->size - at) : PIECE;
}

static err seal_piece(struct job *j, uint64_t at, size_t n)
{
	uint8_t tag = at + n == j->size ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;

	if (fread(j->plain, 1, n, j->in) != n) {
		if (ferror(j->in))
			return fail_io(j->c, "read", j->from);
		FAIL(j->c, ERR_CONFLICT, "%s changed while it was being sealed. Try again.", j->from);
	}
	(void)crypto_secretstream_xchacha20poly1305_push(&j->stream, j->sealed, NULL, j->plain, n, NULL, 0, tag);
	n += PIECE_MORE;
	return fwrite(j->sealed, 1, n, j->out) == n ? OK : fail_io(j->c, "written", j->part);
}

static err seal_all(struct job *j, const struct seal_key *key)
{
	uint64_t at = 0;

	TRY(write_header(j, key));
	do {
		size_t n = piece_at(j, at);

		TRY(seal_piece(j, at, n));
		at += n;
		progress_to(j->progress, (int64_t)at);
	} while (at < j->size);
	if (getc(j->in) != EOF)
		FAIL(j->c, ERR_CONFLICT, "%s changed while it was being sealed. Try again.", j->from);
	return name_output(j);
}

static err fail_short(const struct job *j)
{
	return ctx_fail(j->c, ERR_MALFORMED, "%s is cut short: its end is missing. Use another copy.", j->from);
}

static err fail_damaged(const struct job *j, uint64_t at)
{
	return ctx_fail(j->c, ERR_MALFORMED, "%s is damaged near byte %" PRIu64 ". Use another copy.", j->from, at);
}

static err check_kind(const struct job *j, const struct seal_key *key)
{
	if (j->header[AT_KIND] == key->kind)
		return OK;
	if (key->kind == SEAL_KEY_FILE)
		FAIL(j->c, ERR_DENIED, "%s was sealed with a passphrase, not with a key file.", j->from);
	FAIL(j->c, ERR_DENIED, "%s was sealed with a key file, not with a passphrase.", j->from);
}

/* All that can be said without the key. Leaves the size inside in j->size. */
static err read_header(struct job *j)
{
	uint64_t file_bytes = j->size, pieces;
	size_t n = fread(j->header, 1, HEADER, j->in);

	if (ferror(j->in))
		return fail_io(j->c, "read", j->from);
	if (memcmp(j->header, MAGIC, n < MAGIC_BYTES ? n : MAGIC_BYTES))
		FAIL(j->c, ERR_MALFORMED, "%s was not sealed by Porchlight.", j->from);
	if (n < HEADER)
		return fail_short(j);
	if (memcmp(j->header + AT_CHECK, header_check(j).b, CHECK_BYTES))
		return fail_damaged(j, 0);
	if (j->header[AT_VERSION] != VERSION)
		FAIL(j->c, ERR_MALFORMED, "%s was sealed by a newer Porchlight. Use that one to open it.", j->from);
	j->size = get_number(j->header + AT_SIZE);
	pieces = j->size / PIECE + (j->size % PIECE || !j->size);
	if (j->size > file_bytes || file_bytes < HEADER + j->size + pieces * PIECE_MORE)
		return fail_short(j);
	if (file_bytes > HEADER + j->size + pieces * PIECE_MORE)
		return fail_damaged(j, HEADER + j->size + pieces * PIECE_MORE);
	return OK;
}

static err unlock(struct job *j, const struct seal_key *key)
{
	uint64_t passes = get_number(j->header + AT_PASSES), memory = get_number(j->header + AT_MEMORY);
	struct hash own, stream;
	bool fits;

	TRY(check_kind(j, key));
	if (passes > MOST_PASSES || memory > MOST_MEMORY)
		FAIL(j->c, ERR_TOO_LARGE, "%s asks for more work on the passphrase than Porchlight ever does.", j->from);
	TRY(file_key(j, key, (struct password_cost){passes, (size_t)memory}, &own));
	stream = stream_key(&own);
	fits = crypt_equal((bytes){j->header + AT_KEY_CHECK, CHECK_BYTES}, (bytes){key_check(j, &own).b, CHECK_BYTES}) &&
	       !crypto_secretstream_xchacha20poly1305_init_pull(&j->stream, j->header + AT_STREAM, stream.b);
	crypt_wipe(&own, sizeof(own));
	crypt_wipe(&stream, sizeof(stream));
	if (fits)
		return OK;
	if (key->kind == SEAL_KEY_FILE)
		FAIL(j->c, ERR_DENIED, "%s was sealed with another key file.", j->from);
	FAIL(j->c, ERR_DENIED, "The passphrase does not open %s.", j->from);
}

static err open_piece(struct job *j, uint64_t at, size_t n)
{
	uint8_t tag = 0, expected = at + n == j->size ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;

	if (fread(j->sealed, 1, n + PIECE_MORE, j->in) != n + PIECE_MORE)
		return ferror(j->in) ? fail_io(j->c, "read", j->from) : fail_short(j);
	if (crypto_secretstream_xchacha20poly1305_pull(&j->stream, j->plain, NULL, &tag, j->sealed, n + PIECE_MORE, NULL, 0) ||
	    tag != expected)
		return fail_damaged(j, HEADER + at + at / PIECE * PIECE_MORE);
	return fwrite(j->plain, 1, n, j->out) == n ? OK : fail_io(j->c, "written", j->part);
}

static err open_all(struct job *j, const struct seal_key *key)
{
	uint64_t at = 0;

	TRY(read_header(j));
	TRY(unlock(j, key));
	do {
		size_t n = piece_at(j, at);

		TRY(open_piece(j, at, n));
		at += n;
		progress_to(j->progress, (int64_t)at);
	} while (at < j->size);
	return name_output(j);
}

err seal_file(struct ctx *c, const char *from, const char *to, const struct seal_key *key, struct progress *progress)
{
	struct job *j;
	err e = start_job(&j, c, from, to, progress);

	if (!e)
		e = seal_all(j, key);
	close_job(j);
	return e;
}

err seal_open(struct ctx *c, const char *from, const char *to, const struct seal_key *key, struct progress *progress)
{
	struct job *j;
	err e = start_job(&j, c, from, to, progress);

	if (!e)
		e = open_all(j, key);
	close_job(j);
	return e;
}
