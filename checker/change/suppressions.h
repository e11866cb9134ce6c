/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What decides about findings, as all subcommands have it. */
#ifndef PAGECK_SUPPRESSIONS_H
#define PAGECK_SUPPRESSIONS_H

#include "kbuild/kbuild.h"
#include "report/report.h"

/*
 * Fills in what isn't set yet, once the roots are: the table in the root directory (the
 * module's, if there is one), the rules' names, and git as the one who knows of renames.
 */
void suppress_defaults(struct suppress_options *o);
/* findings_finish() for the units of a tree; `config`: a table in place of the tree's, or NULL. */
int suppress_finish(struct findings *f, const struct kbuild_tree *t, const char *config);

#endif
