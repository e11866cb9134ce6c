// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

void bank_die(const char *why);

void bank_die(const char *why)
{
	printk("bank: %s\n", why);	/* @good: panic("bank: %s\n", why); */
}
