// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int mid_take(unsigned long addr, void **p);
void mid_drop(void **p);
int user_work(unsigned long addr, int (*work)(unsigned long addr));

int user_work(unsigned long addr, int (*work)(unsigned long addr))
{
	void *p;
	int ret = mid_take(addr, &p);

	if (ret)
		return ret;
	ret = work(addr);
	if (ret < 0)
		return ret;	/* @good: goto out; */
	ret = 0;
	goto out;
out:
	mid_drop(&p);
	return ret;
}
