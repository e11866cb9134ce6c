// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_open(struct bank *b, unsigned long pfn)
{
	b->spare = NULL;
	b->map = get_dev_pagemap(pfn, NULL);
	return b->map ? 0 : -ENXIO;
}
