/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef NEXT_H
#define NEXT_H

#include "mini.h"

bool has_next(struct page *page);
struct list_head *next_of(struct page *page);

#endif
