/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OPS_H
#define OPS_H

#include "mini.h"

struct bank_ops {
	int (*begin)(void *bank);
	void (*end)(void *bank);
};

int bank_use(const struct bank_ops *ops, unsigned long pfn);

#endif
