/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

struct bank {
	unsigned long pfn;
	struct dev_pagemap *map;
	int users;
};

int bank_attach(struct bank *b, unsigned long pfn);

#endif
