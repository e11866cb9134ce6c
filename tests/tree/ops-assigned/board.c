// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static void board_stop(struct dev_pagemap *map)
{
	map->flags = 0;
}

struct dev_ops board_ops = {
	.stop = board_stop,
};
