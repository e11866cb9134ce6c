// SPDX-License-Identifier: GPL-2.0-or-later
#include "state.h"

int state_run(unsigned long pfn);

int state_run(unsigned long pfn)
{
	struct state s;
	int ret;

	s.pfn = pfn;
	s.tries = 0;
	do {
		ret = state_lookup(&s);
	} while (ret == -EAGAIN && state_more(&s));
	return ret;
}
