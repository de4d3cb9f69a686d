/* file.h - reading inputs and writing outputs, for the tools of the build.
 * An output is written only when its content changes, so that ninja does not rebuild what depends on it.
 * Every failure prints "path: reason" and ends the tool: a build tool has nobody to hand an error to. */
#ifndef TOOLS_COMMON_FILE_H
#define TOOLS_COMMON_FILE_H

#include "base/buf.h"

/* The whole file, in the arena, followed by a NUL byte. */
str file_read(struct arena *a, const char *path);
void file_write_changed(const char *path, str content);
/* "board.html" of "../src/care/board.html". */
const char *file_base(const char *path);

#endif
