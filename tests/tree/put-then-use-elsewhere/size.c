// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_size(const struct dev_pagemap *b)
{
	return b->range.end - b->range.start;
}
