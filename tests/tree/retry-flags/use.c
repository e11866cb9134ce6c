// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int try_frame(unsigned long pfn, unsigned int flags);
int use_frame(unsigned long pfn);

int use_frame(unsigned long pfn)
{
	unsigned int flags = FOLL_PIN | FOLL_WRITE;

again:
	if (!try_frame(pfn, flags)) {
		cond_resched();	/* @good: flags &= ~FOLL_PIN; */
		goto again;
	}
	return 0;
}
