/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OWNER_H
#define OWNER_H

#include "mini.h"

struct owner {
	struct address_space *as;
	bool found;
};

struct address_space *raw_mapping(const struct page *page);
void find_owner(struct page *page, struct owner *o);

#endif
