/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Line-based difference of two texts, as hunks or as a unified diff. Lines count from 1. The caller
 * frees hunks with vec_free(). Made for texts that are nearly equal, such as a file before and
 * after a fix.
 */
#ifndef PAGECK_DIFF_H
#define PAGECK_DIFF_H

#include "util/util.h"

/* As in "@@ -old_line,old_n +new_line,new_n @@" without context. */
struct text_hunk {
	unsigned old_line, old_n, new_line, new_n;
};
typedef VEC(struct text_hunk) text_hunks;

/* False when too many lines differ; `out` is incomplete then. */
bool diff_lines(const char *old, const char *new, text_hunks *out);
/* Appends a unified diff of one file, as git writes it. Counts the lines in *added and *gone. */
void diff_unified(struct strbuf *out, const char *path, const char *old, const char *new,
		  const text_hunks *hunks, unsigned *added, unsigned *gone);

#endif
