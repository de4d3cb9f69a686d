/* multipart.h - a form with files (multipart/form-data), read as it arrives: text fields go to the
 * form, files to spool files on the disk. Memory does not grow with the size of a file. The spool
 * files go when the request's arena does. */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "web/form.h"
#include "web/web.h"

#define UPLOADS_MAX 50               /* files in one form */
#define UPLOAD_TEXT_MAX (512 * 1024) /* bytes of all text fields beside them */

struct upload_list {
	struct upload_entry *first, **end;
	size_t n;
};
struct upload_entry {
	struct upload_entry *next;
	str field;
	struct upload file;
};

struct multipart;

/* Starts reading; `type` is the request's Content-Type. Fields go to *form, files to *files, both
 * empty before. ERR_MALFORMED: no boundary, or one that cannot be. */
NODISCARD err multipart_open(struct ctx *c, str type, struct form *form, struct upload_list *files, struct multipart **out);
/* The next piece, of any length. ERR_MALFORMED, ERR_TOO_LARGE, ERR_IO (disk): stop reading. */
NODISCARD err multipart_push(struct multipart *m, const char *p, size_t n);
/* The end of the body. ERR_MALFORMED: it came before the form's own end. */
NODISCARD err multipart_end(struct multipart *m);

#endif
