/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAGES_H
#define PAGES_H

#include "mini.h"

struct page *take(unsigned long addr);
void drop(struct page *page);
bool special(struct page *page);
long ino(struct page *page);

#endif
