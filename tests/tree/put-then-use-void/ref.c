// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void *bank_get(int nr)
{
	return get_dev_pagemap(nr, NULL);
}

void bank_put(void *b)
{
	put_dev_pagemap(b);
}
