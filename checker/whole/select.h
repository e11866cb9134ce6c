/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Selects units that contain no word of the rules but must be analysed because of what other units
 * export.
 */
#ifndef PAGECK_SELECT_H
#define PAGECK_SELECT_H

#include "whole/linkage.h"
#include "whole/text_index.h"

/*
 * Such a unit is one that calls a function in another file which takes or puts references, or a
 * lookup that fails; or one through which a page gets to a function in another file that uses it.
 * Calls through a member count when the member's target is known.
 *
 * Sets active[i] for these, of `n` units, and clears none. `config_hash` keys the answers that
 * `sources` caches.
 */
void select_units(struct sources *sources, const struct linkage *linkage, uint64_t config_hash, bool *active,
		    size_t n);

#endif
