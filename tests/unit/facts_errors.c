/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each mistake in a rules file is one error: line, what is wrong, the nearest word. */
#include "facts_tmp.h"

static const struct {
	const char *text, *message;
} mistakes[] = {
	/* the file */
	{ "origins: [", "x.yaml:2: not YAML: did not find expected node content" },
	{ "- a\n", "x.yaml:1: a rules file is a mapping of sections" },
	{ "a: &x 1\n", "x.yaml:1: tags, anchors and aliases are not used in rules" },
	{ "cures: [*x]\n", "x.yaml:1: tags, anchors and aliases are not used in rules" },
	{ "cures: !!seq []\n", "x.yaml:1: tags, anchors and aliases are not used in rules" },
	{ "cures: []\n---\ncures: []\n", "x.yaml:2: more than one document" },
	{ "? [a]\n: b\n", "x.yaml:1: a key must be a word" },
	{ "a: [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]\n", "x.yaml:1: nested too deeply" },
	/* sections */
	{ "\norigin: []\n", "x.yaml:2: unknown section 'origin', did you mean 'origins'?" },
	{ "whatever: []\n", "x.yaml:1: unknown section 'whatever'" },
	{ "cures: {}\n", "x.yaml:1: 'cures' wants a list of rows" },
	{ "cures:\n  - a\n", "x.yaml:2: a row of 'cures' must be a mapping" },
	{ "cures: []\ncures: []\n", "x.yaml:2: duplicate key 'cures'" },
	/* what all rows share */
	{ "cures:\n  - function: f\n", "x.yaml:2: missing key 'ref' in a row of 'cures'" },
	{ "cures:\n  - ref: a\n", "x.yaml:2: missing key 'function' in a row of 'cures'" },
	{ "cures:\n  - function: f\n    ref: a\n    ref: b\n", "x.yaml:4: duplicate key 'ref'" },
	{ "cures:\n  - functoin: f\n    ref: a\n",
	  "x.yaml:2: unknown key 'functoin' in 'cures', did you mean 'function'?" },
	{ "cures:\n  - function: f\n    ref: a\n    arg: arg0\n",
	  "x.yaml:4: unknown key 'arg' in 'cures'" },
	{ "cures:\n  - function: a b\n    ref: a\n",
	  "x.yaml:2: 'function' wants an identifier, not 'a b'" },
	{ "cures:\n  - function: {}\n    ref: a\n",
	  "x.yaml:2: 'function' wants a word or a list of words, not a mapping" },
	{ "cures:\n  - function: []\n    ref: a\n",
	  "x.yaml:2: 'function' wants a word or a list of words, not a list" },
	{ "cures:\n  - function: f\n    ref: [a]\n", "x.yaml:3: 'ref' wants text, not a list" },
	{ "cures:\n  - function: f\n    ref: ''\n", "x.yaml:3: 'ref' wants text, not ''" },
	{ "origins:\n  - {function: f, member: a.b, may-be: any, ref: a}\n",
	  "x.yaml:2: 'function' and 'member' in one row" },
	/* probes */
	{ "cures:\n  - {function: f, ref: a, when: 6.1}\n",
	  "x.yaml:2: 'when' wants a mapping with params, declares or field" },
	{ "cures:\n  - {function: f, ref: a, when: {version: 6}}\n",
	  "x.yaml:2: unknown key 'version' in 'when'" },
	{ "cures:\n  - {function: f, ref: a, when: {param: 6}}\n",
	  "x.yaml:2: unknown key 'param' in 'when', did you mean 'params'?" },
	{ "cures:\n  - {function: f, ref: a, when: {params: two}}\n",
	  "x.yaml:2: 'params' wants a number, not 'two'" },
	{ "cures:\n  - {function: f, ref: a, when: {params: 2x}}\n",
	  "x.yaml:2: 'params' wants a number, not '2x'" },
	{ "cures:\n  - {function: f, ref: a, when: {field: pgmap}}\n",
	  "x.yaml:2: 'field' wants record.member, not 'pgmap'" },
	{ "cures:\n  - {function: f, ref: a, when: {returns: boole}}\n",
	  "x.yaml:2: unknown type 'boole', did you mean 'bool'?" },
	{ "arms:\n  - {member: a.b, meaningless: device, ref: a, when: {declares: self}}\n",
	  "x.yaml:2: 'declares: self' wants a row with 'function'" },
	/* origins */
	{ "origins:\n  - {function: f, ref: a}\n",
	  "x.yaml:2: missing key 'may-be' in a row of 'origins'" },
	{ "origins:\n  - {function: f, ref: a, may-be: fsdaxx}\n",
	  "x.yaml:2: unknown kind of page 'fsdaxx', did you mean 'fsdax'?" },
	{ "origins:\n  - {function: f, ref: a, may-be: [ram, not-coherrent]}\n",
	  "x.yaml:2: unknown kind of page 'coherrent', did you mean 'coherent'?" },
	{ "origins:\n  - {member: b, ref: a, may-be: any}\n",
	  "x.yaml:2: 'member' wants record.member, not 'b'" },
	{ "origins:\n  - {member: a.b, ref: a, may-be: any, result: arg0}\n",
	  "x.yaml:2: 'result' has no meaning in a row with 'member'" },
	{ "origins:\n  - {callback: a.b, ref: a, may-be: any}\n",
	  "x.yaml:2: missing key 'result' in a row of 'origins'" },
	{ "origins:\n  - {callback: a.b, ref: a, may-be: any, result: return}\n",
	  "x.yaml:2: a callback's page is one of its arguments, not 'return'" },
	{ "origins:\n  - {function: f, ref: a, may-be: any, result: agr0}\n",
	  "x.yaml:2: bad place 'agr0' at '', expected return or argN with ->member, .member, [] "
	  "or *, or container(PLACE, record.member)" },
	{ "origins:\n  - {function: f, ref: a, may-be: any, result: arg0-pgmap}\n",
	  "x.yaml:2: bad place 'arg0-pgmap' at '-pgmap', expected return or argN with ->member, "
	  ".member, [] or *, or container(PLACE, record.member)" },
	/* guards */
	{ "guards:\n  - {function: f, ref: a}\n",
	  "x.yaml:2: missing key 'true' or 'false' in a row of 'guards'" },
	{ "guards:\n  - {function: f, ref: a, true: ram, arg: 0}\n",
	  "x.yaml:2: 'arg' wants arg0, arg1, ..., not '0'" },
	{ "implicit:\n  - {function: f, ref: a, true: ram, equals: 3}\n",
	  "x.yaml:2: 'equals' wants an identifier, not '3'" },
	{ "families:\n  - {function: f, ref: a, same-page: maybe}\n",
	  "x.yaml:2: 'same-page' wants true or false, not 'maybe'" },
	{ "families:\n  - {member: a.b, ref: a, arg: arg0}\n",
	  "x.yaml:2: 'arg' has no meaning in a row with 'member'" },
	/* references */
	{ "references:\n  - {function: f, ref: a}\n",
	  "x.yaml:2: missing key 'acquire', 'release', 'consume', 'borrow' or 'keep' in a row of "
	  "'references'" },
	{ "references:\n  - {function: f, ref: a, acquire: return, release: arg0}\n",
	  "x.yaml:2: 'acquire' and 'release' in one row" },
	{ "references:\n  - {function: f, ref: a, acquire: return, null-safe: true}\n",
	  "x.yaml:2: 'null-safe' has no meaning in a row with 'acquire'" },
	{ "references:\n  - {function: f, ref: a, release: arg0, on: nonnull}\n",
	  "x.yaml:2: 'on' has no meaning in a row with 'release'" },
	{ "references:\n  - {function: f, ref: a, consume: arg0, if: arg0->type}\n",
	  "x.yaml:2: missing key 'in' in a row of 'references'" },
	{ "references:\n  - {function: f, ref: a, consume: arg0, in: [A]}\n",
	  "x.yaml:2: 'in' has no meaning in a row with 'consume'" },
	{ "references:\n  - {member: a.b, ref: a, release: arg0}\n",
	  "x.yaml:2: 'release' wants a function, a member can only borrow" },
	{ "references:\n  - {function: f, ref: a, acquire: return, on: nonull}\n",
	  "x.yaml:2: unknown outcome 'nonull', did you mean 'nonnull'?" },
	{ "references:\n  - {function: f, ref: a, acquire: 'container(arg0, ref)'}\n",
	  "x.yaml:2: bad place 'container(arg0, ref)' at ')', expected return or argN with "
	  "->member, .member, [] or *, or container(PLACE, record.member)" },
	{ "references:\n  - {function: f, ref: a, release: arg0}\n",
	  "x.yaml:2: missing key 'kind' in a row of 'references'" },
	{ "references:\n  - {function: f, ref: a, borrow: arg0, kind: k}\n",
	  "x.yaml:2: 'kind' has no meaning in a row with 'borrow'" },
	{ "reference-kinds:\n  - {reference: pin, ref: a, says: pin, give-back: unpin, given-back: unpinned,\n"
	  "     leak: pin-leak, again: pin-put}\n"
	  "references:\n  - {function: f, ref: a, release: arg0, kind: pni}\n",
	  "x.yaml:5: unknown kind of reference 'pni', did you mean 'pin'?" },
	{ "reference-kinds:\n  - {reference: pin, ref: a, says: pin, give-back: unpin, given-back: unpinned,\n"
	  "     leak: pin-leak}\n",
	  "x.yaml:2: missing key 'again' in a row of 'reference-kinds'" },
	/* lookups and the rest */
	{ "lookups:\n  - {function: f, ref: a, key: arg0}\n",
	  "x.yaml:2: missing key 'fails' in a row of 'lookups'" },
	{ "lookups:\n  - {function: f, ref: a, key: return, fails: 'null'}\n",
	  "x.yaml:2: 'arg' wants arg0, arg1, ..., not 'return'" },
	{ "answers:\n  - {function: f, ref: a, retried: -EFUALT}\n",
	  "x.yaml:2: unknown errno 'EFUALT', did you mean 'EFAULT'?" },
	{ "sinks:\n  - {function: f, ref: a}\n",
	  "x.yaml:2: missing key 'member' in a row of 'sinks'" },
	{ "readers:\n  - {function: f, ref: a, member: mapping, trusts: low}\n",
	  "x.yaml:2: 'trusts' wants a number, not 'low'" },
	{ "arms:\n  - {member: page.mapping, ref: a}\n",
	  "x.yaml:2: missing key 'meaningless' in a row of 'arms'" },
	{ "arms:\n  - {member: a.b, ref: a, meaningless: device, overlaid-by-layout: true}\n",
	  "x.yaml:2: missing key 'overlay' in a row of 'arms'" },
	{ "arms:\n  - {member: a.b, ref: a, meaningless: device}\n",
	  "x.yaml:2: 'a' is none of the 'records' that stand for a page" },
	{ "kinds:\n  - {kind: slab, says: slab, ref: a}\n",
	  "x.yaml:2: missing key 'axis' in a row of 'kinds'" },
	{ "kinds:\n  - {kind: slab, axis: memory, ref: a}\n",
	  "x.yaml:2: missing key 'says' in a row of 'kinds'" },
	{ "kinds:\n  - {kind: ram, axis: memory, says: more, ref: a}\n",
	  "x.yaml:2: 'ram' is a kind or a group already" },
	{ "groups:\n  - {group: some, kinds: [ram, fsdax], says: some, ref: a}\n",
	  "x.yaml:2: a group has ordinary kinds or others, not both" },
	{ "records:\n  - {record: slab, main: true, ref: a}\n",
	  "x.yaml:2: 'main' is 'page' already" },
	{ "cures:\n  - {function: f, ref: a, when: {beside: B}}\n",
	  "x.yaml:2: 'beside' goes with an enumerator" },
	{ "words:\n  - {word: two words, ref: a}\n",
	  "x.yaml:2: 'word' wants an identifier, not 'two words'" },
};

