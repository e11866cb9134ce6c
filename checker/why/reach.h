/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For `check --dump=reach`: which lines of a unit's own functions no state gets to, by each
 * function for itself. Prints to stdout while the unit is analysed, one line each:
 *
 *	LINE FUNCTION unreached		there is code, and no way through the function leads to it
 *	LINE FUNCTION dropped		the graph has no way there: a constant condition, a noreturn call
 *	LINE FUNCTION unknown		what the function may do was not all tried (its budget)
 *
 * LINE is where code of the main file is expanded.
 */
#ifndef PAGECK_REACH_H
#define PAGECK_REACH_H

#include "flow/observer.h"

extern const struct flow_watcher reach_watcher;

#endif
