/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The name of a finding that lives on while the code around it is edited: a hash of
 * rule, file, function, the expression without spaces and comments, and the ordinal
 * among findings that are equal in these. No line, no message, no path of this machine.
 */
#ifndef PAGECK_FINGERPRINT_H
#define PAGECK_FINGERPRINT_H

#include "report/report.h"

#define FINGERPRINT_SIZE 33 /* 32 hexadecimal digits and NUL */

/* The fingerprint that `x` would have in this file, by x->ordinal. */
void fingerprint_in(const struct finding *x, const char *file, char out[FINGERPRINT_SIZE]);
/* Sets ordinals and fingerprints of a sorted list. */
void fingerprints_set(struct findings *f, const struct suppress_options *o);
/* A file's name without the machine: below whichever root it lies in. */
const char *file_in_roots(const char *file, const struct suppress_options *o);

#endif
