/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which commit a finding came in with, for a patch that mends it; and whose patch it is. */
#ifndef PAGECK_BLAME_H
#define PAGECK_BLAME_H

#include "report/report.h"

struct origin;

/* Of the git repository around `dir`. NULL, quietly, where there is none or no git. */
struct origin *origin_open(const char *dir, const char *cache_dir);
void origin_close(struct origin *o);		/* NULL is fine */

/* "Name <mail>", or NULL. */
const char *origin_author(struct origin *o);
/*
 * What a "Fixes:" line says, from the history of the lines that the finding is made of: the
 * youngest of the commits that they are from; or the one that took out what the fix puts in.
 * `text`: the file with the finding; `fixed`: without. NULL, and *why_not, when it can't be
 * told. `o` may be NULL.
 */
const char *origin_fixes(struct origin *o, const struct finding *x, const char *path, const char *text,
			 const char *fixed, const char **why_not);

#endif
