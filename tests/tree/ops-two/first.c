// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static void first_stop(struct dev_pagemap *map)
{
	put_dev_pagemap(map);
}

const struct dev_ops first_ops = {
	.stop = first_stop,	/* @one: .id = first_stop != NULL, */
};
