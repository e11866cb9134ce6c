// SPDX-License-Identifier: GPL-2.0-or-later
#include "guest.h"

unsigned long guest_ino(struct kvm *kvm, u64 gpa);

unsigned long guest_ino(struct kvm *kvm, u64 gpa)
{
	struct page *page = guest_page(kvm, gpa);

	if (!page)
		return 0;
	return page->mapping->host->i_ino;
}
