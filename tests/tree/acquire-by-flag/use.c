// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

#define BANK_HOLD 1

struct dev_pagemap *bank_peek(unsigned long pfn, unsigned int flags);
bool bank_has(unsigned long pfn);
bool bank_same(unsigned long a, unsigned long b);

bool bank_has(unsigned long pfn)
{
	struct dev_pagemap *map = bank_peek(pfn, BANK_HOLD);	/* @good: struct dev_pagemap *map = bank_peek(pfn, 0); */

	return map;
}

bool bank_same(unsigned long a, unsigned long b)
{
	struct dev_pagemap *one = bank_peek(a, BANK_HOLD);
	bool same = one && one == bank_peek(b, 0);

	put_dev_pagemap(one);
	return same;
}
