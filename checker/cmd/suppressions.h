/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What decides about findings, as all subcommands have it. */
#ifndef PAGECK_SUPPRESSIONS_H
#define PAGECK_SUPPRESSIONS_H

#include "report/report.h"

/*
 * Fills in what isn't set yet, once the roots are: the table in the root directory (the
 * module's, if there is one), the rules' names, and git as the one who knows of renames.
 */
void suppress_defaults(struct suppress_options *o);

#endif
