// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool d_get(unsigned long id, unsigned long *h);
void d_put(unsigned long h);
int c_get(int id, void **h);
void c_put(void **h);

int c_get(int id, void **h)
{
	unsigned long cookie;

	if (!d_get(id, &cookie))
		return -ENOMEM;
	*h = (void *)cookie;
	return 0;
}

void c_put(void **h)
{
	d_put((unsigned long)*h);
}
