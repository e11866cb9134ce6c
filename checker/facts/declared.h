/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Checks that a kernel tree declares what the rules name, by a scan of its text, to find rows that
 * are misspelt or outdated.
 */
#ifndef PAGECK_DECLARED_H
#define PAGECK_DECLARED_H

#include "facts/facts.h"

/*
 * Prints to `out` every name in a row that occurs in none of the trees (in their headers, in mm/,
 * or in the files that `ref:` names). Rows with `when:` are printed but not counted. Returns the
 * count, or -1 after error().
 */
int facts_check_trees(const struct facts *f, const char *const *trees, size_t n, FILE *out);

#endif
