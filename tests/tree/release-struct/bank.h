/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

struct bank {
	struct dev_pagemap *map;
	int lanes;
};

void bank_teardown(struct bank *b);

#endif
