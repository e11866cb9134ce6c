/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BOX_H
#define BOX_H

struct box;

struct box *box_open(unsigned long pfn);
void box_drop(struct box *b);
void box_free(struct box *b);

#endif
