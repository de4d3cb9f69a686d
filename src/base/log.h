/* log.h - what happened, for whoever runs the machine: one line per event on standard error.
 *
 *   log_info(c->request_id, "backup", LOG_INT("bytes", n), LOG_STR("file", path));
 *   2026-11-23T18:00:00.123Z info backup request=06ZQ8K1M3V5TA bytes=81920 file=/srv/a.seal
 *
 * Values are numbers and names of things, never of people: no names, no addresses, nothing that was typed. There is no
 * printf form, so that each value is looked at when it is put there. Safe from any thread; lines are never mixed. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR, LOG_LEVEL_NONE };

struct log_field {
	const char *key;
	str text; /* none: the number counts */
	int64_t number;
};
#define LOG_INT(name, value) ((struct log_field){.key = (name), .number = (value)})
#define LOG_STR(name, value) ((struct log_field){.key = (name), .text = (value)})

/* Only events of this level and above are written; LOG_LEVEL_INFO at start. */
void log_from(enum log_level lowest);
/* Tests: write to another file descriptor; -1 is standard error again. */
void log_to(int fd);

/* request 0: not about a request. */
void log_event(enum log_level level, int64_t request, const char *event, const struct log_field *fields, size_t n);
#define LOG_FIELDS(...) (const struct log_field[]){{0}, ##__VA_ARGS__}
#define LOG_EVENT(level, request, event, ...) \
	log_event((level), (request), (event), LOG_FIELDS(__VA_ARGS__) + 1, COUNT_OF(LOG_FIELDS(__VA_ARGS__)) - 1)
#define log_debug(...) LOG_EVENT(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define log_info(...) LOG_EVENT(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_warning(...) LOG_EVENT(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_error(...) LOG_EVENT(LOG_LEVEL_ERROR, __VA_ARGS__)

#endif
