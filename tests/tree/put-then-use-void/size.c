// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_size(const void *b)
{
	const struct dev_pagemap *map = b;

	return map->range.end - map->range.start;
}
