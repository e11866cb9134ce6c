// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

int bank_write(unsigned long addr, const char *buf, unsigned long len);

int bank_write(unsigned long addr, const char *buf, unsigned long len)
{
	void *b;
	int ret = bank_begin(addr, &b);

	if (ret)
		return ret;
	if (!buf)
		return -EFAULT;	/* @good: len = 0; */
	ret = len & 0xfff;
	bank_end(b);
	return ret;
}
