/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which findings of two states of a tree are the same one.
 *
 * A finding is the same when it is in the same place (lines as git moved them), or when
 * its fingerprint says so and its line has not become another's, or when its line was
 * taken out in one place and put in, letter for letter, in another.
 */
#ifndef PAGECK_COMPARE_H
#define PAGECK_COMPARE_H

#include "change/series.h"
#include "report/report.h"

struct comparison {
	/* twin[i]: what the i-th finding of one state is in the other; NULL: nothing */
	struct finding **before, **after;
};

/* Both were finished. `root` is what relative names are relative to. comparison_free(). */
void compare_findings(struct comparison *c, const struct series *s, const char *root,
		      const struct findings *before, const struct findings *after);
void comparison_free(struct comparison *c);

#endif
