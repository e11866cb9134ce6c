// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void bank_set(struct bank *b, struct dev_pagemap *map)
{
	b->map = map;
	b->lanes = map->nr_range;
}
