/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks git for the current commit of a tree, and for files that were renamed since a commit. */
#ifndef PAGECK_RENAMES_H
#define PAGECK_RENAMES_H

#include "report/report.h"

/* The commit that is checked out in the directory. Interned; NULL when git can't tell. */
const char *moves_commit(const char *dir);
/* For suppress_options.moved: `arg` is the directory to which names are relative. */
void renames_ask_git(struct moves *m, void *arg);

#endif
