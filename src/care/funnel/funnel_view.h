/* funnel_view.h - what the page of how requests for help fare shows. */
#ifndef CARE_FUNNEL_FUNNEL_VIEW_H
#define CARE_FUNNEL_FUNNEL_VIEW_H

#include "care/funnel/funnel.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

#define FUNNEL_CHART_WIDTH 400 /* the longest bar */
#define FUNNEL_CHART_ROW 46

/* One bar: whoever came this far, as those who went on, those who are here still, and those who were lost here. */
struct funnel_bar {
	enum funnel_stage stage;
	int y;
	int went, open, lost; /* widths */
};

struct funnel_view {
	struct funnel f;
	date from, to, today; /* from, to: as asked, also where they make no span */
	struct funnel_bar bars[FUNNEL_STAGES];
	size_t n_bars;
	struct url csv;
};

/* "3.5 days", and in the other column what a small number is worth. */
struct label funnel_median_words(const struct funnel_days *d);
struct label funnel_p90_words(const struct funnel_days *d);
struct label funnel_worth(const struct funnel_days *d);

#endif
