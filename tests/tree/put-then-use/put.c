// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_put(struct dev_pagemap *map);

void bank_put(struct dev_pagemap *map)
{
	put_dev_pagemap(map);
}
