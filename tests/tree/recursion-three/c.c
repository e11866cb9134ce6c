// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int a_step(unsigned long n);
int c_step(unsigned long n);

int c_step(unsigned long n)
{
	return n > 100 ? a_step(n / 2) : 0;
}
