/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

struct bank {
	void *map;
	void *spare;
};

#define live(b)	((b)->spare)	/* @good: #define live(b)	((b)->map) */

int bank_open(struct bank *b, unsigned long pfn);
void bank_close(struct bank *b);

#endif
