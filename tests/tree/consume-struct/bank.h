/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

struct bank {
	int lanes;
	struct dev_pagemap *map;
};

void bank_set(struct bank *b, struct dev_pagemap *map);

#endif
