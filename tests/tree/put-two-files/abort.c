// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void job_abort(void *map);

void job_abort(void *map)
{
	put_dev_pagemap(map);
}
