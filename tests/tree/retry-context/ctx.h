/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CTX_H
#define CTX_H

#include "mini.h"

struct ctx {
	struct dev_pagemap *map;
	unsigned int flags;
};

struct page *ctx_follow(struct ctx *c, pte_t pte);
struct page *ctx_step(struct ctx *c, pte_t *ptep);

#endif
