// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

void board_register(void (*fn)(struct dev_pagemap *map));

void board_register(void (*fn)(struct dev_pagemap *map))
{
	board_ops.stop = fn;	/* @one: board_ops.log = fn; */
}
