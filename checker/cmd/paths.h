/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where things are that a command needs, and what its descriptors are. Strings live as long as the
 * process.
 */
#ifndef PAGECK_PATHS_H
#define PAGECK_PATHS_H

#include "util/util.h"

/* The rules directory: `given`, else beside the program, else as installed. */
const char *rules_dir(const char *given);
/* The directory of the rules' pages: beside these rules, else where there are any; or NULL. */
const char *docs_dir(const char *rules);
/* The nearest directory at or above `path` that is a kernel source tree, or NULL. */
const char *kernel_tree_above(const char *path);
bool is_kernel_tree(const char *dir);

/* `fd` is a terminal, and make isn't running us. */
bool is_interactive(int fd);
/* The same, and one that understands colour, of a user who wants it. */
bool wants_color(int fd);

#endif
