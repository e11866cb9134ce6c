/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an earlier audit found out about the other files of a tree, for the check of
 * one of them under make. Read only, and only what still holds: a function whose
 * file, or a header of it, has changed since is as unknown as without an audit.
 */
#ifndef PAGECK_LAST_AUDIT_H
#define PAGECK_LAST_AUDIT_H

#include "unit/analyse.h"

struct last_audit;

/*
 * Does the text call a function elsewhere that makes a file matter although no rule
 * has a word in it? One small file is read, and no library loaded.
 */
bool last_audit_matter(const char *path, const char *text, size_t len);
/* Sets o->links; NULL when no audit has been here. `file` as the compiler was given it. */
struct last_audit *last_audit_open(const char *file, struct analyse_options *o);
void last_audit_close(struct last_audit *n);

/* For audit: leaves the names for last_audit_matter(). */
void last_audit_save(const char *obj, const char *const *names, size_t n);

#endif
