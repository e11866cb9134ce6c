// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void end_map(struct dev_pagemap **map);

void end_map(struct dev_pagemap **map)
{
	if (*map)
		put_dev_pagemap(*map);
}
