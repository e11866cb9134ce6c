/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a unit of a tree has the records of linux/mm_types.h laid out. */
#ifndef PAGECK_LAYOUT_CMD_H
#define PAGECK_LAYOUT_CMD_H

#include "kbuild/kbuild.h"
#include "layout/layout.h"

/* Fills t->records, one for each of t->tags, as `unit` is compiled. NULL, or why it can't. */
const char *layout_read(struct layout_tree *t, const struct kbuild_unit *unit);

#endif
