// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool hold_map(unsigned long pfn, struct dev_pagemap **map);
int write_out(unsigned long pfn, bool special, int (*io)(unsigned long pfn));

int write_out(unsigned long pfn, bool special, int (*io)(unsigned long pfn))
{
	struct dev_pagemap *map = NULL;
	bool held = false;
	int ret;

	if (special)
		held = hold_map(pfn, &map);
	ret = io(pfn);
	if (held && !ret)	/* @good: if (held) */
		put_dev_pagemap(map);
	return ret;
}
