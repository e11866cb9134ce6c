/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Do the rules name what a kernel tree has? A scan of its text, for rules that
 * have been misspelt or have outlived what they speak of.
 */
#ifndef PAGECK_DECLARED_H
#define PAGECK_DECLARED_H

#include "facts/facts.h"

/*
 * Lists on `out` what a row names and none of the trees has as a word in its
 * headers, in mm/ or in a file that a `ref:` names. Rows with `when:` are
 * listed as such and not counted. Returns the count, or -1 after error().
 */
int facts_check_trees(const struct facts *f, const char *const *trees, size_t n, FILE *out);

#endif
