/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

void *bank_get(int nr);
void bank_put(void *b);
int bank_size(const void *b);

#endif
