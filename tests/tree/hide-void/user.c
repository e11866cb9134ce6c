// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_sync(unsigned long nr);

int bank_sync(unsigned long nr)
{
	void *bank = bank_get(nr);
	int ret = 0;

	if (!bank)
		return -ENXIO;
	switch (bank_mode(bank)) {
	case 0:
		break;
	case 1:
		ret = -EBUSY;
		break;
	default:
		return -EIO;	/* @good: ret = -EIO; */
	}
	bank_put(bank);
	return ret;
}
