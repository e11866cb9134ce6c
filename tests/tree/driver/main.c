// SPDX-License-Identifier: GPL-2.0-or-later
#include "drv.h"

long drv_io(unsigned long pfn, unsigned long addr, unsigned long len);
unsigned long drv_name(unsigned long addr);

long drv_io(unsigned long pfn, unsigned long addr, unsigned long len)
{
	void *cookie;
	long ret;

	do {
		ret = drv_map_try(pfn, &cookie);
	} while (ret == -EAGAIN);
	if (ret)
		return ret;
	ret = drv_start(cookie, len);
	if (ret == -EINVAL)
		return ret;	/* @good: goto out; */
	if (!ret)
		ret = drv_wait(cookie, 100);
	goto out;
out:
	drv_map_put(cookie);
	return ret;
}

unsigned long drv_name(unsigned long addr)
{
	struct drv_buf b;
	unsigned long ino = 0;

	if (drv_pin(&b, addr))
		return 0;
	if (drv_is_file(&b))
		ino = drv_file(&b);
	drv_unpin(&b);
	return ino;
}
