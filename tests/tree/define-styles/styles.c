// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-red.h"

void *a_get(unsigned long pfn);
void *b_get(unsigned long pfn);
void *c_get(unsigned long pfn);
void *(d_get)(unsigned long pfn);
void a_put(void *p);

/* void a_put(void *p) { } was empty once */
void *
a_get(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

noinline void *b_get(unsigned long pfn) {
	return get_dev_pagemap(pfn + 1, NULL); }

__must_check void
*c_get(unsigned long pfn) { return get_dev_pagemap(pfn + 2, NULL); }

void *(d_get)(
	unsigned long pfn
)
{
	return get_dev_pagemap(pfn + 3, NULL);
}

void a_put(p)
	void *p;
{
	put_dev_pagemap(p);
}
