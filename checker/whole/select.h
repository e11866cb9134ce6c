/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which units take part for what others export, though no word of the rules is in them. */
#ifndef PAGECK_SELECT_H
#define PAGECK_SELECT_H

#include "whole/linkage.h"
#include "whole/text_index.h"

/*
 * A unit without a word of the rules matters when it calls what takes or puts
 * references, or looks up and fails, in another file; and when pages come into it
 * that another file's function goes on to use. A call through a member is one, and
 * who fills in that member decides what it calls.
 *
 * Sets active[i] of such units, of `n`, and clears none. `config_hash`: what the answers that
 * `sources` keeps depend on.
 */
void select_units(struct sources *sources, const struct linkage *linkage, uint64_t config_hash, bool *active,
		    size_t n);

#endif
