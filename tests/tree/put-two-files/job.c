// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void job_finish(struct dev_pagemap *map, int ret);
void job_abort(void *map);
int job_run(unsigned long pfn, int (*run)(unsigned long pfn));

int job_run(unsigned long pfn, int (*run)(unsigned long pfn))
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!map)
		return -ENXIO;
	ret = run(pfn);
	if (ret < 0)
		job_abort(map);	/* @good: return job_abort(map), ret; */
	job_finish(map, ret);
	return ret;
}
