// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini-red.h"

void my_set(struct device *dev, void *data);
void my_log(struct device *dev, const void *data);

void my_set(struct device *dev, void *data)
{
	dev_set_drvdata(dev, data);
}

void my_log(struct device *dev, const void *data)
{
	if (dev->driver_data != data)
		dev_warn(dev, "not mine\n");
}
