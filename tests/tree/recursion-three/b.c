// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int c_step(unsigned long n);
int b_step(unsigned long n);

int b_step(unsigned long n)
{
	return n & 1 ? c_step(n) : -EBUSY;
}
