// SPDX-License-Identifier: GPL-2.0-or-later
#include "guest.h"

struct page *guest_page(struct kvm *kvm, u64 gpa)
{
	struct page *page = gfn_to_page(kvm, gpa >> 12);

	return page->_refcount ? page : NULL;	/* @good: return is_zone_device_page(page) ? NULL : page; */
}
