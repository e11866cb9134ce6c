// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_try(unsigned long pfn);

int bank_try(unsigned long pfn)
{
	struct bank b;
	int ret = bank_open(&b, pfn);

	if (!ret)
		bank_close(&b);
	return ret;
}
