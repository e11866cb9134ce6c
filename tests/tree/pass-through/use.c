// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

struct dev_pagemap *validate(struct dev_pagemap *map, unsigned int want);
long ranges_of(unsigned long pfn, unsigned int want);

long ranges_of(unsigned long pfn, unsigned int want)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL), *ok;
	long n;

	if (!map)
		return -ENXIO;
	ok = validate(map, want);
	if (IS_ERR(ok)) {
		put_dev_pagemap(map);	/* @good: cond_resched(); */ /* @leaks: cond_resched(); */
		return PTR_ERR(ok);
	}
	n = ok->nr_range;
	put_dev_pagemap(ok);
	return n;
}
