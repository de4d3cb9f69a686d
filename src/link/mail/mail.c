/* mail.c - a letter as libcurl sends it. */
#include "link/mail/mail.h"

#include <curl/curl.h>

#define CONNECT_SECONDS 15L
#define SEND_SECONDS 60L

void mail_open(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

void mail_close(void)
{
	curl_global_cleanup();
}

/* "Mon, 23 Nov 2026 18:00:00 +0000" (RFC 5322, 3.3). */
static str letter_date(struct arena *a, instant t)
{
	static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char months[12][4] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int ms;
	date day = instant_day(t, &ms);
	int y, m, d;

	date_parts(day, &y, &m, &d);
	return str_format(a, "%s, %02d %s %d %02d:%02d:%02d +0000", days[date_weekday(day) - 1], d, months[m - 1], y,
		ms / (int)MS_PER_HOUR, ms / (int)MS_PER_MINUTE % 60, ms / 1000 % 60);
}

/* A header line; what was typed cannot begin another. */
static struct curl_slist *header(struct ctx *c, struct curl_slist *list, const char *name, str value)
{
	str line = str_format(c->arena, "%s: %.*s", name, STR_ARG(value));

	for (size_t i = 0; i < line.n; i++)
		if ((unsigned char)line.p[i] < ' ')
			((char *)(uintptr_t)line.p)[i] = ' ';
	return curl_slist_append(list, line.p);
}

static str sender(struct ctx *c, const struct mail_account *from)
{
	return from->name ? str_format(c->arena, "\"%s\" <%s>", from->name, from->from)
					  : str_format(c->arena, "<%s>", from->from);
}

static struct curl_slist *headers_of(struct ctx *c, const struct mail_account *from, const struct mail_letter *l)
{
	const char *at = strchr(from->from, '@');
	struct curl_slist *h = NULL;

	h = header(c, h, "Date", letter_date(c->arena, l->at));
	h = header(c, h, "From", sender(c, from));
	h = header(c, h, "To", str_format(c->arena, "<%.*s>", STR_ARG(l->to)));
	h = header(c, h, "Subject", l->subject);
	h = header(c, h, "Message-ID", str_format(c->arena, "<%.*s%s>", STR_ARG(l->id), at ? at : "@localhost"));
	return header(c, h, "Auto-Submitted", STR("auto-generated"));
}

static void set_account(CURL *h, const struct mail_account *from)
{
	curl_easy_setopt(h, CURLOPT_URL, from->server);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(h, CURLOPT_USE_SSL, (long)(from->password ? CURLUSESSL_ALL : CURLUSESSL_TRY));
	if (from->user)
		curl_easy_setopt(h, CURLOPT_USERNAME, from->user);
	if (from->password)
		curl_easy_setopt(h, CURLOPT_PASSWORD, from->password);
	curl_easy_setopt(h, CURLOPT_MAIL_FROM, from->from);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(h, CURLOPT_TIMEOUT, SEND_SECONDS);
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
}

static enum mail_answer judge(struct ctx *c, CURL *h, CURLcode r, const char *said, str *why)
{
	long code = 0;

	if (r == CURLE_OK) {
		*why = STR_NONE;
		return MAIL_TAKEN;
	}
	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
	if (r == CURLE_LOGIN_DENIED)
		*why = STR("The mail server refused our name and password.");
	else if (code >= 400)
		*why = str_format(c->arena, "The mail server answered %ld.", code);
	else
		*why = str_format(c->arena, "The mail server could not be reached: %s.", *said ? said : curl_easy_strerror(r));
	return code >= 500 && code < 600 && r != CURLE_LOGIN_DENIED ? MAIL_NEVER : MAIL_LATER;
}

enum mail_answer mail_send(struct ctx *c, const struct mail_account *from, const struct mail_letter *l, str *why)
{
	char said[CURL_ERROR_SIZE] = "";
	CURL *h = curl_easy_init();
	struct curl_slist *headers = headers_of(c, from, l), *to = curl_slist_append(NULL, str_z(c->arena, l->to));
	curl_mime *letter = h ? curl_mime_init(h) : NULL;
	curl_mimepart *text = letter ? curl_mime_addpart(letter) : NULL;
	enum mail_answer answer = MAIL_LATER;

	*why = STR("The machine has no memory left.");
	if (h && headers && to && text) {
		set_account(h, from);
		curl_mime_data(text, l->body.p, l->body.n);
		curl_mime_type(text, "text/plain; charset=utf-8");
		curl_mime_encoder(text, "quoted-printable");
		curl_easy_setopt(h, CURLOPT_ERRORBUFFER, said);
		curl_easy_setopt(h, CURLOPT_MAIL_RCPT, to);
		curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
		curl_easy_setopt(h, CURLOPT_MIMEPOST, letter);
		answer = judge(c, h, curl_easy_perform(h), said, why);
	}
	curl_mime_free(letter);
	curl_slist_free_all(headers);
	curl_slist_free_all(to);
	curl_easy_cleanup(h);
	return answer;
}
