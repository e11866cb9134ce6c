/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The program's own file. Where /proc isn't mounted it is what execve() was given, which
 * holds for as long as nobody has changed directory: ask once before that.
 */
#ifndef PAGECK_SELF_H
#define PAGECK_SELF_H

/* Its absolute path, interned; NULL: it can't be told. */
const char *self_path(void);

#endif
