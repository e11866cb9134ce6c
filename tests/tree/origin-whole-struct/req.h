/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REQ_H
#define REQ_H

#include "mini.h"

struct req {
	unsigned long addr;
	struct page *page;
};

int req_pin(struct req *r);

#endif
