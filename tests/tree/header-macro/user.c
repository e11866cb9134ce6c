// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_scan(unsigned long pfn, int *state);

int bank_scan(unsigned long pfn, int *state)
{
	int ret = -ENXIO;

	with_bank(b, pfn) {
		if (*state == 3)
			return -EBUSY;	/* @good: continue; */
		*state = 3;
		ret = 0;
	}
	return ret;
}
