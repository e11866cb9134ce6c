// SPDX-License-Identifier: GPL-2.0-or-later
#include "drv.h"

int drv_start(struct drv_map *m, unsigned long len)
{
	if (len > PAGE_SIZE)
		return -EINVAL;
	return drv_map_mode(m) == 3 ? -EBUSY : 0;
}

int drv_wait(void *cookie, int timeout)
{
	while (timeout-- > 0)
		if (drv_map_mode(cookie) == 1)
			return 0;
	drv_map_put(cookie);	/* @good: msleep(1); */
	return -EIO;
}
