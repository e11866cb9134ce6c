/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Suppression by a table, .pageck.yaml:
 *
 *	suppress:
 *	  - path: drivers/foo/		# a file, a directory, or a glob; `*` goes through slashes
 *	    rule: union-read		# or a list of rules
 *	    function: foo_probe		# optional; or a list
 *	    reason: the pages come from alloc_page()
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
 * Reads o->config; no such file, or none named, is an empty table. 0, or -1 after one
 * error() with line and nearest word. A row without a reason is a remark. Free it in
 * both cases.
 */
int suppress_table_load(struct suppress_table *t, struct findings *f,
			const struct suppress_options *o);
/* Why a row silences the finding; NULL: none does. `file`: its name in the tree. */
const char *suppress_table_reason(struct suppress_table *t, const struct finding *x,
				  const char *file);
/* A remark for each row that silenced nothing, if all that it speaks of was looked at. */
void suppress_table_unused(const struct suppress_table *t, struct findings *f,
			   const struct suppress_options *o);
void suppress_table_free(struct suppress_table *t);

#endif
