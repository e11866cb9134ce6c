/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

void *bank_get(unsigned long nr);
void bank_put(void *bank);
unsigned int bank_mode(const void *bank);

#endif
