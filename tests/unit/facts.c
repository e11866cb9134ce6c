/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of each section as they load, the words of the scan, the rules that are shipped. */
#include "facts_tmp.h"

static const struct fn_facts *fn_of(const struct facts *f, const char *name)
{
	const struct fn_facts *fn = facts_of(f, name);

	assert_non_null(fn);
	assert_ptr_equal(fn->name, intern(name));
	return fn;
}

static void origins(void **state)
{
	struct facts f;
	const struct origin_fact *o;

	(void)state;
	load_text(&f, "origins:\n"
		  "  - function: [grab, take]\n"
		  "    result: arg3[]\n"
		  "    may-be: [ram, fsdax]\n"
		  "    ref: include/a.h\n"
		  "    note: a reason\n"
		  "  - {function: grab, may-be: never, ref: b}\n"
		  "  - {member: bio_vec.bv_page, may-be: any, ref: c}\n"
		  "  - {callback: ops.free, result: arg0->page, may-be: device, ref: d}\n"
		  "  - {variable: vmemmap_base, may-be: not-device, ref: e}\n");
	o = fn_of(&f, "grab")->origins;
	assert_int_equal(o->may_be, K_RAM | K_FSDAX);
	assert_string_equal(o->row.ref, "include/a.h");
	assert_string_equal(o->row.why, "a reason");
	assert_int_equal(o->row.line, 2);
	assert_int_equal(o->row.section, FACT_ORIGINS);
	assert_int_equal(o->row.when.params, -1);
	assert_int_equal(o->result.base, PLACE_ARG);
	assert_int_equal(o->result.arg, 3);
	assert_int_equal(o->result.nsteps, 1);
	assert_int_equal(o->result.steps[0].kind, STEP_ELEM);
	o = (const struct origin_fact *)o->row.next;
	assert_non_null(o);
	assert_int_equal(o->may_be, K_RAM);
	assert_int_equal(o->result.base, PLACE_RETURN);
	assert_null(o->row.next);
	assert_int_equal(fn_of(&f, "take")->origins->may_be, K_RAM | K_FSDAX);
	assert_null(facts_of(&f, "bio_vec"));

	o = facts_member(&f.member_origins, "bio_vec", "bv_page");
	assert_int_equal(o->may_be, K_ANY);
	o = facts_member(&f.callbacks, "ops", "free");
	assert_int_equal(o->may_be, K_DEVICE);
	assert_int_equal(o->result.nsteps, 2);
	o = table_get(&f.variable_origins, "vmemmap_base");
	assert_int_equal(o->may_be, K_RAM);
	assert_int_equal(f.all.n, PAGE_KINDS_ROWS + 6);
	facts_free(&f);
}

static void guards_and_families(void **state)
{
	struct facts f;
	const struct guard_fact *g;
	const struct family_fact *m;

	(void)state;
	load_text(&f, "guards:\n"
		  "  - {function: is_dev, true: device, false: not-device, ref: a}\n"
		  "  - {function: is_fsdax, arg: arg1, true: fsdax, false: not-fsdax, ref: a}\n"
		  "  - {function: zonenum, equals: ZONE_DEVICE, true: device, ref: a}\n"
		  "implicit:\n"
		  "  - {function: is_lru, true: ram, ref: a}\n"
		  "families:\n"
		  "  - {function: head, ref: a}\n"
		  "  - {function: sub, arg: arg2, same-page: false, ref: a}\n"
		  "  - {member: folio.page, ref: a}\n");
	g = fn_of(&f, "is_dev")->guards;
	assert_int_equal(g->arg, 0);
	assert_int_equal(g->if_true, K_DEVICE);
	assert_int_equal(g->if_false, K_RAM);
	assert_null(g->equals);
	g = fn_of(&f, "is_fsdax")->guards;
	assert_int_equal(g->arg, 1);
	assert_int_equal(g->if_true, K_FSDAX);
	assert_int_equal(g->if_false, K_ANY & ~K_FSDAX);
	g = fn_of(&f, "zonenum")->guards;
	assert_ptr_equal(g->equals, intern("ZONE_DEVICE"));
	assert_int_equal(g->if_false, K_ANY);
	g = fn_of(&f, "is_lru")->guards;
	assert_int_equal(g->row.section, FACT_IMPLICIT);
	assert_int_equal(g->if_true, K_RAM);

	assert_true(fn_of(&f, "head")->families->same_page);
	m = fn_of(&f, "sub")->families;
	assert_false(m->same_page);
	assert_int_equal(m->arg, 2);
	m = facts_member(&f.member_families, "folio", "page");
	assert_non_null(m);
	assert_true(m->same_page);
	facts_free(&f);
}

