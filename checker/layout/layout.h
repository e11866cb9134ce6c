/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Showing how trees lay out records, and what differs between two of them.
 *
 * A layout_tree owns its layouts; layout_tree_free() frees it. Everything from a tree
 * is escaped for where it is written.
 */
#ifndef PAGECK_LAYOUT_H
#define PAGECK_LAYOUT_H

#include "facts/facts.h"
#include "clang/record_layout.h"

struct layout_tree {
	const char *release;		/* "6.12.117" */
	struct layout *records;		/* in the order they were asked for; tag NULL: it has none */
	const char **tags;		/* what was asked for */
	size_t n;
	const struct facts *facts;	/* whose rows say which members mean something to whom */
};

void layout_tree_free(struct layout_tree *t);

/* --- what overlaps ------------------------------------------------------------- */

/* A row with `overlays` that speaks of this member, or NULL. */
const struct member_fact *layout_selects(const struct layout_tree *t, const struct layout *l,
					 const struct layout_member *m);
/* The row, if any, whose member lies over this one's bytes: then it isn't a ZONE_DEVICE page's. */
const struct member_fact *layout_overlaid(const struct layout_tree *t, const struct layout *l,
					  const struct layout_member *m);

/* --- two trees ------------------------------------------------------------------- */

enum layout_change { LC_ADDED, LC_REMOVED, LC_MOVED, LC_RESIZED, LC_RETYPED, LC_OVERLAPS };

struct layout_diff {
	enum layout_change what;
	const char *tag;
	const char *member;		/* NULL: the record itself */
	const struct layout_member *old, *new;
	const char *gone, *come;	/* LC_OVERLAPS: names that no longer, or only now, overlap */
};

struct layout_diffs {
	struct arena mem;
	VEC(struct layout_diff) v;
};

void layout_compare(struct layout_diffs *d, const struct layout_tree *old,
		    const struct layout_tree *new);
/* "moved from byte 8 to 16" and the like. */
void layout_diff_describe(struct strbuf *out, const struct layout_diff *d);
void layout_diffs_free(struct layout_diffs *d);

/* --- writing; `other` and `diffs` may be NULL --------------------------------------- */

void layout_text(FILE *out, const struct layout_tree *t, bool color);
void layout_diff_text(FILE *out, const struct layout_tree *old, const struct layout_tree *new,
		      const struct layout_diffs *d, bool color);
void layout_json(FILE *out, const struct layout_tree *t, const struct layout_tree *other,
		 const struct layout_diffs *d);
void layout_svg(FILE *out, const struct layout_tree *t, const struct layout_tree *other);
void layout_html(FILE *out, const struct layout_tree *t, const struct layout_tree *other,
		 const struct layout_diffs *d);

#endif
