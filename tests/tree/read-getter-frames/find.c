// SPDX-License-Identifier: GPL-2.0-or-later
#include "owner.h"

void find_owner(struct page *page, struct owner *o)
{
	o->as = raw_mapping(page);
	o->found = o->as;
}
