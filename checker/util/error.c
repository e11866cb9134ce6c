/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/util.h"

#include <stdlib.h>

static void say(const char *what, const char *fmt, va_list ap)
{
	struct strbuf raw = { 0 }, shown = { 0 };

	strbuf_vaddf(&raw, fmt, ap);
	strbuf_add_escaped(&shown, strbuf_str(&raw));
	fflush(stdout);
	fprintf(stderr, "pageck: %s%s\n", what, strbuf_str(&shown));
	strbuf_free(&raw);
	strbuf_free(&shown);
}

void BUG_(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "pageck: BUG at %s:%d\n", file, line);
	va_start(ap, fmt);
	say("BUG: ", fmt, ap);
	va_end(ap);
	abort();
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("error: ", fmt, ap);
	va_end(ap);
	exit(2);
}

int error(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("error: ", fmt, ap);
	va_end(ap);
	return -1;
}

void warning(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("warning: ", fmt, ap);
	va_end(ap);
}

void notice(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say("", fmt, ap);
	va_end(ap);
}
