// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *a_map(unsigned long pfn);

void *a_map(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);
}
