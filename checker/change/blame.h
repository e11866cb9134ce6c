/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the commit that introduced a finding, for the "Fixes:" line of a patch, and the patch's
 * author. The caller owns a struct origin and frees it with origin_close().
 */
#ifndef PAGECK_BLAME_H
#define PAGECK_BLAME_H

#include "report/report.h"

struct origin;

/* Opens the git repository around `dir`. NULL, without a message, when there is none or no git. */
struct origin *origin_open(const char *dir, const char *cache_dir);
void origin_close(struct origin *o);		/* o may be NULL */

/* "Name <mail>" of the user, or NULL. */
const char *origin_author(struct origin *o);
/*
 * The text of a "Fixes:" line: the youngest of the commits that the finding's lines are from, or
 * the one that removed what the fix adds. `text` is the file with the finding, `fixed` without it.
 * NULL when it can't be determined, with *why_not set. `o` may be NULL.
 */
const char *origin_fixes(struct origin *o, const struct finding *x, const char *path, const char *text,
			 const char *fixed, const char **why_not);

#endif
