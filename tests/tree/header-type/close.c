// SPDX-License-Identifier: GPL-2.0-or-later
#include "bank.h"

void bank_close(struct bank *b)
{
	put_dev_pagemap(live(b));
}
