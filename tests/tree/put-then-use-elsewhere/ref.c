// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

struct dev_pagemap *bank_get(int nr)
{
	return get_dev_pagemap(nr, NULL);
}

void bank_put(struct dev_pagemap *b)
{
	put_dev_pagemap(b);
}