static void references(void **state)
{
	struct facts f;
	const struct ref_fact *r;

	(void)state;
	load_text(&f, "reference-kinds:\n"
		  "  - {reference: k, says: hold, give-back: put, given-back: put, leak: l, again: g, ref: a}\n"
		  "references:\n"
		  "  - {function: get, acquire: return, kind: k, on: nonnull, consumes: arg1, ref: a,\n"
		  "     when: {params: 2}}\n"
		  "  - {function: put, release: arg0, kind: k, null-safe: true, ref: a}\n"
		  "  - {function: tryget, acquire: 'container(arg0, pagemap.ref)', kind: k, raw: true,\n"
		  "     on: nonzero, ref: a}\n"
		  "  - function: free\n"
		  "    consume: arg0->page.pgmap\n"
		  "    kind: k\n"
		  "    if: arg0->page.pgmap->type\n"
		  "    in: [PRIVATE, COHERENT]\n"
		  "    given: [arg0->page.pgmap->ops]\n"
		  "    ref: a\n"
		  "  - {function: look, borrow: arg0, ref: a}\n"
		  "  - {member: ops.fail, borrow: arg1, ref: a}\n");
	r = fn_of(&f, "get")->refs;
	assert_int_equal(r->action, REF_ACQUIRE);
	assert_int_equal(r->object.base, PLACE_RETURN);
	assert_int_equal(r->on.kind, OUT_NONNULL);
	assert_true(r->has_consumes);
	assert_int_equal(r->consumes.arg, 1);
	assert_int_equal(r->row.when.params, 2);
	assert_false(r->bare_counter || r->has_if);
	r = fn_of(&f, "put")->refs;
	assert_int_equal(r->action, REF_RELEASE);
	assert_true(r->null_safe);
	assert_int_equal(r->on.kind, OUT_ALWAYS);
	r = fn_of(&f, "tryget")->refs;
	assert_true(r->bare_counter);
	assert_string_equal(r->object.container, "pagemap");
	assert_string_equal(r->object.container_field, "ref");
	assert_int_equal(r->object.nsteps, 0);
	r = fn_of(&f, "free")->refs;
	assert_int_equal(r->action, REF_CONSUME);
	assert_int_equal(r->object.nsteps, 3);
	assert_int_equal(r->object.steps[0].kind, STEP_DEREF);
	assert_string_equal(r->object.steps[1].field, "page");
	assert_string_equal(r->object.steps[2].field, "pgmap");
	assert_true(r->has_if);
	assert_int_equal(r->if_value.nsteps, 5);
	assert_int_equal(r->nif_in, 2);
	assert_ptr_equal(r->if_in[1], intern("COHERENT"));
	assert_int_equal(r->ngiven, 1);
	assert_int_equal(r->given[0].nsteps, 5);
	assert_int_equal(fn_of(&f, "look")->refs->action, REF_BORROW);
	r = facts_member(&f.borrows, "ops", "fail");
	assert_int_equal(r->object.arg, 1);
	facts_free(&f);
}

