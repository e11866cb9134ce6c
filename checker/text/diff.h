/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The difference of two texts by lines, and as a unified diff. Lines count from 1. The caller
 * frees the hunks (vec_free()).
 */
#ifndef PAGECK_DIFF_H
#define PAGECK_DIFF_H

#include "util/util.h"

/* As in "@@ -old_line,old_n +new_line,new_n @@" without context. */
struct text_hunk {
	unsigned old_line, old_n, new_line, new_n;
};
typedef VEC(struct text_hunk) text_hunks;

/* False: more differs than fixes are made of. */
bool diff_lines(const char *old, const char *new, text_hunks *out);
/* A unified diff of one file, as git writes it; `added` and `gone` count lines. */
void diff_unified(struct strbuf *out, const char *path, const char *old, const char *new,
		  const text_hunks *hunks, unsigned *added, unsigned *gone);

#endif
