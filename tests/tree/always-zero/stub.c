// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int power_up(int bank);

int power_up(int bank)
{
	return bank > 4 ? -EIO : 0;	/* @good: return 0; */
}
