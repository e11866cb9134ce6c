// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int lease_begin(unsigned long pfn, u64 *cookie);
void lease_end(u64 cookie);
int lease_try(unsigned long pfn, const struct file *file);

int lease_try(unsigned long pfn, const struct file *file)
{
	u64 cookie = 0;
	int ret = lease_begin(pfn, &cookie);

	if (ret)
		return ret;
	if (!file)
		ret = -EINVAL;
	if (!ret)	/* @good: */
		lease_end(cookie);
	return ret;
}
