/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Suppression by a table, .pageck.yaml:
 *
 *   suppress:
 *     - path: drivers/foo/     # a file, a directory, or a glob; `*` matches slashes too
 *       rule: union-read       # or a list of rules
 *       function: foo_probe    # optional; or a list
 *       reason: the pages come from alloc_page()
 */
#ifndef PAGECK_SUPPRESS_TABLE_H
#define PAGECK_SUPPRESS_TABLE_H

#include "report/report.h"

struct suppress_row;

struct suppress_table {
	struct arena mem;
	const char *path;
	VEC(struct suppress_row *) rows;
};

/*
 * Reads o->config. If it is NULL or doesn't exist, the table is empty. 0, or -1 after error() with
 * the line and the nearest valid word. A row without a reason causes a remark. Free the table in
 * both cases.
 */
int suppress_table_load(struct suppress_table *t, struct findings *f,
			const struct suppress_options *o);
/*
 * The reason of the row that suppresses the finding; NULL: none does. `file` is relative to the
 * tree.
 */
const char *suppress_table_reason(struct suppress_table *t, const struct finding *x,
				  const char *file);
/*
 * Adds a remark for each row that suppressed nothing although the run covered all that it applies
 * to.
 */
void suppress_table_unused(const struct suppress_table *t, struct findings *f,
			   const struct suppress_options *o);
void suppress_table_free(struct suppress_table *t);

#endif
