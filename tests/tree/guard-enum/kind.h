/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KIND_H
#define KIND_H

#include "mini.h"

enum kind {
	KIND_FREE,
	KIND_LRU,
	KIND_DEVICE,
	KIND_OTHER,
};

enum kind kind_of(struct page *page);

#endif
