// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_scan(unsigned long pfn, unsigned long end);

int bank_scan(unsigned long pfn, unsigned long end)
{
	int found = 0;

	for (; pfn < end; pfn++) {
		void *cookie;

		if (!bank_try(pfn, &cookie))
			continue;
		if (pfn & 1)
			break;	/* @good: found += 2; */
		found++;
		bank_end(cookie);
	}
	return found;
}
