/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of all rules, such as "pgmap-leak": those of this program, and those that kinds of
 * reference in the loaded rules define (facts.reference_rules). Interned.
 */
#ifndef PAGECK_RULE_NAMES_H
#define PAGECK_RULE_NAMES_H

#include <stddef.h>

/* Sets the names from the rules files. Called after loading them; until then the list is empty. */
void rules_name(const char *const *of_kinds, size_t n);
/* All names, in the order in which they are listed. */
const char *const *rules_names(size_t *n);

#endif
