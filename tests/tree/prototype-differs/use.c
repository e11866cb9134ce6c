// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *bank_get(unsigned int pfn);
int bank_put(void *bank);
int bank_open(unsigned int pfn);

int bank_open(unsigned int pfn)
{
	void *bank = bank_get(pfn);

	if (!bank)
		return -ENXIO;
	if (pfn & 1)
		return -EINVAL;	/* @good: pfn = 0; */
	bank_put(bank);
	return 0;
}
