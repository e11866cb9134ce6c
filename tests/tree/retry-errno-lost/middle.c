// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int get_window(unsigned long pfn);
int open_window(unsigned long pfn);

int open_window(unsigned long pfn)
{
	int ret = get_window(pfn);

	if (ret)
		return -EAGAIN;	/* @good: return ret; */
	return 1;
}
