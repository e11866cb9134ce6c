/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which headers a text includes, told without a preprocessor: #if is not looked at. */
#ifndef PAGECK_INCLUDES_H
#define PAGECK_INCLUDES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Does the text (`n` bytes) have an #include that can mean the file? `path` is its absolute name;
 * that what is included is the end of it, up to leading "../", is enough.
 */
bool text_includes(const char *text, size_t n, const char *path);

#endif
