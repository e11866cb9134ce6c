/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HANDLE_H
#define HANDLE_H

#include "mini.h"

struct handle;

struct handle *handle_open(unsigned long pfn);
void handle_close(struct handle *h);

#endif
