/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The version of this program. The release is defined here and repeated in debian/changelog and
 * CHANGELOG.md (tests/cli/docs.sh compares them). The commit is compiled into main.c alone, so a
 * new commit recompiles one file.
 */
#ifndef PAGECK_VERSION_H
#define PAGECK_VERSION_H

#include <stdint.h>

#define PAGECK_RELEASE	"0.1"

/*
 * Called first thing in main(). `version` is static; `objects` is a hash of all object files except
 * main.o.
 */
void program_is(const char *version, uint64_t objects);

/* The release, and the commit when built from git: "0.1-g0123456789-dirty". */
const char *program_version(void);

/*
 * Identifies the analysis; caches are keyed by it. It depends on the object files, not on the
 * commit, so a commit that changes no object leaves caches valid.
 */
uint64_t program_id(void);

#endif
