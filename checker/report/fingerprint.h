/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fingerprints identify a finding while the code around it is edited: a hash of rule, file,
 * function, the expression without spaces and comments, and an ordinal among findings that are
 * equal in all of these. Lines, messages and absolute paths are not part of it.
 */
#ifndef PAGECK_FINGERPRINT_H
#define PAGECK_FINGERPRINT_H

#include "report/report.h"

#define FINGERPRINT_SIZE 33 /* 32 hexadecimal digits and a NUL */

/* The fingerprint that `x` (with its ordinal) would have if it were in this file. */
void fingerprint_in(const struct finding *x, const char *file, char out[FINGERPRINT_SIZE]);
/* Sets ordinals and fingerprints; the list must be sorted. */
void fingerprints_set(struct findings *f, const struct suppress_options *o);
/* A file's name relative to the root (source tree, module or object tree) that it lies in. */
const char *file_in_roots(const char *file, const struct suppress_options *o);

#endif
