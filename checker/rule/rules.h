/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAGECK_RULE_RULES_H
#define PAGECK_RULE_RULES_H

#include "rule/rule.h"

void union_read_on(const struct event *ev);
void gup_retry_on(const struct event *ev);
void pgmap_leak_on(const struct event *ev);
void pgmap_put_on(const struct event *ev);

#endif
