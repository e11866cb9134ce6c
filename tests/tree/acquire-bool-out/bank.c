// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

bool bank_try(unsigned long pfn, void **cookie)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return false;
	*cookie = map;
	return true;
}

void bank_end(void *cookie)
{
	put_dev_pagemap(cookie);
}
