/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Default suppression options, common to all subcommands. */
#ifndef PAGECK_SUPPRESSIONS_H
#define PAGECK_SUPPRESSIONS_H

#include "kbuild/kbuild.h"
#include "report/report.h"

/*
 * Call after the roots are set. Fills in what isn't set yet: the table in the root directory (in
 * the module's, if there is one), the rules' names, and renames_ask_git() for renames.
 */
void suppress_defaults(struct suppress_options *o);
/*
 * Calls findings_finish() for the units of a tree. `config`: a table used in place of the tree's;
 * or NULL.
 */
int suppress_finish(struct findings *f, const struct kbuild_tree *t, const char *config);

#endif
