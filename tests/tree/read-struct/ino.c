// SPDX-License-Identifier: GPL-2.0-or-later
#include "req.h"

unsigned long req_ino(const struct req *r)
{
	return r->page->mapping->host->i_ino;
}
