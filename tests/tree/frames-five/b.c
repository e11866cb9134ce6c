// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int c_get(int id, void **h);
void c_put(void **h);
void *b_get(int id);
void b_put(void *h);

void *b_get(int id)
{
	void *h;
	int ret = c_get(id, &h);

	return ret ? ERR_PTR(ret) : h;
}

void b_put(void *h)
{
	c_put(&h);
}
