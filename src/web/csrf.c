/* csrf.c - the token in forms, and its check. */
#include "web/csrf.h"

#include <sodium.h>

#include "web/request.h"

void html_csrf(struct ctx *c)
{
	if (!c->actor || !c->actor->csrf.n)
		return;
	BUF_LIT(c->out, "<input type=\"hidden\" name=\"csrf\" value=\"");
	html_text_str(c, c->actor->csrf);
	BUF_LIT(c->out, "\">");
}

/* What the browser says about the page that sends this. `unsaid` when it says nothing: then it is an
 * old browser or no browser. */
static bool same_origin(struct ctx *c, bool unsaid)
{
	str site = request_header(c, "sec-fetch-site");
	str origin = request_header(c, "origin");
	ptrdiff_t host = str_index(origin, STR("://"));

	if (site.p)
		return str_is(site, "same-origin") || str_is(site, "none");
	if (origin.p)
		return host > 0 && str_eq_ascii_case(str_slice(origin, (size_t)host + 3, origin.n), c->req->host);
	return unsaid;
}

static bool token_matches(struct ctx *c)
{
	str want = c->actor->csrf;
	str sent = request_header(c, "x-csrf");

	if (!sent.p)
		sent = form_raw(c, "csrf");
	return want.n && sent.n == want.n && !sodium_memcmp(sent.p, want.p, want.n);
}

err csrf_check(struct ctx *c)
{
	bool nobody = !c->actor->csrf.n;

	if (token_matches(c) || (nobody && same_origin(c, true)))
		return OK;
	/* A sign-in form that was open in another tab while somebody signed in here: it has no token,
	 * but the browser vouches for it. */
	if (c->req->route->permission == PERM_PUBLIC && same_origin(c, false))
		return OK;
	FAIL(c, ERR_DENIED, "This form is out of date, so nothing was changed. Go back, load the page again and send it once more.");
}
