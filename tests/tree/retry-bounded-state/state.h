/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STATE_H
#define STATE_H

#include "mini.h"

struct state {
	unsigned long pfn;
	int tries;
};

bool state_more(struct state *s);
int state_lookup(const struct state *s);

#endif
