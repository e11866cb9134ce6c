/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Generates the lists of names in semantic patches (cocci/) from the rules. */
#ifndef PAGECK_RULES_COCCI_H
#define PAGECK_RULES_COCCI_H

struct facts;

/*
 * `pageck rules cocci`: rewrites the generated parts of semantic patches. Facts are borrowed;
 * nothing is left to free.
 *
 * A generated part is between two marker lines; the first one says what it is made from:
 *
 *   // pageck rules: identifier put = release consume(arg2) + another_name
 *   identifier put = {another_name, memory_failure_dev_pagemap, put_dev_pagemap};
 *   // end of pageck rules
 *
 * `call =` instead of a declaration generates a disjunction of calls.
 *
 * A selector is the name of a section of the rules; or one of acquire, release, consume, borrow,
 * for these rows of `references` (without `raw` rows). A place in parentheses selects rows about
 * that place: where the page is stored, what is put, which argument is linked, and with `arg0->lru`
 * through which member. For guards it is `device` or `ram`, the side on which the test is true, or
 * `unsure`; guards that only tell device pages from each other are never selected. `origins`
 * selects those whose page may be a device page in every tree, not the weak evidence `any`. Names
 * after a plus sign are literal. Conditions (`when:`) are not evaluated, as a semantic patch is
 * made for no particular tree.
 *
 * A file that is up to date isn't written. Returns 0, or -1 after error() with file and line.
 */
int rules_cocci(const struct facts *f, char **files, int nfiles);

#endif