static char *load_error(const char *dir)
{
	struct facts f = { 0 };
	struct capture c;
	int ret;

	capture_start(&c);
	ret = facts_load(&f, dir);
	facts_free(&f);
	if (ret != -1) {
		free(capture_end(&c));
		return xstrdup("(it loaded)");
	}
	return capture_end(&c);
}

static void each_mistake_is_one_error(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		char *dir = tmp_dir(), *said, *expected;

		tmp_write(dir, "kinds.yaml", PAGE_KINDS_YAML);
		tmp_write(dir, "x.yaml", mistakes[i].text);
		said = load_error(dir);
		expected = xasprintf("pageck: error: %s/%s\n", dir, mistakes[i].message);
		if (strcmp(said, expected))
			print_message("rules: %s\n", mistakes[i].text);
		assert_string_equal(said, expected);
		free(said);
		free(expected);
		tmp_remove(dir);
	}
}

static void directory_without_rules(void **state)
{
	char *dir = tmp_dir(), *said, *expected;

	(void)state;
	tmp_write(dir, "rules.txt", "");
	said = load_error(dir);
	expected = xasprintf("pageck: error: %s: no rules (*.yaml) in this directory\n", dir);
	assert_string_equal(said, expected);
	free(said);
	free(expected);
	tmp_remove(dir);

	said = load_error("/nonexistent/rules");
	assert_string_equal(said, "pageck: error: /nonexistent/rules: No such file or directory\n");
	free(said);
}

static void first_file_in_order_is_the_one_named(void **state)
{
	char *dir = tmp_dir(), *said, *expected;

	(void)state;
	tmp_write(dir, "b.yaml", "bad: []\n");
	tmp_write(dir, "a.yaml", "cures: []\n");
	tmp_write(dir, "c.yaml", "worse: []\n");
	tmp_write(dir, ".d.yaml", "hidden: []\n");
	said = load_error(dir);
	expected = xasprintf("pageck: error: %s/b.yaml:1: unknown section 'bad'\n", dir);
	assert_string_equal(said, expected);
	free(said);
	free(expected);
	tmp_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mistake_is_one_error),
		cmocka_unit_test(directory_without_rules),
		cmocka_unit_test(first_file_in_order_is_the_one_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
