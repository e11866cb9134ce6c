// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int open_window(unsigned long pfn);
int wait_window(unsigned long pfn);

int wait_window(unsigned long pfn)
{
	int ret;

	while ((ret = open_window(pfn)) == -EAGAIN)
		cond_resched();
	return ret < 0 ? ret : 0;
}
