// SPDX-License-Identifier: GPL-2.0-or-later
#include "pair.h"

int pair_copy(unsigned long src, unsigned long dst);

int pair_copy(unsigned long src, unsigned long dst)
{
	struct pair p;
	int ret = pair_get(&p, src, dst);

	if (ret)
		return ret;
	ret = p.src->type == p.dst->type;
	pair_put(&p);
	return ret;
}
