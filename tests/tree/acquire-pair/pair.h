/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAIR_H
#define PAIR_H

#include "mini.h"

struct pair {
	struct dev_pagemap *src, *dst;
};

int pair_get(struct pair *p, unsigned long src, unsigned long dst);
void pair_put(struct pair *p);

#endif
