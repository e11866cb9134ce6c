// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void job_finish(struct dev_pagemap *map, int ret);

void job_finish(struct dev_pagemap *map, int ret)
{
	if (ret)
		printk("job: %d\n", ret);
	put_dev_pagemap(map);
}
