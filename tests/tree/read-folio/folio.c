// SPDX-License-Identifier: GPL-2.0-or-later
#include "mini.h"

bool folio_backed(struct folio *folio);

bool folio_backed(struct folio *folio)
{
	struct inode *inode = folio->mapping->host;

	return inode->i_ino;
}
