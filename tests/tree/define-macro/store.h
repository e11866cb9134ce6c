/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_H
#define STORE_H

#include "mini.h"

#define DECLARE_STORE(name)			\
	void *name##_get(unsigned long nr);	\
	void name##_put(void *obj)

#define DEFINE_STORE(name, shift)				\
	void *name##_get(unsigned long nr)			\
	{							\
		return get_dev_pagemap(nr << (shift), NULL);	\
	}							\
	void name##_put(void *obj)				\
	{							\
		put_dev_pagemap(obj);				\
	}

DECLARE_STORE(small);
DECLARE_STORE(large);

#endif
