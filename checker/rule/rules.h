/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interfaces between the files of rule/: the rules' functions, called by rule.c for each event, and
 * what rules about uses of a page's member share. Everything belongs to the unit that is analysed
 * (flow/unit.h); strings live as long as its findings.
 */
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

/* Is the member judged because the tree's layout overlays it with another? */
bool use_by_layout(const struct page_use *use);
/* Is it not even worth a note, because nothing makes a wrong kind of page likely? */
bool use_is_silent(const struct event *ev);
/* Why a use by layout is reported as a note, as a clause; "" when it is a warning. */
const char *layout_why_note(const struct event *ev);
/* Is the use in another file than the call that passes the page? */
bool use_is_elsewhere(struct unit_ctx *u, const struct page_use *use);
/* What messages call the pages for which the use is wrong. */
const struct kind_set *use_group(const struct event *ev);
/* Appends the kinds that the page may be and for which the use is wrong. */
void describe_wrong(struct strbuf *out, const struct event *ev);
/* Why an origin that may give any kind of page is weak evidence; `where` ends the sentence. */
const char *any_has_number(const struct event *ev, const char *where);
/* Adds notes: the page's origin, and the calls from there to the use. */
void note_origin(const struct event *ev, struct finding *f);
/* guard_tests.c: adds the last note, which test to make, and the remedy */
void advise_guard(const struct event *ev, struct finding *f);
/* Fills these in at the end of the unit, when the kinds that reach each use are known. */
void guard_tests_settle(struct unit_ctx *u);
/* What a page of the wrong kind has in the member's place: "'pgmap'". */
const char *word_there(const struct page_use *use);

#endif
