/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BUF_H
#define BUF_H

#include "mini.h"

struct buf {
	struct page *page;
	unsigned int off, len;
};

int buf_import(struct buf *b, unsigned long addr, unsigned int len);

#endif
