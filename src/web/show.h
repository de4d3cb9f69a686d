/* show.h - numbers, days and times as people read them. Each returns a short text by value, in the center's zone. */
#ifndef WEB_SHOW_H
#define WEB_SHOW_H

#include "web/html.h"

struct label show_hours(int64_t minutes);                  /* "6 h 20", "9 h", "45 min", "0 h" */
struct label show_clock(const struct ctx *c, instant t);   /* "6:05 pm" */
struct label show_minute(int minute_of_day);               /* "6:05 pm" */
struct label show_span(const struct ctx *c, instant from, instant to); /* "6:00 to 7:15 pm", "11:30 am to 1:00 pm" */
struct label show_day(date d);                             /* "Monday 23 November" */
struct label show_day_year(date d);                        /* "23 November 2026" */
struct label show_day_short(date d);                       /* "Mon 23 Nov" */
struct label show_day_tiny(date d);                        /* "23 Nov" */
struct label show_moment(const struct ctx *c, instant t);  /* "Mon 23 Nov, 6:05 pm" */
struct label show_weekday(int weekday);                    /* 1: "Monday" */
struct minute_text show_input_time(const struct ctx *c, instant t); /* "18:05" for <input type=time>; "" for none */
struct label show_percent(int64_t part, int64_t whole);    /* "70%", at most 100 */

#endif
