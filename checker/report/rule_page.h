/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads the page of a rule, docs/rules/RULE.md, for formats that explain rules. A page is a title,
 * a paragraph that summarizes what is reported, one or more that describe it in full, then sections
 * ("## Why it matters", ...).
 */
#ifndef PAGECK_RULE_PAGE_H
#define PAGECK_RULE_PAGE_H

#include "util/util.h"

struct rule_page {
	const char *text; /* the whole page as Markdown; never NULL */
	const char *summary; /* the first paragraph as one line; "" when there is no page */
	const char *full; /* the second paragraph; the first when it is the only one */
};

/* All strings live in the arena. Without a directory or a page they are empty. */
struct rule_page rule_page_load(struct arena *mem, const char *dir, const char *rule);

#endif
