// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void *bank_get(unsigned long nr)
{
	return get_dev_pagemap(nr << 15, NULL);
}

void bank_put(void *bank)
{
	put_dev_pagemap(bank);
}

unsigned int bank_mode(const void *bank)
{
	return ((const struct dev_pagemap *)bank)->flags;
}
