// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *a_map(unsigned long pfn);
bool b_map(unsigned long pfn, void **p);

bool b_map(unsigned long pfn, void **p)
{
	*p = a_map(pfn);
	return *p != NULL;
}
