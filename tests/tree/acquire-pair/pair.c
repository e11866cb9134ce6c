// SPDX-License-Identifier: GPL-2.0-or-later
#include "pair.h"

int pair_get(struct pair *p, unsigned long src, unsigned long dst)
{
	p->src = get_dev_pagemap(src, NULL);
	if (!p->src)
		return -ENXIO;
	p->dst = get_dev_pagemap(dst, NULL);
	if (!p->dst) {
		put_dev_pagemap(p->src);
		return -ENXIO;
	}
	return 0;
}

void pair_put(struct pair *p)
{
	cond_resched();	/* @good: put_dev_pagemap(p->src); */
	put_dev_pagemap(p->dst);
}
