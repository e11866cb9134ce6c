// SPDX-License-Identifier: GPL-2.0-or-later
#include "store.h"

DEFINE_STORE(small, 0)
DEFINE_STORE(large, 9)
