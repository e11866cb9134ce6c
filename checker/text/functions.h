/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions that a text defines and what they call, told without a preprocessor. Names that are
 * handed over point into the text, and aren't terminated.
 */
#ifndef PAGECK_FUNCTIONS_H
#define PAGECK_FUNCTIONS_H

#include "util/util.h"

/*
 * Names of functions that the text may define, and of macros with parameters.
 * Also names of macros and attributes around them: asking about those does no harm.
 * After the names of one function come what its body may call, then the end of it.
 */
enum front_linkage { FRONT_STATIC = 1, FRONT_WEAK = 2 };
struct front_functions {
	/* how: a mask of enum front_linkage */
	void (*function)(const char *name, size_t n, unsigned how, void *arg);
	void (*call)(const char *name, size_t n, bool through_member, void *arg);	/* or NULL */
	void (*end)(void *arg);
	void *arg;
};
void front_functions(const char *text, size_t len, const struct front_functions *on);

#endif
