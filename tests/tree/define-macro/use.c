// SPDX-License-Identifier: GPL-2.0-or-later
#include "store.h"

int store_sum(unsigned long nr);

int store_sum(unsigned long nr)
{
	void *a = small_get(nr), *b;
	int n = 0;

	if (!a)
		return 0;
	b = large_get(nr);
	if (!b)
		return 1;	/* @good: goto out; */
	large_put(b);
	n = 2;
	goto out;
out:
	small_put(a);
	return n;
}
