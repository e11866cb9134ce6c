/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

void *bank_hold(unsigned long pfn);
void bank_drop(void *b);

#define with_bank(b, pfn) \
	for (void *b = bank_hold(pfn); b; bank_drop(b), b = NULL)

#endif
