// SPDX-License-Identifier: GPL-2.0-or-later
#include "buf.h"

long buf_inode(unsigned long addr);

long buf_inode(unsigned long addr)
{
	struct buf b;
	long ino = -EINVAL;

	if (buf_import(&b, addr, 64))
		return -EFAULT;
	if (b.off < b.len)	/* @good: if (!is_zone_device_page(b.page)) */
		ino = b.page->mapping->host->i_ino;
	put_page(b.page);
	return ino;
}
