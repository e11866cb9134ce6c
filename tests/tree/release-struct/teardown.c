// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void bank_teardown(struct bank *b)
{
	b->lanes = 0;
	put_dev_pagemap(b->map);	/* @worse: b->map = NULL; */
}
