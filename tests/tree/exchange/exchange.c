// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void map_exchange(struct dev_pagemap **place, struct dev_pagemap *new);

void map_exchange(struct dev_pagemap **place, struct dev_pagemap *new)
{
	struct dev_pagemap *old = *place;

	*place = new;
	put_dev_pagemap(old);	/* @leaks: WARN_ON(old && old->flags); */
}
