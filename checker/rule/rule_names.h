/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of all rules, "pgmap-leak": some are this program's, the others come with the kinds of
 * reference of the loaded rules (facts.reference_rules). Interned: they live as long as the process.
 */
#ifndef PAGECK_RULE_NAMES_H
#define PAGECK_RULE_NAMES_H

#include <stddef.h>

/* Whoever loads rules says which names come with them; before, there are none at all. */
void rules_name(const char *const *of_kinds, size_t n);
/* In the order in which they are listed. */
const char *const *rules_names(size_t *n);

#endif
