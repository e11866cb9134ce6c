// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_mark(struct dev_pagemap *map, unsigned int flag);

void bank_mark(struct dev_pagemap *map, unsigned int flag)
{
	map->flags |= flag;
	map->owner = NULL;
}
