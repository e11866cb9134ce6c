/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Access to libclang's translation unit, for the other files of clang/. */
#ifndef PAGECK_PARSE_H
#define PAGECK_PARSE_H

#include "clang/clang.h"
#include "clang/libclang.h"

/* Owned by the unit; NULL when the parse failed. */
CXTranslationUnit front_translation_unit(struct front_unit *u);

#endif
