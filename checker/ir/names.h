/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by save.c and load.c. */
#ifndef PAGECK_IR_NAMES_H
#define PAGECK_IR_NAMES_H

#include <string.h>

#include "util/util.h"

static inline uint64_t ir_name_hash(const char *name)
{
	return hash_bytes(name, strlen(name), 0);
}

#endif
