/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Prints the layout of records in kernel trees, and what differs between two trees.
 *
 * A layout_tree owns its layouts; layout_tree_free() frees them. Names from a tree are escaped for
 * the output format.
 */
#ifndef PAGECK_LAYOUT_H
#define PAGECK_LAYOUT_H

#include "facts/facts.h"
#include "clang/record_layout.h"

struct layout_tree {
	const char *release;		/* "6.12.117" */
	/* in the order of `tags`; tag NULL: the tree has no such record */
	struct layout *records;
	const char **tags;		/* the records that were requested */
	size_t n;
	/* the rules: which members are meaningful for which kinds of page */
	const struct facts *facts;
};

void layout_tree_free(struct layout_tree *t);

/* --- what overlaps ------------------------------------------------------------- */

/* The row with `overlays` that is about this member, or NULL. */
const struct member_fact *layout_selects(const struct layout_tree *t, const struct layout *l,
					 const struct layout_member *m);
/*
 * The row, if any, whose member overlaps this one: then this one is meaningless for the kinds of
 * page that the row is about.
 */
const struct member_fact *layout_overlaid(const struct layout_tree *t, const struct layout *l,
					  const struct layout_member *m);

/* --- two trees ------------------------------------------------------------------- */

enum layout_change { LC_ADDED, LC_REMOVED, LC_MOVED, LC_RESIZED, LC_RETYPED, LC_OVERLAPS };

struct layout_diff {
	enum layout_change what;
	const char *tag;
	const char *member;		/* NULL: the record as a whole */
	const struct layout_member *old, *new;
	/* LC_OVERLAPS: members that no longer overlap it, and that now do */
	const char *gone, *come;
};

struct layout_diffs {
	struct arena mem;
	VEC(struct layout_diff) v;
};

void layout_compare(struct layout_diffs *d, const struct layout_tree *old,
		    const struct layout_tree *new);
/* Appends "moved from byte 8 to 16" and the like. */
void layout_diff_describe(struct strbuf *out, const struct layout_diff *d);
void layout_diffs_free(struct layout_diffs *d);

/* --- output formats; `other` and `diffs` may be NULL --------------------------------- */

void layout_text(FILE *out, const struct layout_tree *t, bool color);
void layout_diff_text(FILE *out, const struct layout_tree *old, const struct layout_tree *new,
		      const struct layout_diffs *d, bool color);
void layout_json(FILE *out, const struct layout_tree *t, const struct layout_tree *other,
		 const struct layout_diffs *d);
void layout_svg(FILE *out, const struct layout_tree *t, const struct layout_tree *other);
void layout_html(FILE *out, const struct layout_tree *t, const struct layout_tree *other,
		 const struct layout_diffs *d);

#endif
