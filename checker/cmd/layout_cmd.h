/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the layout of records in linux/mm_types.h as a unit of a tree sees them. */
#ifndef PAGECK_LAYOUT_CMD_H
#define PAGECK_LAYOUT_CMD_H

#include "kbuild/kbuild.h"
#include "layout/layout.h"

/*
 * Fills t->records, one for each of t->tags, in the arena of `t`. Returns NULL, or why it failed.
 */
const char *layout_read(struct layout_tree *t, const struct kbuild_unit *unit);

#endif
