/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GUEST_H
#define GUEST_H

#include "mini.h"

struct kvm;

struct page *gfn_to_page(struct kvm *kvm, u64 gfn);
struct page *guest_page(struct kvm *kvm, u64 gpa);

#endif
