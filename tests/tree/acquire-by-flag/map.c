// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

#define BANK_HOLD 1

struct dev_pagemap *bank_peek(unsigned long pfn, unsigned int flags);

struct dev_pagemap *bank_peek(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!(flags & BANK_HOLD))
		put_dev_pagemap(map);
	return map;
}
