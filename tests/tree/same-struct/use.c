// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void first_begin(void *data, unsigned long pfn);
void first_end(void *data);
void second_end(void *data);
int use_ctx(unsigned long pfn);

int use_ctx(unsigned long pfn)
{
	struct dev_pagemap *both[2];

	first_begin(both, pfn);
	if (!both[0])
		return -ENXIO;
	second_end(both);	/* @good: first_end(both); */
	return 0;
}
