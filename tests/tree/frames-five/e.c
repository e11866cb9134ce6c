// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *e_get(unsigned long id);
void e_put(void *h);

void *e_get(unsigned long id)
{
	return get_dev_pagemap(id * 512, NULL);
}

void e_put(void *h)
{
	put_dev_pagemap(h);
}
