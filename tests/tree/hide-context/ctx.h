/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CTX_H
#define CTX_H

#include "mini.h"

struct ctx {
	unsigned long pos;
	void *priv;
};

bool ctx_begin(struct ctx *c, unsigned long pos);
void ctx_end(struct ctx *c);

#endif
