/* json_tree.h - one JSON document as a tree of views into its own text. What nobody changes is written back byte for byte:
 * numbers keep their digits (1.50), strings their escapes, members their order. Only line breaks outside of strings, and the
 * indentation behind them, are left out on writing, so that a document fits one line of NDJSON.
 * Strict RFC 8259: nothing follows the document, nothing is guessed. */
#ifndef LINK_FHIR_JSON_TREE_H
#define LINK_FHIR_JSON_TREE_H

#include "base/buf.h"
#include "base/err.h"

#define JTREE_DEPTH 64
#define JTREE_NODES ((size_t)200000) /* values in one document */

enum jtype { JT_NULL = 1, JT_BOOL, JT_NUMBER, JT_STRING, JT_ARRAY, JT_OBJECT };

struct jnode {
	enum jtype type;
	bool changed;        /* it, or something in it: `text` no longer holds */
	str text;            /* as it stands in the document, or as it was set */
	str key;             /* with its quotation marks, as it stands; none in an array */
	struct jnode *parent, *next, *first, *last;
};

struct jtree_trouble {
	const char *why; /* "a comma is missing" */
	size_t at;       /* byte of the document */
};

/* Nodes live in the arena; `text` is borrowed for as long as the tree is used. ERR_MALFORMED, ERR_TOO_LARGE: *trouble says why. */
NODISCARD err jtree_parse(struct arena *a, str text, struct jnode **out, struct jtree_trouble *trouble);
void jtree_write(struct buf *out, const struct jnode *n);

/* The member of an object; NULL: there is none, or n is no object (also NULL). */
struct jnode *jtree_get(const struct jnode *n, const char *key);
/* The same, when its value is of this type. */
struct jnode *jtree_get_as(const struct jnode *n, const char *key, enum jtype type);
/* A string's characters; none when n is no string (also NULL) or holds what is not text. */
str jtree_text(struct arena *a, const struct jnode *n);
/* jtree_text of a member. */
str jtree_member(struct arena *a, const struct jnode *n, const char *key);

/* Changing. New nodes go behind the others. */
struct jnode *jtree_object(struct arena *a); /* an empty one, as the root of a new document */
/* The member, made when it is not there; a value of another type is replaced by an empty one. `type`: JT_ARRAY or JT_OBJECT. */
struct jnode *jtree_make(struct arena *a, struct jnode *object, const char *key, enum jtype type);
/* Sets a member to a string; none removes it. */
void jtree_set(struct arena *a, struct jnode *object, const char *key, str value);
struct jnode *jtree_add_object(struct arena *a, struct jnode *array);
void jtree_add_text(struct arena *a, struct jnode *array, str value);
void jtree_remove(struct jnode *n); /* from what it stands in; NULL is fine */
void jtree_drop(struct jnode *object, const char *key);

#endif
