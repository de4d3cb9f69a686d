/* compare_pages.c - up to four places side by side, and the sheet to call them with. The chosen ones stand in the address. */
#include "care/finder/compare_view.h"
#include "compare.html.h"

/* GET /find/compare?with=&with= */
err compare_show(struct ctx *c)
{
	struct places_view *v = ARENA_NEW(c->arena, struct places_view);

	TRY(finder_places(c, v));
	return page(c, tpl_compare, v);
}

/* GET /find/call-sheet?with= - without any it is a checklist for whichever program. */
err sheet_show(struct ctx *c)
{
	struct places_view *v = ARENA_NEW(c->arena, struct places_view);

	TRY(finder_places(c, v));
	return page(c, tpl_call_sheet, v);
}
