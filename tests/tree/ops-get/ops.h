/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OPS_H
#define OPS_H

#include "mini.h"

struct store_ops {
	void *(*get)(unsigned long nr);
	void (*put)(void *obj);
};

struct store {
	const struct store_ops *ops;
};

#endif
