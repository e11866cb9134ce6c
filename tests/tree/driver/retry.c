// SPDX-License-Identifier: GPL-2.0-or-later
#include "drv.h"

int drv_map_try(unsigned long pfn, void **cookie)
{
	struct drv_map *m = drv_map_get(pfn);

	if (!m)
		return -EAGAIN;	/* @good: return -ENXIO; */
	if (IS_ERR(m))
		return PTR_ERR(m);
	*cookie = m;
	return 0;
}
