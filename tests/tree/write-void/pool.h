/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef POOL_H
#define POOL_H

#include "mini.h"

void pool_link(struct list_head *new, struct list_head *head);
bool pool_takes(struct page *page);
void pool_give(struct list_head *pool, void *data);

#endif