static void lookups(void **state)
{
	struct facts f;
	const struct lookup_fact *l;
	const struct answer_fact *a;

	(void)state;
	load_text(&f, "lookups:\n"
		  "  - {function: get, key: [arg0, arg2], fails: 'null', ref: a}\n"
		  "answers:\n"
		  "  - {function: follow, retried: ['null', -EMLINK, 0, errptr], ref: a}\n"
		  "cures:\n"
		  "  - {function: map, ref: a}\n");
	l = fn_of(&f, "get")->lookups;
	assert_int_equal(l->nkey, 2);
	assert_int_equal(l->key[0], 0);
	assert_int_equal(l->key[1], 2);
	assert_int_equal(l->fails.kind, OUT_NULL);
	a = fn_of(&f, "follow")->answers;
	assert_int_equal(a->nretried, 4);
	assert_int_equal(a->retried[0].kind, OUT_NULL);
	assert_int_equal(a->retried[1].kind, OUT_ERRNO);
	assert_int_equal(a->retried[1].errno_value, 31);
	assert_int_equal(a->retried[2].kind, OUT_ZERO);
	assert_int_equal(a->retried[3].kind, OUT_ERRPTR);
	assert_non_null(fn_of(&f, "map")->cures);
	facts_free(&f);
}

static void owners_sinks_readers(void **state)
{
	struct facts f;
	const struct reader_fact *r;

	(void)state;
	load_text(&f, "owners:\n"
		  "  - {file: 'drivers/dax/*', ref: a}\n"
		  "  - {callback: ops.page_free, ref: a}\n"
		  "  - {function: own, ref: a}\n"
		  "sinks:\n"
		  "  - {function: add_lru, arg: arg1, member: lru, ref: a}\n"
		  "readers:\n"
		  "  - {function: mapping_of, member: mapping, checked: true, ref: a}\n"
		  "  - {function: is_anon, member: mapping, trusts: 1, ref: a}\n"
		  "harmless:\n"
		  "  - {function: let_through, member: mapping, ref: a, note: b}\n"
		  "  - {function: grouped, member: mapping, all-uses: true, ref: a, note: b}\n");
	assert_int_equal(f.owners.n, 2);
	assert_string_equal(f.owners.data[0]->file_glob, "drivers/dax/*");
	assert_null(f.owners.data[0]->callback_record);
	assert_string_equal(f.owners.data[1]->callback_record, "ops");
	assert_string_equal(f.owners.data[1]->callback_field, "page_free");
	assert_string_equal(fn_of(&f, "own")->owners->function, "own");
	assert_int_equal(fn_of(&f, "add_lru")->sinks->arg, 1);
	assert_string_equal(fn_of(&f, "add_lru")->sinks->member, "lru");
	assert_string_equal(fn_of(&f, "let_through")->harmless->member, "mapping");
	assert_string_equal(fn_of(&f, "let_through")->harmless->row.why, "b");
	assert_false(fn_of(&f, "let_through")->harmless->all_uses);
	assert_true(fn_of(&f, "grouped")->harmless->all_uses);
	r = fn_of(&f, "mapping_of")->readers;
	assert_true(r->checked);
	assert_int_equal(r->trusts, 0);
	r = fn_of(&f, "is_anon")->readers;
	assert_false(r->checked);
	assert_int_equal(r->trusts, 1);
	facts_free(&f);
}

