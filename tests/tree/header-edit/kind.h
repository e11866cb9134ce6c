/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KIND_H
#define KIND_H

#include "mini.h"

bool has_owner(const struct page *page);

static inline bool is_plain(const struct page *page)
{
	return has_owner(page);	/* @good: return !is_zone_device_page(page) && has_owner(page); */
}

#endif
