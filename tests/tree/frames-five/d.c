// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *e_get(unsigned long id);
void e_put(void *h);
bool d_get(unsigned long id, unsigned long *h);
void d_put(unsigned long h);

bool d_get(unsigned long id, unsigned long *h)
{
	*h = (unsigned long)e_get(id);
	return *h != 0;
}

void d_put(unsigned long h)
{
	e_put((void *)h);
}