static void arms_and_stable(void **state)
{
	struct facts f;
	const struct member_fact *m;
	const struct stable_fact *s;

	(void)state;
	load_text(&f, "arms:\n"
		  "  - {member: page.mapping, meaningless: device, low-bits: 3, overlay: pgmap,\n"
		  "     unknown-if-overlaid: true, ref: a}\n"
		  "  - {member: page.lru, meaningless: device, overlay: pgmap,\n"
		  "     overlaid-by-layout: true, ref: a}\n"
		  "stable:\n"
		  "  - {member: page.pgmap, ref: a}\n");
	m = facts_member(&f.members, "page", "mapping");
	assert_string_equal(m->record, "page");
	assert_string_equal(m->member, "mapping");
	assert_int_equal(m->meaningless, K_DEVICE);
	assert_int_equal(m->low_bits, 3);
	assert_string_equal(m->shares_word_with, "pgmap");
	assert_true(m->unknown_if_overlaid);
	assert_false(m->overlaid_by_layout);
	m = facts_member(&f.members, "page", "lru");
	assert_true(m->overlaid_by_layout);
	assert_null(facts_member(&f.members, "page", "pgmap"));
	s = facts_member(&f.stable, "page", "pgmap");
	assert_string_equal(s->member, "pgmap");
	facts_free(&f);
}

