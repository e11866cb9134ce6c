/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What unit.c lets the rest of front/ see of a parsed unit. */
#ifndef PAGECK_PARSE_H
#define PAGECK_PARSE_H

#include "clang/clang.h"
#include "clang/libclang.h"

/* NULL when the parse failed. Stays the unit's. */
CXTranslationUnit front_translation_unit(struct front_unit *u);

#endif
