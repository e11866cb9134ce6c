// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_open(struct bank *b, unsigned long pfn);

int bank_open(struct bank *b, unsigned long pfn)
{
	struct bank copy = *b;
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	bank_set(&copy, map);	/* @good: bank_set(b, map); */
	return copy.lanes;
}
