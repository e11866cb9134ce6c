// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bottom_put(void *p);

void bottom_put(void *p)
{
	put_dev_pagemap(p);
}
