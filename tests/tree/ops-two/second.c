// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static void second_stop(struct dev_pagemap *map)
{
	map->flags = 0;
}

const struct dev_ops second_ops = {
	.stop = second_stop,
};
