/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Uses the results of an earlier audit when a single file is checked under make: summaries of
 * functions in other files. The store is only read. A summary is used only while its file and the
 * headers that it includes are unchanged; otherwise the function is unknown, as without an audit.
 */
#ifndef PAGECK_LAST_AUDIT_H
#define PAGECK_LAST_AUDIT_H

#include "unit/analyse.h"

struct last_audit;

/*
 * Does the text call a function in another file because of which it must be analysed, though it
 * contains no word of the rules? Reads one small file and loads no library.
 */
bool last_audit_matter(const char *path, const char *text, size_t len);
/*
 * Opens the store and sets o->links; NULL when there was no audit. `file` as in the compiler's
 * arguments.
 */
struct last_audit *last_audit_open(const char *file, struct analyse_options *o);
void last_audit_close(struct last_audit *n);

/* Called by audit: saves the names that last_audit_matter() looks for. */
void last_audit_save(const char *obj, const char *const *names, size_t n);

#endif
