/* SPDX-License-Identifier: GPL-2.0-or-later */
/* get_dev_pagemap() of newer kernels: nothing is taken over. */
// sparse-args: -DONE_PARAMETER
#include "kernel.h"

extern int early_return(unsigned long addr);
int early_return(unsigned long addr)
{
	struct dev_pagemap *pgmap = get_dev_pagemap((addr) >> PAGE_SHIFT);

	if (!pgmap)
		return -ENXIO;
	if (pgmap->nr_range > 1)
		return -EINVAL;
	put_dev_pagemap(pgmap);
	return 0;
}

extern int right(unsigned long addr);
int right(unsigned long addr)
{
	struct dev_pagemap *pgmap = get_dev_pagemap((addr) >> PAGE_SHIFT);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return 0;
}

extern void twice(unsigned long pfn);
void twice(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn);

	put_dev_pagemap(pgmap);
	put_dev_pagemap(pgmap);
}

/*
 * sparse-expect
 * early_return: wrong count at exit
 * twice: unexpected unlock
 * sparse-end
 */
