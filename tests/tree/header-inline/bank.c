// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void *__bank_get(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

void __bank_put(void *b)
{
	put_dev_pagemap(b);
}
