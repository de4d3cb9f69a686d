/* compiler.h - what every file of the house may assume about the compiler.
 * Included first everywhere (meson passes it with -include), so a banned call cannot be reached by accident. */
#ifndef BASE_COMPILER_H
#define BASE_COMPILER_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first), nonnull(fmt)))
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* Calls that overflow, share hidden state or hand text to a shell. Use str, buf and base/time.h. */
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok localtime gmtime asctime ctime atoi atol popen
/* Not poisoned: identifiers of health records have a member of this name. */
int system(const char *) __attribute__((unavailable("it hands text to a shell")));

#endif
