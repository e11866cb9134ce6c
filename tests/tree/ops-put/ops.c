// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static int my_begin(void *bank)
{
	return bank ? 0 : -EINVAL;
}

static void my_end(void *bank)
{
	((struct dev_pagemap *)bank)->flags = 0;	/* @good: put_dev_pagemap(bank); */
}

const struct bank_ops my_bank_ops = {
	.begin = my_begin,
	.end = my_end,
};
