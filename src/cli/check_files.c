/* check_files.c - the looks of `porchlight check` at files: TLS certificate and key, the database's disk. */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "cli/check.h"

#define RENEW_DAYS 21
#define LEAST_FREE ((uint64_t)512 << 20)

/* ---- TLS ----------------------------------------------------------------------------------------------------------------- */

static X509 *read_certificate(const char *path)
{
	FILE *f = fopen(path, "re");
	X509 *x = f ? PEM_read_X509(f, NULL, NULL, NULL) : NULL;

	if (f)
		(void)fclose(f);
	return x;
}

static EVP_PKEY *read_private_key(const char *path)
{
	FILE *f = fopen(path, "re");
	EVP_PKEY *p = f ? PEM_read_PrivateKey(f, NULL, NULL, NULL) : NULL;

	if (f)
		(void)fclose(f);
	return p;
}

static bool others_may_read(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (st.st_mode & (S_IRWXO | S_IWGRP));
}

static void check_dates(struct check *k, const X509 *x)
{
	int days = 0, seconds = 0, until_start = 0;

	if (!ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(x)) ||
	    !ASN1_TIME_diff(&until_start, &seconds, NULL, X509_get0_notBefore(x)))
		check_attention(k, "tls", "Get a new certificate.", "the certificate's dates cannot be read");
	else if (days < 0 || (days == 0 && seconds < 0))
		check_attention(k, "tls", "Renew it and restart the server.", "the certificate has expired");
	else if (until_start > 0)
		check_attention(k, "tls", "Look at the machine's clock.", "the certificate is valid only in %d days", until_start);
	else if (days < RENEW_DAYS)
		check_attention(k, "tls", "Renew it and restart the server.", "the certificate expires in %d day%s", days, days == 1 ? "" : "s");
	else
		check_ok(k, "tls", "certificate and key belong together; valid for %d days", days);
}

void check_tls(struct check *k, const char *cert, const char *key)
{
	X509 *x;
	EVP_PKEY *p;

	if (!cert || !key) {
		check_ok(k, "tls", "not looked at (--tls-cert and --tls-key name the files)");
		return;
	}
	x = read_certificate(cert);
	p = read_private_key(key);
	if (!x)
		check_attention(k, "tls", "Name a PEM file that this user may read.", "%s holds no readable certificate", cert);
	else if (!p)
		check_attention(k, "tls", "Name a PEM file without a passphrase that this user may read.", "%s holds no readable key", key);
	else if (X509_check_private_key(x, p) != 1)
		check_attention(k, "tls", "Name the key that the certificate was made for.", "certificate and key do not belong together");
	else if (others_may_read(key))
		check_attention(k, "tls", "Take that away: chmod 600", "other users of this machine may read or change %s", key);
	else
		check_dates(k, x);
	X509_free(x);
	EVP_PKEY_free(p);
}

/* ---- the disk -------------------------------------------------------------------------------------------------------------- */

static void check_mode(struct check *k, const char *path, const struct stat *st)
{
	if (st->st_mode & (S_IRWXG | S_IRWXO))
		check_attention(k, "files", "Take that away: chmod 600", "other users of this machine may read or change %s", path);
	else
		check_ok(k, "files", "only its owner may read %s", path);
}

void check_disk(struct check *k)
{
	const char *path = db_url(k->c->db);
	struct statvfs fs;
	struct stat st;
	uint64_t free_bytes;

	if (db_engine(k->c->db) != DB_SQLITE) {
		check_ok(k, "disk", "looked after by the PostgreSQL server");
		return;
	}
	if (stat(path, &st) || statvfs(path, &fs)) {
		check_attention(k, "disk", "Look at the disk.", "%s cannot be looked at", path);
		return;
	}
	free_bytes = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (free_bytes < LEAST_FREE || free_bytes < 2 * (uint64_t)st.st_size)
		check_attention(k, "disk", "Make room: a backup needs twice the database.", "%llu MB free, the database has %llu MB",
			(unsigned long long)(free_bytes >> 20), (unsigned long long)((uint64_t)st.st_size >> 20));
	else
		check_ok(k, "disk", "%llu MB free, the database has %llu MB", (unsigned long long)(free_bytes >> 20),
			(unsigned long long)((uint64_t)st.st_size >> 20));
	check_mode(k, path, &st);
}
