/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/version.h"

#include "util/self.h"
#include "util/stamp.h"

static const char *version = PAGECK_RELEASE;
static uint64_t id;

void program_is(const char *v, uint64_t objects)
{
	version = v;
	id = objects;
}

const char *program_version(void)
{
	return version;
}

uint64_t program_id(void)
{
	/* unit tests have a main() of their own and don't call program_is() */
	if (!id && self_path())
		id = file_stamp(self_path(), NULL);
	return id;
}
