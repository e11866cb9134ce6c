/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

struct dev_pagemap *bank_get(int nr);
void bank_put(struct dev_pagemap *b);
int bank_size(const struct dev_pagemap *b);

#endif
