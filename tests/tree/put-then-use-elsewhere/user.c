// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_report(int nr);

int bank_report(int nr)
{
	struct dev_pagemap *b = bank_get(nr);
	int size = -1;

	if (b)
		size = bank_size(b);
	bank_put(b);
	if (b)
		printk("bank %d: %d\n", nr, bank_size(b));	/* @good: printk("bank %d: %d\n", nr, size); */
	return size;
}
