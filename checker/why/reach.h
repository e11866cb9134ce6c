/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For `check --dump=reach`: lists lines of a unit's own functions that no state reaches when each
 * function is analysed by itself. Prints one line each to stdout during the analysis:
 *
 *   LINE FUNCTION unreached   there is code, but no path through the function leads to it
 *   LINE FUNCTION dropped     not in the graph: a constant condition, a noreturn call
 *   LINE FUNCTION unknown     the function was not analysed completely (budget)
 *
 * LINE is where code of the main file is expanded.
 */
#ifndef PAGECK_REACH_H
#define PAGECK_REACH_H

#include "flow/observer.h"

extern const struct flow_watcher reach_watcher;

#endif
