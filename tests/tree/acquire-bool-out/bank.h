/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BANK_H
#define BANK_H

#include "mini.h"

bool bank_try(unsigned long pfn, void **cookie);
void bank_end(void *cookie);

#endif
