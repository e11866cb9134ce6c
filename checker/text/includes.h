/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which headers a text includes, found without a preprocessor: conditionals are ignored. */
#ifndef PAGECK_INCLUDES_H
#define PAGECK_INCLUDES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Does the text (`n` bytes) have an #include that may refer to `path` (absolute)? It may when the
 * included name, without leading "../", is a suffix of the path.
 */
bool text_includes(const char *text, size_t n, const char *path);

#endif
