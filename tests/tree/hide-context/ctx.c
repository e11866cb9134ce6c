// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctx.h"

bool ctx_begin(struct ctx *c, unsigned long pos)
{
	c->pos = pos;
	c->priv = get_dev_pagemap(pos >> 12, NULL);
	return c->priv;
}

void ctx_end(struct ctx *c)
{
	put_dev_pagemap(c->priv);
	c->priv = NULL;
}
