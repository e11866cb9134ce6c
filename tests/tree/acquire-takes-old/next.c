// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *bank_next(struct dev_pagemap *old, unsigned long pfn);

struct dev_pagemap *bank_next(struct dev_pagemap *old, unsigned long pfn)
{
	return get_dev_pagemap(pfn, old);
}