/* C's precedence: a star binds less than an arrow. */
static void places(void **state)
{
	static const struct {
		const char *text, *steps;
	} cases[] = {
		{ "return", "" }, { "*arg0", "*" }, { "**arg0", "**" }, { "arg0[]", "e" },
		{ "(*arg0)[]", "*e" }, { "arg0->f", "*f" }, { "*arg0->f", "*f*" },
		{ "(*arg0)->f", "**f" }, { "arg0->f[]", "*fe" }, { "arg0->f.f->f", "*ff*f" },
		{ " ( arg0 ) -> f ", "*f" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		char *rules = xasprintf("origins:\n  - {function: f, may-be: any, ref: a, "
					"result: '%s'}\n", cases[i].text);
		const struct place *p;
		struct facts f;

		load_text(&f, rules);
		p = &fn_of(&f, "f")->origins->result;
		assert_int_equal(p->nsteps, strlen(cases[i].steps));
		for (k = 0; k < p->nsteps; k++)
			assert_int_equal("*fe"[p->steps[k].kind], cases[i].steps[k]);
		facts_free(&f);
		free(rules);
	}
}

static void words_are_what_a_finding_needs(void **state)
{
	static const char *const expected[] = {
		"follow", "get", "inline_wrapper", "is_anon", "mapping", "put",
	};
	struct facts f;
	size_t i;

	(void)state;
	load_text(&f, "words: [{word: [inline_wrapper, put], ref: a}]\n"
		  "origins: [{function: origin, may-be: any, ref: a}]\n"
		  "guards: [{function: guard, true: device, ref: a}]\n"
		  "families: [{function: family, ref: a}]\n"
		  "cures: [{function: cure, ref: a}]\n"
		  "owners: [{function: owner, ref: a}]\n"
		  "sinks: [{function: sink, member: lru, ref: a}]\n"
		  "stable: [{member: page.pgmap, ref: a}]\n"
		  "lookups: [{function: get, key: arg0, fails: 'null', ref: a}]\n"
		  "answers: [{function: follow, retried: 'null', ref: a}]\n"
		  "reference-kinds:\n"
		  "  - {reference: k, says: hold, give-back: put, given-back: put, leak: l, again: g, ref: a}\n"
		  "references:\n"
		  "  - {function: get, acquire: return, kind: k, ref: a}\n"
		  "  - {function: put, release: arg0, kind: k, ref: a}\n"
		  "  - {function: borrower, borrow: arg0, ref: a}\n"
		  "  - {member: ops.borrower, borrow: arg0, ref: a}\n"
		  "readers: [{function: is_anon, member: mapping, ref: a}]\n"
		  "arms: [{member: page.mapping, meaningless: device, ref: a},\n"
		  "       {member: folio.mapping, meaningless: device, ref: a}]\n");
	assert_int_equal(f.words.n, ARRAY_SIZE(expected));
	for (i = 0; i < f.words.n; i++)
		assert_string_equal(f.words.data[i], expected[i]);
	assert_int_equal(f.member_words.n, 1);
	assert_string_equal(f.member_words.data[0], "mapping");
	facts_free(&f);

	/* a member that is also a function's name may stand anywhere */
	load_text(&f, "arms: [{member: page.get, meaningless: device, ref: a}]\n"
		  "lookups: [{function: get, key: arg0, fails: 'null', ref: a}]\n");
	assert_int_equal(f.words.n, 1);
	assert_int_equal(f.member_words.n, 0);
	facts_free(&f);
}

static uint64_t hash_of(const char *text)
{
	struct facts f;
	uint64_t hash;

	load_text(&f, text);
	hash = f.hash;
	facts_free(&f);
	return hash;
}

static void hash_is_of_the_contents(void **state)
{
	uint64_t h = hash_of("cures: [{function: a, ref: b}, {function: c, ref: d}]\n");

	(void)state;
	assert_true(h == hash_of("# a comment\n\ncures:\n  - function: 'a'\n    ref: b\n"
				 "  - {function: c, ref: d}\n"));
	assert_true(h != hash_of("cures: [{function: c, ref: d}, {function: a, ref: b}]\n"));
	assert_true(h != hash_of("cures: [{function: a, ref: b}, {function: c, ref: e}]\n"));
	assert_true(h != hash_of("cures: [{function: [a, ref], ref: b}]\n"));
	assert_true(h != hash_of(""));
}

static void check_kinds(const struct facts *f, kinds_t kinds, const char *expected, const char *told)
{
	struct strbuf b = { 0 };

	kinds_describe(&b, &f->kinds, kinds, f->kinds.any);
	assert_string_equal(strbuf_str(&b), expected);
	strbuf_reset(&b);
	kinds_tell(&b, &f->kinds, kinds, f->kinds.any);
	assert_string_equal(strbuf_str(&b), told);
	strbuf_free(&b);
}

static void kinds_in_a_sentence(void **state)
{
	struct strbuf b = { 0 };
	struct facts f;

	(void)state;
	load_text(&f, "cures: []\n");
	check_kinds(&f, K_RAM, "ordinary memory", "no ZONE_DEVICE page");
	check_kinds(&f, K_DEVICE, "ZONE_DEVICE", "ZONE_DEVICE");
	check_kinds(&f, K_ANY, "ordinary memory or ZONE_DEVICE", "any kind of page, also ZONE_DEVICE");
	check_kinds(&f, K_PRIVATE, "ZONE_DEVICE (device-private)", "ZONE_DEVICE (device-private)");
	check_kinds(&f, K_FSDAX | K_DEVDAX, "ZONE_DEVICE (fsdax or devdax)",
		    "ZONE_DEVICE (fsdax or devdax)");
	check_kinds(&f, K_RAM | K_FSDAX | K_P2PDMA | K_GENERIC,
		    "ordinary memory or ZONE_DEVICE (fsdax, p2pdma or generic)",
		    "an ordinary page or ZONE_DEVICE (fsdax, p2pdma or generic)");
	check_kinds(&f, 0, "no page at all", "no page at all");
	/* a kind that the tree doesn't have isn't missed */
	kinds_describe(&b, &f.kinds, K_DEVICE & ~K_COHERENT, K_ANY & ~K_COHERENT);
	assert_string_equal(strbuf_str(&b), "ZONE_DEVICE");
	strbuf_free(&b);
	facts_free(&f);
}

#define TWO_AXES						\
	"kinds:\n"						\
	"  - {kind: single, axis: compound, ordinary: true, says: a single page, ref: a}\n" \
	"  - {kind: head, axis: compound, ordinary: true, says: a head page, ref: a}\n" \
	"  - {kind: tail, axis: compound, says: a tail page, one: a tail page, ref: a}\n" \
	"guards: [{function: is_tail, true: tail, false: not-tail, ref: a}]\n"	\
	"origins:\n"						\
	"  - {function: dax_tail, may-be: [fsdax, tail], ref: a}\n"	\
	"  - {function: some_tail, may-be: tail, ref: a}\n"	\
	"arms: [{member: page.lru, meaningless: tail, ref: a}]\n"

enum { K_SINGLE = 128, K_HEAD = 256, K_TAIL = 512, K_BOTH_ANY = 1023 };

static void kinds_on_two_axes(void **state)
{
	const struct guard_fact *g;
	const struct member_fact *m;
	const struct kinds *k;
	struct facts f;

	(void)state;
	load_text(&f, TWO_AXES);
	k = &f.kinds;
	assert_int_equal(k->any, K_BOTH_ANY);
	assert_int_equal(k->ordinary, K_RAM | K_SINGLE | K_HEAD);
	/* what a row doesn't speak of is anything */
	g = fn_of(&f, "is_tail")->guards;
	assert_int_equal(g->if_true, K_ANY | K_TAIL);
	assert_int_equal(g->if_false, K_ANY | K_SINGLE | K_HEAD);
	assert_int_equal(fn_of(&f, "dax_tail")->origins->may_be, K_FSDAX | K_TAIL);
	/* but for a member that means nothing it is not asked */
	m = facts_member(&f.members, "page", "lru");
	assert_int_equal(m->meaningless, K_TAIL);
	assert_int_equal(m->wrong_over, K_SINGLE | K_HEAD);

	assert_int_equal(kinds_meet(k, g->if_true, g->if_false), 0);
	assert_int_equal(kinds_meet(k, K_FSDAX | K_TAIL, g->if_true), K_FSDAX | K_TAIL);
	assert_true(kinds_specific(k, fn_of(&f, "some_tail")->origins->may_be));
	assert_true(kinds_ordinary(k, g->if_false));
	assert_false(kinds_specific(k, g->if_false));
	assert_int_equal(kinds_told(k, g->if_false), K_SINGLE | K_HEAD | K_TAIL);
	assert_true(kinds_surely(k, K_RAM | K_FSDAX | K_TAIL, K_TAIL));
	assert_false(kinds_surely(k, K_RAM | K_FSDAX | K_TAIL, K_DEVICE));
	assert_string_equal(kinds_group(k, K_TAIL)->one, "a tail page");
	assert_string_equal(kinds_group(k, K_HEAD)->none, "no tail page");
	check_kinds(&f, K_BOTH_ANY, "ordinary memory or ZONE_DEVICE or a single page or a head page or a tail page",
		    "any kind of page, also ZONE_DEVICE or a tail page");
	check_kinds(&f, K_FSDAX | K_TAIL, "ZONE_DEVICE (fsdax) or a tail page",
		    "ZONE_DEVICE (fsdax) and a tail page");
	check_kinds(&f, K_ANY | K_SINGLE | K_HEAD,
		    "ordinary memory or ZONE_DEVICE or a single page or a head page", "no tail page");
	facts_free(&f);
}

static void errno_by_name_and_back(void **state)
{
	(void)state;
	assert_int_equal(errno_by_name("EFAULT"), 14);
	assert_int_equal(errno_by_name("EAGAIN"), errno_by_name("EWOULDBLOCK"));
	assert_int_equal(errno_by_name("EPROBE_DEFER"), 517);
	assert_int_equal(errno_by_name("EFUALT"), 0);
	assert_string_equal(errno_name(11), "EAGAIN");
	assert_string_equal(errno_name(31), "EMLINK");
	assert_null(errno_name(0));
	assert_null(errno_name(4000));
}

static void check_row(const struct facts *f, const struct fact *row, const char *says, const char *when)
{
	struct strbuf b = { 0 };

	fact_describe(&b, f, row);
	assert_string_equal(strbuf_str(&b), says);
	strbuf_reset(&b);
	when_describe(&b, &row->when);
	assert_string_equal(strbuf_str(&b), when);
	strbuf_free(&b);
}

static void rows_in_a_few_words(void **state)
{
	struct facts f;

	(void)state;
	load_text(&f, "reference-kinds:\n"
		  "  - {reference: k, says: hold, give-back: put, given-back: put, leak: l, again: g, ref: a}\n"
		  "references:\n"
		  "  - {function: get, acquire: return, kind: k, on: nonnull, consumes: arg1, ref: a,\n"
		  "     when: {params: 2, returns: pointer, not-field: page.pgmap}}\n"
		  "answers:\n"
		  "  - {function: get, retried: ['null', -EMLINK], ref: a,\n"
		  "     when: {declares: self}}\n"
		  "guards:\n"
		  "  - {function: g, arg: arg1, true: [fsdax, ram], ref: a}\n"
		  "readers:\n"
		  "  - {function: r, member: mapping, trusts: 3, ref: a}\n");
	assert_int_equal(f.all.n, PAGE_KINDS_ROWS + 5);
	check_row(&f, f.all.data[PAGE_KINDS_ROWS], "a hold is put; l, g", "");
	check_row(&f, f.all.data[PAGE_KINDS_ROWS + 1], "acquire return (k), result nonnull, consumes arg1",
		  "2 parameters, returns pointer, without page.pgmap");
	check_row(&f, f.all.data[PAGE_KINDS_ROWS + 2], "retried on null or -EMLINK", "with get");
	check_row(&f, f.all.data[PAGE_KINDS_ROWS + 3], "arg1, true: ram fsdax", "");
	check_row(&f, f.all.data[PAGE_KINDS_ROWS + 4], "mapping of arg0, trusts bits 0x3", "");
	facts_free(&f);
}

static bool has_word(const struct facts *f, const char *word)
{
	size_t i;

	for (i = 0; i < f->words.n; i++)
		if (!strcmp(f->words.data[i], word))
			return true;
	return false;
}

/* From the top of the source tree, where make runs the tests; or wherever PAGECK_RULES says. */
static void shipped_rules_load(void **state)
{
	const char *dir = getenv("PAGECK_RULES");
	struct facts f;
	enum fact_section s;
	size_t i;

	(void)state;
	assert_int_equal(facts_load(&f, dir ? dir : "rules"), 0);
	for (s = 0; s < FACT_NSECTIONS; s++) {
		for (i = 0; i < f.all.n && f.all.data[i]->section != s; i++)
			;
		if (i == f.all.n)
			fail_msg("no row of '%s' is shipped", fact_section_name(s));
	}
	for (i = 0; i < f.all.n; i++)
		assert_true(strlen(f.all.data[i]->ref) > 0);
	assert_true(has_word(&f, "mapping"));
	assert_true(has_word(&f, "get_dev_pagemap"));
	assert_true(has_word(&f, "folio_test_anon"));
	assert_true(has_word(&f, "get_user_pages"));
	assert_false(has_word(&f, "put_page"));
	assert_false(has_word(&f, "dev_pagemap_ops.memory_failure"));
	facts_free(&f);
}

static void rules_directory(void **state)
{
	(void)state;
	setenv("PAGECK_RULES", "/somewhere/else", 1);
	assert_string_equal(facts_dir(), "/somewhere/else");
	setenv("PAGECK_RULES", "", 1);
	assert_string_not_equal(facts_dir(), "");
	unsetenv("PAGECK_RULES");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(origins),
		cmocka_unit_test(guards_and_families),
		cmocka_unit_test(references),
		cmocka_unit_test(lookups),
		cmocka_unit_test(owners_sinks_readers),
		cmocka_unit_test(arms_and_stable),
		cmocka_unit_test(places),
		cmocka_unit_test(words_are_what_a_finding_needs),
		cmocka_unit_test(hash_is_of_the_contents),
		cmocka_unit_test(kinds_in_a_sentence),
		cmocka_unit_test(kinds_on_two_axes),
		cmocka_unit_test(errno_by_name_and_back),
		cmocka_unit_test(rows_in_a_few_words),
		cmocka_unit_test(shipped_rules_load),
		cmocka_unit_test(rules_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
