// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int three_show(const void *data);
void three_drop(void *data);
int two_show(void *data, int verbose);

int two_show(void *data, int verbose)
{
	int ret = 0;

	if (verbose)
		ret = three_show(data);
	cond_resched();	/* @good: three_drop(data); */
	return ret;
}
