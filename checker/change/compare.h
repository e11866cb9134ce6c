/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Matches the findings of two states of a tree.
 *
 * Two findings are the same when they are on the same line (following git's diff), when their
 * fingerprints are equal and the line isn't a new one, or when the line was removed at one place
 * and added unchanged at another.
 */
#ifndef PAGECK_COMPARE_H
#define PAGECK_COMPARE_H

#include "change/series.h"
#include "report/report.h"

struct comparison {
	/* before[i], after[i]: the matching finding of the other state; NULL: none */
	struct finding **before, **after;
};

/*
 * Both lists must have been finished. `root` is the directory of relative names. The findings are
 * borrowed; comparison_free() frees the arrays.
 */
void compare_findings(struct comparison *c, const struct series *s, const char *root,
		      const struct findings *before, const struct findings *after);
void comparison_free(struct comparison *c);

#endif
