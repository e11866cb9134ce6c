// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bottom_put(void *p);
int middle_end(void *p, int status);

int middle_end(void *p, int status)
{
	if (status == -EAGAIN)
		return status;	/* @good: status = 0; */
	bottom_put(p);
	return status;
}
