/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

void *__bank_get(unsigned long pfn);
void __bank_put(void *b);

static inline int bank_begin(unsigned long addr, void **b)
{
	*b = __bank_get(addr >> 12);
	return *b ? 0 : -ENXIO;
}

static inline void bank_end(void *b)
{
	if (b)
		__bank_put(b);
}

#endif
