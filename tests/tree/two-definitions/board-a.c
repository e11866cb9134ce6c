// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void board_end(struct dev_pagemap *map);

void board_end(struct dev_pagemap *map)
{
	put_dev_pagemap(map);
}
