// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

int step_irq(int irq);

int step_irq(int irq)
{
	return irq < 16 ? 0 : -EBUSY;
}
