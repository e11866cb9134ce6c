// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void arch_end(struct dev_pagemap *map);
void arch_note(struct dev_pagemap *map);

void __attribute__((__weak__)) arch_end(struct dev_pagemap *map)
{
	map->flags = 0;
}

void arch_note(struct dev_pagemap *map)
{
	map->flags = 0;
}
