/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef OPS_H
#define OPS_H

#include "mini.h"

struct io_ops {
	void (*queue)(struct page *page);
};

bool file_takes(struct page *page);
extern const struct io_ops file_ops;

#endif
