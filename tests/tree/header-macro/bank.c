// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void *bank_hold(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}

void bank_drop(void *b)
{
	put_dev_pagemap(b);
}
