/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BUF_H
#define BUF_H

#include "mini.h"

struct buf {
	struct page *page;
	bool device;
};

int buf_pin(struct buf *b, unsigned long addr);

#endif
