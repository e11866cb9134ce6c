/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The path of the running program. Without /proc it is derived from execve()'s argument, which is
 * relative to the directory at startup: call it before the first chdir().
 */
#ifndef PAGECK_SELF_H
#define PAGECK_SELF_H

/* Absolute and interned; NULL when it can't be determined. */
const char *self_path(void);

#endif
