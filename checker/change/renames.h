/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a tree stands in git, and which of its files were renamed since. */
#ifndef PAGECK_RENAMES_H
#define PAGECK_RENAMES_H

#include "report/report.h"

/* The commit that is checked out in the directory; NULL when git can't tell. Interned. */
const char *moves_commit(const char *dir);
/* For struct suppress_options: `arg` is the directory that names are relative to. */
void renames_ask_git(struct moves *m, void *arg);

#endif
