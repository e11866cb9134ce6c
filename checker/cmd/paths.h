/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds the directories that commands need, and tells what the descriptors are. Strings live as
 * long as the process.
 */
#ifndef PAGECK_PATHS_H
#define PAGECK_PATHS_H

#include "util/util.h"

/* The rules directory: `given`, else the one beside the program, else the installed one. */
const char *rules_dir(const char *given);
/* The directory of the rules' pages: beside these rules, else beside the default ones; or NULL. */
const char *docs_dir(const char *rules);
/* The nearest kernel source tree at or above `path`, or NULL. */
const char *kernel_tree_above(const char *path);
bool is_kernel_tree(const char *dir);

/* Is `fd` a terminal, with no make running us? */
bool is_interactive(int fd);
/* The same, and the terminal and the user want colour. */
bool wants_color(int fd);

#endif
