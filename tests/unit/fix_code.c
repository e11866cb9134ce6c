/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of a text, changes in the kernel's style, the difference they make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fix/edit.h"
#include "text/diff.h"

static const char text[] =
	"#include \"x.h\"\n"
	"\n"
	"static int look(unsigned long pfn, int flag)\n"
	"{\n"
	"\tint ret = -1;\t/* if (x) { */\n"
	"\n"
	"\tif (flag)\n"
	"\t\treturn ret; /* here */\n"
	"\telse\n"
	"\t\tret = f(\"}\", '}');\n"
	"\tfor_each_thing(x, y) {\n"
	"#ifdef A\n"
	"\t\tif (g(x) && x->member == 3)\n"
	"\t\t\tgoto out;\n"
	"#endif\n"
	"\t}\n"
	"\tdo {\n"
	"\t\tret++;\n"
	"\t} while (ret < 3);\n"
	"out:\n"
	"\treturn ret;\n"
	"}\n"
	"\n"
	"void other(void)\n"
	"{\n"
	"}\n";

static struct stmt *at_line(const struct code *c, unsigned line)
{
	size_t at = code_offset(c, line, 1);

	while (text[at] == '\t' || text[at] == ' ')
		at++;
	return code_at(c, at);
}

static void statements(void **state)
{
	struct stmt *s;
	struct code c;

	(void)state;
	assert_true(code_read(&c, text, strlen(text), 8));
	assert_true(span_is(&c, c.name, "look"));
	assert_int_equal(at_line(&c, 7)->kind, ST_IF);
	assert_true(span_is(&c, at_line(&c, 7)->cond, "flag"));
	s = at_line(&c, 8);
	assert_int_equal(s->kind, ST_RETURN);
	assert_true(span_is(&c, s->word, "ret"));
	assert_ptr_equal(stmt_around(s), at_line(&c, 7));
	assert_int_equal(at_line(&c, 11)->kind, ST_LOOP);
	s = at_line(&c, 14);
	assert_int_equal(s->kind, ST_GOTO);
	assert_ptr_equal(code_label(&c, s->word), at_line(&c, 20));
	assert_int_equal(code_follower(at_line(&c, 20))->kind, ST_RETURN);
	assert_int_equal(at_line(&c, 17)->kind, ST_LOOP);
	assert_true(span_is(&c, at_line(&c, 17)->cond, "ret < 3"));
	assert_true(span_has(&c, at_line(&c, 13)->cond, "x"));
	assert_false(span_has(&c, at_line(&c, 13)->cond, "member"));
	assert_true(span_has_operator(&c, at_line(&c, 13)->cond, "&&"));
	code_free(&c);
	assert_true(code_read(&c, text, strlen(text), 25));
	assert_true(span_is(&c, c.name, "other"));
	code_free(&c);
	assert_false(code_read(&c, text, strlen(text), 1));
	code_free(&c);
	assert_false(code_read(&c, text, strlen(text), 1000));
	code_free(&c);
}

/* Texts that end anywhere are no functions, or functions; and nothing is read behind them. */
static void cut_off(void **state)
{
	size_t n;
	unsigned line;

	(void)state;
	for (n = 0; n <= strlen(text); n++) {
		char *copy = malloc(n + 1);

		memcpy(copy, text, n);
		copy[n] = '\0';
		for (line = 0; line < 28; line++) {
			struct code c;

			code_read(&c, copy, n, line);
			code_free(&c);
		}
		free(copy);
	}
}

static void changed(unsigned line, bool at_end, const char *insert, const char *want)
{
	struct arena mem = { 0 };
	struct edits e = { .mem = &mem };
	struct strbuf out = { 0 };
	text_hunks hunks = { 0 };
	unsigned added = 0, gone = 0;
	struct code c;
	size_t n;
	char *new;

	assert_true(code_read(&c, text, strlen(text), line));
	if (at_end)
		edit_at_end(&e, &c, at_line(&c, line)->body, insert);
	else
		edit_before(&e, &c, at_line(&c, line), insert);
	new = edits_apply(&e, text, strlen(text), &n);
	assert_true(diff_lines(text, new, &hunks));
	diff_unified(&out, "a.c", text, new, &hunks, &added, &gone);
	assert_string_equal(strstr(out.s, "@@"), want);
	free(new);
	strbuf_free(&out);
	vec_free(&hunks);
	vec_free(&e.v);
	code_free(&c);
	arena_free(&mem);
}

static void changes(void **state)
{
	(void)state;
	changed(8, false, "put(x);",
		"@@ -4,10 +4,12 @@ static int look(unsigned long pfn, int flag)\n"
		" {\n \tint ret = -1;\t/* if (x) { */\n \n-\tif (flag)\n+\tif (flag) {\n+\t\tput(x);\n"
		" \t\treturn ret; /* here */\n-\telse\n+\t} else {\n \t\tret = f(\"}\", '}');\n+\t}\n"
		" \tfor_each_thing(x, y) {\n #ifdef A\n \t\tif (g(x) && x->member == 3)\n");
	changed(21, false, "if (x)\n\tput(x);",
		"@@ -18,6 +18,8 @@ static int look(unsigned long pfn, int flag)\n"
		" \t\tret++;\n \t} while (ret < 3);\n out:\n+\tif (x)\n+\t\tput(x);\n \treturn ret;\n }\n \n");
	changed(11, true, "put(x);",
		"@@ -13,6 +13,7 @@ static int look(unsigned long pfn, int flag)\n"
		" \t\tif (g(x) && x->member == 3)\n \t\t\tgoto out;\n #endif\n+\t\tput(x);\n \t}\n \tdo {\n \t\tret++;\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements), cmocka_unit_test(cut_off), cmocka_unit_test(changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
