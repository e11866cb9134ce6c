// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *bank_get(unsigned long pfn);
void bank_put(struct dev_pagemap *map);

struct dev_pagemap *bank_get(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

void bank_put(struct dev_pagemap *map)
{
	put_dev_pagemap(map);
}
