// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void *a_get(unsigned long pfn);
void *b_get(unsigned long pfn);
void *c_get(unsigned long pfn);
void *d_get(unsigned long pfn);
void a_put(void *p);
int a_use(unsigned long pfn);
int b_use(unsigned long pfn);
int c_use(unsigned long pfn);
int d_use(unsigned long pfn);

int a_use(unsigned long pfn)
{
	void *p = a_get(pfn);

	cond_resched();	/* @good: a_put(p); */
	return pfn > 3;
}

int b_use(unsigned long pfn)
{
	void *p = b_get(pfn);

	cond_resched();	/* @good: a_put(p); */
	return p ? 1 : 0;
}

int c_use(unsigned long pfn)
{
	void *p = c_get(pfn);

	cond_resched();	/* @good: a_put(p); */
	return p ? 2 : 0;
}

int d_use(unsigned long pfn)
{
	void *p = d_get(pfn);

	cond_resched();	/* @good: a_put(p); */
	return p ? 3 : 0;
}
