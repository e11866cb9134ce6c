// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool try_range(unsigned long pfn, u64 *end);
u64 wait_range(unsigned long pfn);

u64 wait_range(unsigned long pfn)
{
	u64 end = 0;
	int tries = 0;

	while (!try_range(pfn, &end)) {
		if (end)	/* @good: if (tries++ > 10) */
			return 0;
		cond_resched();
	}
	return end + tries;
}
