// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int walk_dir(unsigned long pfn, int depth);
int walk_entry(unsigned long pfn, int depth, void *map);

int walk_entry(unsigned long pfn, int depth, void *map)
{
	put_dev_pagemap(map);
	return walk_dir(pfn, depth + 1);
}
