// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int step_map(unsigned long pfn, void **map);
void step_unmap(void *map);
int step_irq(int irq);
int setup(unsigned long pfn, int irq, void **state);

int setup(unsigned long pfn, int irq, void **state)
{
	void *map;
	int ret = step_map(pfn, &map);

	if (ret)
		return ret;
	ret = step_irq(irq);
	if (ret)
		return ret;	/* @good: goto unmap; */
	*state = map;
	return 0;
unmap:
	step_unmap(map);
	return ret;
}
