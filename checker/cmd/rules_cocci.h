/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAGECK_RULES_COCCI_H
#define PAGECK_RULES_COCCI_H

struct facts;

/*
 * Rewrites the generated parts of semantic patches. Each stands between two lines,
 * of which the first says what it is made of:
 *
 *	// pageck rules: identifier put = release consume(arg2) + another_name
 *	identifier put = {another_name, memory_failure_dev_pagemap, put_dev_pagemap};
 *	// end of pageck rules
 *
 * `call =` in place of a declaration makes a disjunction of calls.
 *
 * A selector is a section of the rules, or one of acquire, release, consume, borrow
 * for that part of `references`; `raw` rows are left out. With a place in parentheses,
 * only the rows that speak of it are taken: where the page lands, what is put, which
 * argument is linked, `arg0->lru` through which member. A guard's place is what its
 * truth says, `device` or `ram`, or `unsure`; one that only tells some device pages
 * from others is left out. Of `origins`, those whose page may well be a device page, in
 * every tree: `any`, which is weak evidence, is left out. After a plus, literal names.
 * Probes (`when:`) are not asked: a semantic patch has no tree.
 *
 * A file that is up to date isn't written. Returns 0, or -1 after an error() that
 * names file and line.
 */
int rules_cocci(const struct facts *f, char **files, int nfiles);

#endif
