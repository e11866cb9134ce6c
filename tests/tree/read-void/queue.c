// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void work_page(void *data);
void work_queue(void *data, int delay);

void work_queue(void *data, int delay)
{
	if (delay)
		cond_resched();
	work_page(data);
}
