// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *b_get(int id);
void b_put(void *h);
int a_run(int id);

int a_run(int id)
{
	void *h = b_get(id);

	if (IS_ERR_OR_NULL(h))
		return -ENODEV;
	if (id == 7)
		return 0;	/* @good: goto put; */
	id++;
	goto put;
put:
	b_put(h);
	return id;
}
