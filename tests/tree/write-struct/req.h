/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REQ_H
#define REQ_H

#include "mini.h"

struct req {
	unsigned long addr;
	struct page *page;
};

bool req_fits(const struct req *r);
void req_clear(struct req *r);

#endif
