/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which functions a text defines, and what they call, without a preprocessor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clang/clang.h"
#include "text/functions.h"

#include <string.h>

static void on_function(const char *name, size_t n, unsigned how, void *arg)
{
	strbuf_addf(arg, "%s%s%.*s ", how & FRONT_STATIC ? "static:" : "", how & FRONT_WEAK ? "weak:" : "",
		    (int)n, name);
}

static void on_call(const char *name, size_t n, bool through_member, void *arg)
{
	strbuf_addf(arg, "%s%.*s() ", through_member ? "->" : "", (int)n, name);
}

static void on_end(void *arg)
{
	strbuf_adds(arg, "; ");
}

static void gives(const char *text, const char *want)
{
	struct strbuf b = { 0 };
	struct front_functions on = { on_function, on_call, on_end, &b };

	front_functions(text, strlen(text), &on);
	assert_string_equal(strbuf_str(&b), want);
	strbuf_free(&b);
}

static void definitions(void **unused)
{
	(void)unused;
	gives("int f(int x)\n{\n\treturn x;\n}\n", "f ; ");
	gives("int f(int x);\nextern void g(void);\n", "");
	gives("static int f(void) { return 0; }\nint g(void) { return 1; }", "static:f ; g ; ");
	gives("struct page *\nf (void)\n{\n}\n", "f ; ");
	gives("struct ops o = {\n\t.get = f,\n\t.n = g(3),\n};\n", "");
	gives("struct s {\n\tint (*get)(void);\n};\n", "");
	gives("int __printf(1, 2) f(const char *s, ...)\n{\n}\n", "__printf f ; ");
}

static void weak_ones(void **unused)
{
	(void)unused;
	gives("int __weak f(void)\n{\n}\nint g(void) { }", "weak:f ; g ; ");
	gives("void __attribute__((__weak__)) f(void)\n{\n}\n", "weak:__attribute__ weak:f ; ");
	gives("int __weak f(void);\nint g(void)\n{\n}\n", "g ; ");
}

static void calls(void **unused)
{
	(void)unused;
	gives("int f(int x)\n{\n\tif (x)\n\t\treturn g(h(x));\n\twhile (sizeof(x))\n\t\t;\n}\n",
	      "f g() h() ; ");
	gives("int f(struct s *s)\n{\n\ts->ops->get(1);\n\ts->o.put (2);\n}\n", "f ->get() ->put() ; ");
	gives("int f(void)\n{\n\tint x = y;\n\tchar *s = \"g()\"; /* h() */ // i()\n\treturn k\n\t(1);\n}\n",
	      "f k() ; ");
}

static void macros(void **unused)
{
	(void)unused;
	gives("#define put(p) do { put_it(p); } \\\n\twhile (0)\nint f(void)\n{\n}\n",
	      "static:put put_it() ; f ; ");
	gives("#define N (3)\n# define g(x) h(x)\n", "static:g h() ; ");
	gives("int f(void)\n{\n#define k(x) l(x)\n\tg();\n}\n", "f g() ; ");
}

/* What the preprocessor chooses may open two bodies and close one. */
static void unbalanced(void **unused)
{
	(void)unused;
	gives("#ifdef A\nint f(int x)\n{\n#else\nint f(void)\n{\n#endif\n\tg();\n}\nint h(void)\n{\n}\n",
	      "f f() g() ; h ; ");
	gives("int f(void)\n{\n\tg();\n", "f g() ; ");
	gives("}\n}\nint f(void)\n{\n}\n", "f ; ");
	gives("int f(void) { /* no end", "f ; ");
	gives("int f(void) { \"no end", "f ; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(definitions), cmocka_unit_test(weak_ones), cmocka_unit_test(calls),
		cmocka_unit_test(macros), cmocka_unit_test(unbalanced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
