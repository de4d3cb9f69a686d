/* error.c - error pages and their JSON twins. An unknown page and a page that is somebody else's
 * give the same answer, byte by byte. */
#include "web/error.h"

#include "base/json.h"
#include "web/request.h"

struct words {
	int status;
	const char *title;
	const char *message;
};

static const struct words table[] = {
        {400, "This request could not be read", "Something on the way changed it. Go back and try again."},
        {401, "You are signed out", "Sign in again. What you typed is still there when you go back."},
        {403, "This is not yours to do", "Your account may not do this. An administrator of the center can change that."},
        {404, "Page not found", "The address may be mistyped, or the page was moved, or it is not one you can open."},
        {405, "That does not work here", "This address cannot be used in this way. Go back and use the links and buttons of the page."},
        {409, "Somebody else was first", "It was changed while you had it open, so nothing of yours was saved. Load it again and look."},
        {413, "That is too much at once", "What was sent is larger than what is taken here. Send less of it."},
        {422, "Something needs to be put right", "What was sent cannot be right. Go back and look at it again."},
        {429, "Too many tries", "Wait a little, then try again."},
        {503, "Porchlight is busy", "Nothing was changed. Wait a moment, then try again."},
        {500, "Something went wrong", "It is our mistake and it has been noted. Nothing you did caused it."},
};

static const struct words *words_for(int status)
{
	size_t i = 0;

	while (i < COUNT_OF(table) - 1 && table[i].status != status)
		i++;
	return &table[i];
}

static struct error_view view_of(struct ctx *c, err e, int status)
{
	const struct words *w = words_for(status);
	bool ours = status >= 500;
	/* A 404 must not tell what is there; a bug's own text is for the log. */
	bool plain = status == 404 || status == 405 || e == ERR_BUG || !c->fail_text.n;

	return (struct error_view){
	        .status = status,
	        .title = str_of(w->title),
	        .message = plain ? str_of(w->message) : c->fail_text,
	        .request = ours ? str_copy(c->arena, str_of(id_show(c->request_id).s)) : STR_NONE,
	        .problems = c->problems,
	        .sign_in = status == 401,
	};
}

/* ---- as JSON ----------------------------------------------------------------------------------------------------- */

static void json_body(struct ctx *c, err e, const struct error_view *v)
{
	const char *code = v->status == 405 ? "ERR_METHOD" : err_name(e);
	struct sink sink;
	struct json j;

	sink_buf(&sink, c->out);
	json_init(&j, &sink);
	json_object(&j);
	json_object(json_key(&j, "error"));
	json_str(json_key(&j, "code"), str_lower_ascii(c->arena, str_of(code + strlen("ERR_"))));
	json_str(json_key(&j, "message"), v->message);
	if (v->request.p)
		json_str(json_key(&j, "request"), v->request);
	json_array(json_key(&j, "fields"));
	for (const struct problem *p = v->problems; p; p = p->next) {
		json_object(&j);
		json_str(json_key(&j, "field"), p->field);
		json_str(json_key(&j, "message"), p->text);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_object_end(&j);
	json_object_end(&j);
	if (json_end(&j) != OK)
		buf_clear(c->out);
}

/* ---- as a page --------------------------------------------------------------------------------------------------- */

static void plain_page(struct ctx *c, const struct error_view *v)
{
	buf_format(c->out, "%.*s\n\n%.*s\n", STR_ARG(v->title), STR_ARG(v->message));
	for (const struct problem *p = v->problems; p; p = p->next)
		buf_format(c->out, "- %.*s\n", STR_ARG(p->text));
	if (v->request.p)
		buf_format(c->out, "\nRequest %.*s\n", STR_ARG(v->request));
}

void error_answer(struct ctx *c, err e, int status)
{
	struct error_view v = view_of(c, e, status ? status : err_http_status(e));
	const char *type = "text/html; charset=utf-8";
	struct answer *a = c->req->answer;
	str later = answer_header(a, "Retry-After"); /* the handler may know better when to come back */

	a->n_headers = 0; /* nothing else of what the handler meant to send */
	buf_clear(c->out);
	if (request_wants_json(c)) {
		type = "application/json";
		json_body(c, e, &v);
	} else if (c->app->error_page) {
		c->app->error_page(c, &v);
	} else {
		type = "text/plain; charset=utf-8";
		plain_page(c, &v);
	}
	response_header(c, "Content-Type", type);
	if (v.status == 429 || v.status == 503)
		response_header(c, "Retry-After", later.p ? later.p : v.status == 429 ? "60" : "5");
	a->status = v.status;
}
