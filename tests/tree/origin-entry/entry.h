/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENTRY_H
#define ENTRY_H

#include "mini.h"

typedef struct {
	unsigned long val;
} swp_entry_t;

struct page *pfn_swap_entry_to_page(swp_entry_t entry);
struct page *entry_page(unsigned long val);

#endif
