// SPDX-License-Identifier: GPL-2.0-or-later
#include "ops.h"

int store_has(struct store *s, unsigned long nr);

int store_has(struct store *s, unsigned long nr)
{
	void *obj = s->ops->get(nr);

	if (!obj)
		return 0;
	if (nr)	/* @good: */
		s->ops->put(obj);
	return 1;
}
