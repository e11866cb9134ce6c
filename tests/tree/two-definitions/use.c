// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void board_end(struct dev_pagemap *map);
void board_mark(struct dev_pagemap *map);
int board_once(unsigned long pfn);
int board_twice(unsigned long pfn);

int board_once(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	board_mark(map);	/* @good: board_end(map); */
	return 0;
}

int board_twice(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	board_end(map);
	put_dev_pagemap(map);
	return 0;
}
