/* order.c - who may include whom. Layers: base < db < access < web, access < care < link < cli < main;
 * the rules of access and care know nothing of web, their pages do. Inside of care, features stand in one order and
 * include only what comes before them. */
#include "common/file.h"
#include "lint/lint.h"

enum layer { BASE, DB, ACCESS, WEB, CARE, LINK, CLI, MAIN, LAYERS };

static const char *const layer_names[LAYERS] = {"base", "db", "access", "web", "care", "link", "cli", "main"};

#define L(layer) (1u << (layer))
/* web is not among what access and care may include: why_not knows their pages. */
static const unsigned layer_below[LAYERS] = {
	[BASE] = L(BASE),
	[DB] = L(BASE) | L(DB),
	[ACCESS] = L(BASE) | L(DB) | L(ACCESS),
	[WEB] = L(BASE) | L(DB) | L(ACCESS) | L(WEB),
	[CARE] = L(BASE) | L(DB) | L(ACCESS) | L(CARE),
	[LINK] = L(BASE) | L(DB) | L(ACCESS) | L(WEB) | L(CARE) | L(LINK),
	[CLI] = L(MAIN) - 1,
	[MAIN] = L(LAYERS) - 1,
};

/* The folders of care/; what stands in care/ itself comes first and is there for all. */
static const char *const features[] = {"", "hours", "people", "center", "directory", "library", "outbox", "form", "inquiry",
	"admission", "schedule", "consent", "starting", "attendance", "stay", "profile", "finder", "intake", "funnel", "site",
	"measure", "plan", "note", "approach", "billing", "report"};
#define HOURS 1 /* pure rules: nothing but base */

/* Libraries that only one family of files may see, so that they can be replaced there. */
static const struct {
	const char *header;
	const char *only;
} fenced[] = {
	{"microhttpd.h", "src/web/http"},
	{"sqlite3.h", "src/db/sqlite"},
	{"libpq-fe.h", "src/db/postgres"},
	{"curl/curl.h", "src/link/mail/"},
};

/* What care knows of requests and HTML: handlers, what templates show, and the features' routes. */
static const char *const page_files[] = {".html", "_pages.c", "_pages.h", "_routes.h", "_view.c", "_view.h"};

struct place {
	enum layer layer;
	size_t feature; /* of care; COUNT_OF(features): not in the list */
	str folder;
	bool page;
	bool test;
};

/* "src/care/hours/week.c" or "care/hours/week.h". False: outside of the layers. */
static bool place_of(str path, struct place *out)
{
	str rest = str_starts(path, "src/") ? str_slice(path, 4, path.n) : path;
	str top = str_cut(rest, '/', &rest), folder, behind;

	*out = (struct place){.layer = BASE};
	for (size_t i = 0; i < COUNT_OF(page_files); i++)
		out->page |= str_ends(path, page_files[i]);
	out->test = str_ends(path, "_test.c");
	if (str_starts(top, "main.") && !rest.n) {
		out->layer = MAIN;
		return true;
	}
	while (out->layer < MAIN && !str_is(top, layer_names[out->layer]))
		out->layer++;
	if (out->layer == MAIN)
		return false;
	folder = str_cut(rest, '/', &behind);
	if (out->layer == CARE && behind.p) {
		out->folder = folder;
		while (out->feature < COUNT_OF(features) && !str_is(folder, features[out->feature]))
			out->feature++;
	}
	return true;
}

/* What the build makes has no folder in its name: "board.html.h" belongs where board.html stands. */
static bool generated_place(const struct files *all, str target, struct place *out)
{
	str source = str_slice(target, 0, target.n - 2);

	if (str_is(target, "schema.h"))
		return place_of(STR("db/schema.h"), out);
	if (str_is(target, "assets.h"))
		return place_of(STR("web/assets.h"), out);
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(str_of(file_base(all->v[i].path.p)), source))
			return place_of(all->v[i].path, out);
	return false;
}

/* Why not; NULL: it may. */
static const char *why_not(struct arena *a, const struct place *from, const struct place *to)
{
	if (from->feature == COUNT_OF(features))
		return str_format(a, "care/%.*s has no place in the order of features (tools/lint/order.c)",
			STR_ARG(from->folder)).p;
	if (to->page && !from->page && !from->test && (from->layer == CARE || from->layer == ACCESS))
		return "the rules of a feature know nothing of its pages";
	if ((from->layer == CARE || from->layer == ACCESS) && to->layer == WEB)
		return from->page || from->test ? NULL :
			"the rules of a feature know nothing of web; its pages do";
	if (from->layer == CARE && from->feature == HOURS && !from->test && to->layer != BASE &&
	    !(to->layer == CARE && (to->feature == HOURS || !to->feature)))
		return "care/hours is pure rules: it may include only base and what stands in care itself";
	if (!(layer_below[from->layer] & L(to->layer)))
		return str_format(a, "%s may not include %s", layer_names[from->layer], layer_names[to->layer]).p;
	if (from->layer == CARE && to->layer == CARE && to->feature > from->feature && !from->test)
		return str_format(a, "care/%s comes after care%s%s in the order of features", features[to->feature],
			from->feature ? "/" : " itself", features[from->feature]).p;
	return NULL;
}

static void check_fence(struct files *all, const struct file *f, size_t line, str target)
{
	for (size_t i = 0; i < COUNT_OF(fenced); i++)
		if (str_is(target, fenced[i].header) && !str_starts(f->path, fenced[i].only) &&
		    !str_ends(f->path, "_test.c"))
			wrong(all, f, line, "%s is for %s*.c only", fenced[i].header, fenced[i].only);
}

void check_include(struct files *all, const struct file *f, size_t line, str target, bool system)
{
	struct place from, to;
	const char *reason;

	if (!str_starts(f->path, "src/"))
		return;
	check_fence(all, f, line, target);
	if (system || !place_of(f->path, &from) || (from.test && str_starts(target, "support/")))
		return;
	if (str_find(target, '/', 0) == target.n ? !generated_place(all, target, &to) : !place_of(target, &to)) {
		wrong(all, f, line, "\"%.*s\" is in no layer; includes are written from src/ on", STR_ARG(target));
		return;
	}
	reason = why_not(all->arena, &from, &to);
	if (reason)
		wrong(all, f, line, "\"%.*s\": %s", STR_ARG(target), reason);
}
