/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of lowering share: a source given as a string, its graph as text. */
#ifndef PAGECK_LOWER_TEST_H
#define PAGECK_LOWER_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "clang/clang.h"

struct parsed {
	struct front_args args;
	struct front_unit *unit;
};

static inline void parse(struct parsed *p, const char *source)
{
	static const char *const argv[] = { "-w", "-std=gnu11", "-fms-extensions", "t.c" };
	struct front_options o = { .source = source };

	memset(p, 0, sizeof(*p));
	front_args_init(&p->args, NULL, argv, ARRAY_SIZE(argv));
	p->unit = front_parse(&p->args, &o);
	if (p->unit->status != FRONT_OK)
		fail_msg("%s", p->unit->reason);
}

static inline void unparse(struct parsed *p)
{
	front_unit_free(p->unit);
	front_args_free(&p->args);
}

static inline struct ir_func *body(struct parsed *p, const char *name)
{
	struct ir_decl *d = ir_find_decl(&p->unit->ir, name);
	struct ir_func *f = d ? ir_body(&p->unit->ir, d) : NULL;

	if (!f)
		fail_msg("no body of %s", name);
	if (ir_validate(f))
		fail_msg("%s: %s", name, ir_validate(f));
	return f;
}

/* Without the places: a line ends where its comment begins. */
static inline void strip_places(struct strbuf *b, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n"), keep = n;
		const char *semi = memmem(text, n, "  ; ", 4);

		if (!semi)
			semi = memmem(text, n, " ; t.c:", 7);
		if (semi)
			keep = semi - text;
		while (keep && text[keep - 1] == ' ')
			keep--;
		strbuf_add(b, text, keep);
		strbuf_addc(b, '\n');
		text += n + (text[n] == '\n');
	}
}

/* f's graph is exactly this, and nothing in it was unknown. */
static inline void check_graph(const char *source, const char *want)
{
	struct strbuf full = { 0 }, got = { 0 };
	struct parsed p;
	struct ir_func *f;

	parse(&p, source);
	assert_int_equal(p.unit->errors.n, 0);
	f = body(&p, "f");
	assert_int_equal(f->unknown, 0);
	ir_print_func(&full, &p.unit->ir, f);
	strip_places(&got, strbuf_str(&full));
	assert_string_equal(strbuf_str(&got), want);
	strbuf_free(&full);
	strbuf_free(&got);
	unparse(&p);
}

#endif
