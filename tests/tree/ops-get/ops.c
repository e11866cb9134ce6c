// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

static void *pmem_get(unsigned long nr)
{
	return get_dev_pagemap(nr, NULL);
}

static void pmem_put(void *obj)
{
	put_dev_pagemap(obj);
}

static const struct store_ops pmem_ops = {
	.get = pmem_get,
	.put = pmem_put,
};

void pmem_init(struct store *s);

void pmem_init(struct store *s)
{
	s->ops = &pmem_ops;
}
