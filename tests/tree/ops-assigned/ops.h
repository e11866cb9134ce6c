/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OPS_H
#define OPS_H

#include "mini.h"

struct dev_ops {
	void (*stop)(struct dev_pagemap *map);
	void (*log)(struct dev_pagemap *map);
};

extern struct dev_ops board_ops;

#endif
