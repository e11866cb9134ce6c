// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *lock_user(unsigned long addr);
int lock_buffer(unsigned long addr, void **handle);

int lock_buffer(unsigned long addr, void **handle)
{
	void *h = lock_user(addr);

	if (IS_ERR(h))
		return PTR_ERR(h);
	*handle = h;
	return 0;
}
