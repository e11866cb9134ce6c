/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which program this is. The release stands here, and in debian/changelog and
 * CHANGELOG.md (tests/cli/docs.sh compares them). The rest is known to main.c alone,
 * which is all that a new commit compiles again.
 */
#ifndef PAGECK_VERSION_H
#define PAGECK_VERSION_H

#include <stdint.h>

#define PAGECK_RELEASE	"0.1"

/*
 * main() says what it was built from before anything else is called. `version` is
 * static. `objects` is a hash of all object files but main.o.
 */
void program_is(const char *version, uint64_t objects);

/* The release, followed by the commit where git knew it: "0.1-g0123456789-dirty". */
const char *program_version(void);

/*
 * The same for two programs that analyse alike: what caches are keyed by. It
 * doesn't depend on the commit: one that changes no object leaves them valid.
 */
uint64_t program_id(void);

#endif
