/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page of a rule, docs/rules/RULE.md, for formats that explain it: a title, a
 * paragraph that says what is reported, one or more that say it in full, then sections
 * ("## Why it matters", ...).
 */
#ifndef PAGECK_RULE_PAGE_H
#define PAGECK_RULE_PAGE_H

#include "util/util.h"

struct rule_page {
	const char *text; /* Markdown, whole; never NULL */
	const char *summary; /* the first paragraph, on one line; "" without a page */
	const char *full; /* the second; the first if there is only one */
};

/* The strings live in the arena. No directory, or no page: empty strings. */
struct rule_page rule_page_load(struct arena *mem, const char *dir, const char *rule);

#endif
