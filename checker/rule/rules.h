/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PAGECK_RULES_H
#define PAGECK_RULES_H

#include "rule/rule.h"

void union_read_on(const struct event *ev);
void union_write_on(const struct event *ev);
void gup_retry_on(const struct event *ev);
void reference_leak_on(const struct event *ev);
void reference_put_on(const struct event *ev);
void pagemap_setup_on(const struct event *ev);
void page_batch_on(const struct event *ev);
/* page_batch.c: what functions of the unit give back that others took as something else. */
void array_uses_settle(struct unit_ctx *u);

/* --- page_use.c: what union-read and union-write share ------------------------------ */

/* Is the member judged by what the tree's layout puts over it? */
bool use_by_layout(const struct page_use *use);
/* Not worth a note: nothing makes it likely that the page is of a kind for which it goes wrong. */
bool use_is_silent(const struct event *ev);
/* Why such a use, or a write, is no more than a note; "" when it is a warning. */
const char *layout_why_note(const struct event *ev);
/* Does the use lie in another file than the call that hands over the page? */
bool use_is_elsewhere(struct unit_ctx *u, const struct page_use *use);
/* What the pages are called that are to be told apart. */
const struct kind_set *use_group(const struct event *ev);
/* What the page may be for which it goes wrong. */
void describe_wrong(struct strbuf *out, const struct event *ev);
/* Why an origin that may give any page says little; `where` ends the sentence. */
const char *any_has_number(const struct event *ev, const char *where);
/* Where the page comes from, and the calls down to the use. */
void note_origin(const struct event *ev, struct finding *f);
/* guard_tests.c: the last note of a use that a guard would make right, and the remedy */
void advise_guard(const struct event *ev, struct finding *f);
/* Fills in what it says, when all kinds that come to the uses are known. */
void guard_tests_settle(struct unit_ctx *u);
/* What a page of the kinds that go wrong has in the member's place: "'pgmap'". */
const char *word_there(const struct page_use *use);

#endif
