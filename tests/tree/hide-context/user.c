// SPDX-License-Identifier: GPL-2.0-or-later
#include "ctx.h"

long ctx_copy(unsigned long pos, unsigned long n);

long ctx_copy(unsigned long pos, unsigned long n)
{
	struct ctx c = { 0 };
	long done = -EFAULT;

	if (!ctx_begin(&c, pos))
		return done;
	if (n > 4096)
		return -EINVAL;	/* @good: goto end; */
	done = c.pos + n;
end:
	ctx_end(&c);
	return done;
}
