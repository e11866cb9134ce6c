/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions that a text defines and calls, found without a preprocessor. Names passed to callbacks
 * point into the text and are not terminated.
 */
#ifndef PAGECK_FUNCTIONS_H
#define PAGECK_FUNCTIONS_H

#include "util/util.h"

/*
 * Calls `function` for each name that the text may define: functions, macros with parameters, and
 * also attributes and macros in front of a body (see functions.c). The calls in a function's body
 * follow its names; an end marker follows the calls.
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
