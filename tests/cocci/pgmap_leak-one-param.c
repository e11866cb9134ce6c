/* SPDX-License-Identifier: GPL-2.0-or-later */
/* get_dev_pagemap() without its second parameter, as since 6.18. */
#define MINI_ONE_PARAM
#include "include/k.h"

int early_return(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	pgmap = get_dev_pagemap(pfn);
	if (!pgmap)
		return -ENXIO;
	if (busy(pfn))
		return -EBUSY; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

bool online(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn);

	put_dev_pagemap(pgmap);
	return !pgmap;
}
