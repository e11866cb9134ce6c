/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Renders Markdown for a terminal: headings, paragraphs, lists, quotes, tables, code. It supports
 * what the pages in docs/ use; anything else is printed unchanged.
 */
#ifndef PAGECK_MARKDOWN_H
#define PAGECK_MARKDOWN_H

#include "util/util.h"

struct markdown_options {
	unsigned width;		/* columns; text is wrapped to it, code and tables are not */
	bool color;
};

void markdown_print(FILE *out, const char *text, const struct markdown_options *o);
/* The first sentence of the first paragraph as plain text. free() it. */
char *markdown_summary(const char *text);

#endif
