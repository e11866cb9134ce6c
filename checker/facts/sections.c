/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One reader a section: the keys of its rows, and where the row is filed. */
#include "facts/row.h"

#include <string.h>

/* --- filing -------------------------------------------------------------------------- */

static void append(struct fact *first, struct fact *row)
{
	while (first->next)
		first = first->next;
	first->next = row;
}

/* To a typed list of rows, in file order. */
#define file_row(list, x) do {				\
	if (list)					\
		append(&(list)->row, &(x)->row);	\
	else						\
		(list) = (x);				\
} while (0)

static void file_in_table(struct table *t, struct fact *row)
{
	struct fact *first = table_get(t, row->name);

	if (first)
		append(first, row);
	else
		table_put(t, row->name, row);
}

static struct fn_facts *function_row(const struct row *r, const struct fact *head)
{
	struct fn_facts *fn = table_get(&r->facts->functions, head->name);

	if (!fn) {
		fn = arena_new(&r->facts->mem, struct fn_facts);
		fn->name = head->name;
		table_put(&r->facts->functions, fn->name, fn);
	}
	return fn;
}

void *row_new(const struct row *r, const struct fact *head, size_t size)
{
	struct fact *row = arena_alloc(&r->facts->mem, size);

	*row = *head;
	vec_push(&r->facts->all, row);
	return row;
}

/* --- keys ------------------------------------------------------------------------------- */

static const struct ynode *need(const struct row *r, const char *key)
{
	const struct ynode *v = yaml_get(r->map, key);

	if (!v)
		row_error(r, r->map, "missing key '%s' in a row of '%s'", key, r->section);
	return v;
}

static int forbid(const struct row *r, const char *key, const char *with)
{
	const struct ynode *v = yaml_get(r->map, key);

	return v ? row_error(r, v, "'%s' has no meaning in a row with '%s'", key, with) : 0;
}

static int optional_kinds(const struct row *r, const char *key, kinds_t *kinds)
{
	const struct ynode *v = yaml_get(r->map, key);

	return v ? row_kinds(r, v, kinds) : 0;
}

static int optional_may_be(const struct row *r, const char *key, kinds_t *kinds)
{
	const struct ynode *v = yaml_get(r->map, key);

	return v ? row_may_be(r, v, kinds) : 0;
}

static int split_member(const struct row *r, const struct fact *head, const char *key,
			const char **record, const char **member)
{
	struct ynode name = { .kind = Y_SCALAR, .line = head->line, .text = head->name };

	return row_member(r, &name, key, record, member);
}

/* --- origins, guards, families ---------------------------------------------------------------- */

static int read_origin(const struct row *r, const struct fact *head)
{
	struct origin_fact *o = NEW_ROW(r, head, struct origin_fact);
	const struct ynode *kinds = need(r, "may-be"), *result = yaml_get(r->map, "result");
	const struct ynode *in = yaml_get(r->map, "in"), *also = yaml_get(r->map, "also");
	const struct ynode returned = { .kind = Y_SCALAR, .line = head->line, .text = "return" };
	struct facts *f = r->facts;

	if (!kinds || row_may_be(r, kinds, &o->may_be) || (in && row_text(r, in, "in", &o->in)) ||
	    row_bool(r, "entry", &o->entry))
		return -1;
	if (also && head->names != NAMES_FUNCTION)
		return row_error(r, also, "'also' wants a function");
	switch (head->names) {
	case NAMES_FUNCTION:
		if (row_place(r, result ? result : &returned, &o->result) ||
		    (also && row_place(r, also, &o->also)))
			return -1;
		if (also && o->result.base != PLACE_RETURN)
			return row_error(r, also, "'also' goes with a page that is returned");
		o->has_also = also;
		file_row(function_row(r, head)->origins, o);
		return 0;
	case NAMES_CALLBACK:
		if (!need(r, "result") || row_place(r, result, &o->result))
			return -1;
		if (o->result.base != PLACE_ARG)
			return row_error(r, result, "a callback's page is one of its arguments, "
					 "not '%s'", o->result.text);
		file_in_table(&f->callbacks, &o->row);
		return 0;
	default:
		if (forbid(r, "result", head->names == NAMES_MEMBER ? "member" : "variable"))
			return -1;
		file_in_table(head->names == NAMES_MEMBER ? &f->member_origins :
			      &f->variable_origins, &o->row);
		return 0;
	}
}

static int read_guard(const struct row *r, const struct fact *head)
{
	struct guard_fact *g = NEW_ROW(r, head, struct guard_fact);
	const struct ynode *equals = yaml_get(r->map, "equals"), *clean = yaml_get(r->map, "clean");
	const struct ynode *of = yaml_get(r->map, "of");

	kinds_t any = r->facts->kinds.any;

	g->if_true = g->if_false = any;
	if (row_arg(r, &g->arg) || optional_may_be(r, "true", &g->if_true) ||
	    optional_may_be(r, "false", &g->if_false) ||
	    (equals && row_identifier(r, equals, "equals", &g->equals)) ||
	    (clean && row_identifier(r, clean, "clean", &g->clean)) ||
	    (of && row_identifier(r, of, "of", &g->of)))
		return -1;
	if (g->if_true == any && g->if_false == any)
		return row_error(r, r->map, "missing key 'true' or 'false' in a row of '%s'",
				 r->section);
	file_row(function_row(r, head)->guards, g);
	return 0;
}

static int read_family(const struct row *r, const struct fact *head)
{
	struct family_fact *f = NEW_ROW(r, head, struct family_fact);

	f->same_page = true;
	if (row_arg(r, &f->arg) || row_bool(r, "same-page", &f->same_page))
		return -1;
	if (head->names == NAMES_FUNCTION) {
		file_row(function_row(r, head)->families, f);
		return 0;
	}
	if (forbid(r, "arg", "member"))
		return -1;
	file_in_table(&r->facts->member_families, &f->row);
	return 0;
}

/* --- references ------------------------------------------------------------------------------------ */

static const struct {
	const char *key;
	enum ref_action action;
} actions[] = {
	{ "acquire", REF_ACQUIRE }, { "release", REF_RELEASE }, { "consume", REF_CONSUME },
	{ "borrow", REF_BORROW }, { "keep", REF_KEEP },
};

static int read_enumerators(const struct row *r, const struct ynode *in, const char ***out,
			    unsigned *count)
{
	const struct ynode *const *items, *one;
	size_t n, i;

	if (row_items(r, in, "in", &items, &n, &one))
		return -1;
	*count = (unsigned)n;
	*out = arena_array(&r->facts->mem, const char *, n);
	for (i = 0; i < n; i++)
		if (row_identifier(r, items[i], "in", &(*out)[i]))
			return -1;
	return 0;
}

static int read_condition(const struct row *r, struct ref_fact *f)
{
	const struct ynode *value = yaml_get(r->map, "if"), *in;

	if (!value)
		return forbid(r, "in", actions[f->action].key);
	in = need(r, "in");
	if (!in || row_place(r, value, &f->if_value))
		return -1;
	f->has_if = true;
	return read_enumerators(r, in, &f->if_in, &f->nif_in);
}

static int read_given(const struct row *r, struct ref_fact *f)
{
	const struct ynode *given = yaml_get(r->map, "given");
	const struct ynode *const *items, *one;
	size_t n, i;

	if (!given)
		return 0;
	if (row_items(r, given, "given", &items, &n, &one))
		return -1;
	f->ngiven = (unsigned)n;
	f->given = arena_array(&r->facts->mem, struct place, n);
	for (i = 0; i < n; i++)
		if (row_place(r, items[i], &f->given[i]))
			return -1;
	return 0;
}

static int read_on(const struct row *r, struct ref_fact *f)
{
	const struct ynode *on = yaml_get(r->map, "on");

	return on ? row_outcome(r, on, &f->on) : 0;
}

static int read_acquire(const struct row *r, struct ref_fact *f)
{
	const struct ynode *consumes = yaml_get(r->map, "consumes");

	if (read_on(r, f))
		return -1;
	if (consumes && row_place(r, consumes, &f->consumes))
		return -1;
	f->has_consumes = consumes != NULL;
	return forbid(r, "null-safe", "acquire") || forbid(r, "if", "acquire") ||
	       forbid(r, "in", "acquire") || forbid(r, "given", "acquire") ? -1 : 0;
}

/* "put": one word of a message. */
static int need_word(const struct row *r, const char *key, const char **out)
{
	const struct ynode *v = need(r, key);

	return v ? row_text(r, v, key, out) : -1;
}

static int read_reference_kind(const struct row *r, const struct fact *head)
{
	struct ref_kind *k = NEW_ROW(r, head, struct ref_kind);
	const struct ynode *mismatch = yaml_get(r->map, "mismatch"), *fewer = yaml_get(r->map, "fewer");
	struct facts *f = r->facts;
	size_t i;

	for (i = 0; i < f->ref_kinds.n; i++)
		if (!strcmp(f->ref_kinds.data[i]->row.name, head->name))
			return row_error(r, r->map, "the kind of reference '%s' is there already (%s:%u)", head->name,
					 f->ref_kinds.data[i]->row.file, f->ref_kinds.data[i]->row.line);
	k->id = (unsigned)f->ref_kinds.n;
	if (need_word(r, "says", &k->noun) || need_word(r, "give-back", &k->give_back) ||
	    need_word(r, "given-back", &k->given_back) || need_word(r, "leak", &k->leak) ||
	    need_word(r, "again", &k->again) ||
	    (mismatch && row_text(r, mismatch, "mismatch", &k->mismatch)) ||
	    (fewer && row_text(r, fewer, "fewer", &k->fewer)))
		return -1;
	vec_push(&f->ref_kinds, k);
	return 0;
}

static const struct {
	const char *key;
	enum batch_action action;
} batch_actions[] = {
	{ "take", BATCH_TAKE }, { "give", BATCH_GIVE }, { "take-one", BATCH_TAKE_ONE },
	{ "give-one", BATCH_GIVE_ONE }, { "empty", BATCH_EMPTY }, { "look", BATCH_LOOK },
};

/* The one action of a row, and what it is done to. */
static const struct ynode *batch_action(const struct row *r, enum batch_action *action)
{
	const struct ynode *object = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(batch_actions); i++) {
		const struct ynode *v = yaml_get(r->map, batch_actions[i].key);

		if (v && object) {
			row_error(r, v, "'%s' and another action in one row", batch_actions[i].key);
			return NULL;
		}
		if (v) {
			object = v;
			*action = batch_actions[i].action;
		}
	}
	if (!object)
		row_error(r, r->map, "missing key 'take', 'give', 'take-one', 'give-one', 'empty' or "
			  "'look' in a row of '%s'", r->section);
	return object;
}

static int read_batch(const struct row *r, const struct fact *head)
{
	struct batch_fact *f = NEW_ROW(r, head, struct batch_fact);
	const struct ynode *object = batch_action(r, &f->action), *asked = yaml_get(r->map, "asked");
	const struct ynode *kind = yaml_get(r->map, "kind");
	struct fn_facts *fn;

	if (!object)
		return -1;
	if (f->action == BATCH_EMPTY) {
		if (!object->text || strcmp(object->text, "return"))
			return row_error(r, object, "'empty' takes 'return'");
	} else if (row_arg_word(r, object, &f->arg)) {
		return -1;
	}
	if (f->action >= BATCH_EMPTY ? forbid(r, "kind", batch_actions[f->action].key) != 0 :
	    !need(r, "kind") || row_identifier(r, kind, "kind", &f->kind_name))
		return -1;
	if (f->action == BATCH_TAKE && !need(r, "asked"))
		return -1;
	if (asked && row_arg_word(r, asked, &f->asked))
		return -1;
	f->has_asked = asked;
	fn = function_row(r, head);
	fn->takes |= f->action == BATCH_TAKE;
	file_row(fn->batches, f);
	return 0;
}

static int read_reference(const struct row *r, const struct fact *head)
{
	struct ref_fact *f = NEW_ROW(r, head, struct ref_fact);
	const struct ynode *object = NULL, *kind;
	const char *key = NULL;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(actions); i++) {
		const struct ynode *v = yaml_get(r->map, actions[i].key);

		if (v && object)
			return row_error(r, v, "'%s' and '%s' in one row", key, actions[i].key);
		if (v) {
			object = v;
			key = actions[i].key;
			f->action = actions[i].action;
		}
	}
	if (!object)
		return row_error(r, r->map, "missing key 'acquire', 'release', 'consume', "
				 "'borrow' or 'keep' in a row of '%s'", r->section);
	if (row_place(r, object, &f->object) || row_bool(r, "raw", &f->bare_counter) ||
	    row_bool(r, "null-safe", &f->null_safe) || row_bool(r, "frees", &f->frees))
		return -1;
	if (f->action == REF_ACQUIRE) {
		if (read_acquire(r, f))
			return -1;
	} else if ((f->action == REF_BORROW ? read_on(r, f) : forbid(r, "on", key)) ||
		   forbid(r, "consumes", key) || read_condition(r, f) || read_given(r, f)) {
		return -1;
	}
	if (head->names != NAMES_FUNCTION && f->action != REF_BORROW)
		return row_error(r, r->map, "'%s' wants a function, a member can only borrow",
				 key);
	if (r->facts->earlier && r->facts->ref_kinds.n && !yaml_get(r->map, "kind"))
		f->kind_name = r->facts->ref_kinds.data[0]->row.name;
	else if (f->action == REF_BORROW ? forbid(r, "kind", key) != 0 :
	    !(kind = need(r, "kind")) || row_identifier(r, kind, "kind", &f->kind_name))
		return -1;
	if (head->names == NAMES_FUNCTION)
		file_row(function_row(r, head)->refs, f);
	else
		file_in_table(&r->facts->borrows, &f->row);
	return 0;
}

/* --- lookups, answers, cures ---------------------------------------------------------------------------- */

static int read_lookup(const struct row *r, const struct fact *head)
{
	struct lookup_fact *f = NEW_ROW(r, head, struct lookup_fact);
	const struct ynode *key = need(r, "key"), *fails = need(r, "fails"), *ends = yaml_get(r->map, "ends");
	const struct ynode *const *items, *one;
	struct outcome end = { 0 };
	size_t n, i;

	if (!key || !fails || row_items(r, key, "key", &items, &n, &one) ||
	    row_outcome(r, fails, &f->fails) || (ends && row_outcome(r, ends, &end)))
		return -1;
	if (ends && end.kind != OUT_ERRNO)
		return row_error(r, ends, "'ends' takes an errno, such as -EFAULT");
	f->ends = end.errno_value;
	f->nkey = (unsigned)n;
	f->key = arena_array(&r->facts->mem, unsigned, n);
	for (i = 0; i < n; i++)
		if (row_arg_word(r, items[i], &f->key[i]))
			return -1;
	file_row(function_row(r, head)->lookups, f);
	return 0;
}

static int read_answer(const struct row *r, const struct fact *head)
{
	struct answer_fact *f = NEW_ROW(r, head, struct answer_fact);
	const struct ynode *retried = need(r, "retried");
	const struct ynode *const *items, *one;
	size_t n, i;

	if (!retried || row_items(r, retried, "retried", &items, &n, &one) ||
	    row_bool(r, "used", &f->used))
		return -1;
	f->nretried = (unsigned)n;
	f->retried = arena_array(&r->facts->mem, struct outcome, n);
	for (i = 0; i < n; i++)
		if (row_outcome(r, items[i], &f->retried[i]))
			return -1;
	file_row(function_row(r, head)->answers, f);
	return 0;
}

static int read_cure(const struct row *r, const struct fact *head)
{
	struct cure_fact *f = NEW_ROW(r, head, struct cure_fact);

	file_row(function_row(r, head)->cures, f);
	return 0;
}

/* --- owners, sinks, readers ----------------------------------------------------------------------------------- */

static int read_owner(const struct row *r, const struct fact *head)
{
	struct owner_fact *f = NEW_ROW(r, head, struct owner_fact);

	switch (head->names) {
	case NAMES_FUNCTION:
		f->function = head->name;
		file_row(function_row(r, head)->owners, f);
		return 0;
	case NAMES_FILE:
		f->file_glob = head->name;
		break;
	default:
		if (split_member(r, head, "callback", &f->callback_record, &f->callback_field))
			return -1;
	}
	vec_push(&r->facts->owners, f);
	return 0;
}

static int read_sink(const struct row *r, const struct fact *head)
{
	struct sink_fact *f = NEW_ROW(r, head, struct sink_fact);
	const struct ynode *member = need(r, "member");

	if (!member || row_arg(r, &f->arg) || row_identifier(r, member, "member", &f->member) ||
	    row_bool(r, "any-origin", &f->any_origin))
		return -1;
	file_row(function_row(r, head)->sinks, f);
	return 0;
}

static int read_reader(const struct row *r, const struct fact *head)
{
	struct reader_fact *f = NEW_ROW(r, head, struct reader_fact);
	const struct ynode *member = need(r, "member");
	const struct ynode *through = yaml_get(r->map, "through");

	if (!member || row_arg(r, &f->arg) || row_identifier(r, member, "member", &f->member) ||
	    row_bool(r, "checked", &f->checked) || row_number(r, "trusts", &f->trusts) ||
	    row_bool(r, "dereferences", &f->dereferences) || row_bool(r, "any-origin", &f->any_origin) ||
	    (through && row_identifier(r, through, "through", &f->through)))
		return -1;
	file_row(function_row(r, head)->readers, f);
	return 0;
}

/* --- arms, stable, words ------------------------------------------------------------------------------------------- */

/* The kinds for which each use of the member goes wrong. */
static void judge_uses(const struct kinds *k, struct member_fact *f)
{
	kinds_t written = f->meaningless & ~f->tagged;

	f->wrong_for[USE_READ] = f->wrong_for[USE_DEREF] = f->wrong_for[USE_ADDRESS] = f->meaningless;
	f->wrong_for[USE_TRUST] = f->flag_wrong_for;
	f->wrong_for[USE_WRITE] = f->wrong_for[USE_LINK] = written;
	/* a function that trusts a flag bit is misled by it */
	f->wrong_for[USE_SINK] = f->flag_wrong_for ? f->flag_wrong_for : written;
	f->wrong_over = kinds_others(k, f->meaningless);
}

static int read_arm(const struct row *r, const struct fact *head)
{
	struct member_fact *f = NEW_ROW(r, head, struct member_fact);
	const struct ynode *kinds = need(r, "meaningless"), *overlay = yaml_get(r->map, "overlay");
	const struct ynode *misled = yaml_get(r->map, "misled"), *same = yaml_get(r->map, "any-kind");

	if (!kinds || row_kinds(r, kinds, &f->meaningless) ||
	    split_member(r, head, "member", &f->record, &f->member) ||
	    row_number(r, "low-bits", &f->low_bits) ||
	    row_number(r, "device-bits", &f->device_bits) ||
	    row_bool(r, "overlays", &f->overlays) || row_number(r, "aligned", &f->aligned) ||
	    (misled && row_kinds(r, misled, &f->flag_wrong_for)) ||
	    (same && read_enumerators(r, same, &f->any_kind, &f->nany_kind)) ||
	    optional_kinds(r, "null", &f->null) || optional_kinds(r, "tagged", &f->tagged) ||
	    row_bool(r, "overlaid-by-layout", &f->overlaid_by_layout) ||
	    row_bool(r, "unknown-if-overlaid", &f->unknown_if_overlaid) ||
	    (overlay && row_identifier(r, overlay, "overlay", &f->shares_word_with)))
		return -1;
	if ((f->overlaid_by_layout || f->unknown_if_overlaid) && !need(r, "overlay"))
		return -1;
	if (!is_page_record(r->facts, f->record))
		return row_error(r, r->map, "'%s' is none of the 'records' that stand for a page",
				 f->record);
	judge_uses(&r->facts->kinds, f);
	file_in_table(&r->facts->members, &f->row);
	return 0;
}

static int read_stable(const struct row *r, const struct fact *head)
{
	struct stable_fact *f = NEW_ROW(r, head, struct stable_fact);

	if (split_member(r, head, "member", &f->record, &f->member))
		return -1;
	file_in_table(&r->facts->stable, &f->row);
	return 0;
}

static int read_word(const struct row *r, const struct fact *head)
{
	struct word_fact *w = NEW_ROW(r, head, struct word_fact);

	if (row_bool(r, "member", &w->member) || row_bool(r, "beside-devices", &w->beside_devices))
		return -1;
	if (w->member && !w->beside_devices)
		return row_error(r, r->map, "'member' wants 'beside-devices': the others come from 'arms'");
	return 0;
}

static int read_setup(const struct row *r, const struct fact *head)
{
	struct setup_fact *f = NEW_ROW(r, head, struct setup_fact), *copy;
	const struct ynode *object = need(r, "object"), *undo = yaml_get(r->map, "undo");
	const struct ynode *undo_object = yaml_get(r->map, "undo-object");
	struct fact undo_head = *head;

	if (!object || row_arg_word(r, object, &f->arg) || row_bool(r, "lasts", &f->lasts) ||
	    (undo && row_identifier(r, undo, "undo", &f->undo)) ||
	    (undo_object && row_arg_word(r, undo_object, &f->undo_arg)))
		return -1;
	file_row(function_row(r, head)->setups, f);
	if (!undo)
		return 0;
	/* the same row, in the list of the function that undoes it */
	copy = arena_new(&r->facts->mem, struct setup_fact);
	*copy = *f;
	copy->row.next = NULL;
	undo_head.name = f->undo;
	file_row(function_row(r, &undo_head)->undoes, copy);
	return 0;
}

static int read_need(const struct row *r, const struct fact *head)
{
	struct need_fact *f = NEW_ROW(r, head, struct need_fact);
	const struct ynode *cond = yaml_get(r->map, "if"), *in = yaml_get(r->map, "in");
	const struct ynode *behind = yaml_get(r->map, "behind");

	if (split_member(r, head, "member", &f->record, &f->member) ||
	    (cond && row_identifier(r, cond, "if", &f->if_member)) ||
	    (behind && row_identifier(r, behind, "behind", &f->behind)))
		return -1;
	if (!cond != !in)
		return row_error(r, r->map, "'if' and 'in' go together");
	if (in && read_enumerators(r, in, &f->if_in, &f->nif_in))
		return -1;
	vec_push(&r->facts->needs, f);
	return 0;
}

static int read_zeroing(const struct row *r, const struct fact *head)
{
	struct zeroing_fact *f = NEW_ROW(r, head, struct zeroing_fact);

	file_row(function_row(r, head)->zeroing, f);
	return 0;
}

static int read_harmless(const struct row *r, const struct fact *head)
{
	struct harmless_fact *f = NEW_ROW(r, head, struct harmless_fact);
	const struct ynode *member = need(r, "member");

	if (!member || !need(r, "note") || row_identifier(r, member, "member", &f->member) ||
	    row_bool(r, "all-uses", &f->all_uses))
		return -1;
	file_row(function_row(r, head)->harmless, f);
	return 0;
}

static int read_form(const struct row *r, const struct fact *head)
{
	static const char *const words[FORM_NFORMS] = {
		[FORM_ERROR_POINTER] = "error-pointer", [FORM_ERROR_TEST] = "error-test", [FORM_HINT] = "hint",
		[FORM_LOOKS] = "looks", [FORM_GIVES_UP] = "gives-up",
	};
	struct form_fact *f = NEW_ROW(r, head, struct form_fact);
	const struct ynode *form = need(r, "form");
	const char *text;
	size_t i;

	if (!form || row_text(r, form, "form", &text))
		return -1;
	for (i = 0; i < FORM_NFORMS; i++)
		if (!strcmp(text, words[i])) {
			f->form = (enum form)i;
			if ((f->form == FORM_GIVES_UP) != (head->names == NAMES_WORD))
				return row_error(r, form, "'gives-up' wants a word, the other forms a function");
			if (f->form == FORM_GIVES_UP)
				vec_push(&r->facts->gives_up, head->name);
			else
				file_row(function_row(r, head)->forms, f);
			return 0;
		}
	return row_unknown(r, form, "form", text, NULL, words, FORM_NFORMS);
}

const struct section fact_sections[FACT_NSECTIONS] = {
	[FACT_ORIGINS] = { "origins", { "function", "member", "callback", "variable" },
			   { "result", "may-be", "entry", "in", "also" }, read_origin },
	[FACT_GUARDS] = { "guards", { "function" },
			  { "arg", "of", "true", "false", "equals", "clean" }, read_guard },
	[FACT_IMPLICIT] = { "implicit", { "function" },
			    { "arg", "of", "true", "false", "equals", "clean" }, read_guard },
	[FACT_FAMILIES] = { "families", { "function", "member" },
			    { "arg", "same-page" }, read_family },
	[FACT_REFERENCES] = { "references", { "function", "member" },
			      { "acquire", "release", "consume", "borrow", "keep", "consumes", "on",
				"null-safe", "raw", "if", "in", "given", "frees", "kind" },
			      read_reference },
	[FACT_REFERENCE_KINDS] = { "reference-kinds", { "reference" },
				   { "says", "give-back", "given-back", "leak", "again", "mismatch", "fewer" },
				   read_reference_kind },
	[FACT_BATCHES] = { "batches", { "function" },
			   { "take", "give", "take-one", "give-one", "empty", "look", "asked", "kind" },
			   read_batch },
	[FACT_LOOKUPS] = { "lookups", { "function" }, { "key", "fails", "ends" }, read_lookup },
	[FACT_ANSWERS] = { "answers", { "function" }, { "retried", "used" }, read_answer },
	[FACT_CURES] = { "cures", { "function" }, { NULL }, read_cure },
	[FACT_OWNERS] = { "owners", { "function", "file", "callback" }, { NULL }, read_owner },
	[FACT_SINKS] = { "sinks", { "function" }, { "arg", "member", "any-origin" }, read_sink },
	[FACT_READERS] = { "readers", { "function" },
			   { "arg", "through", "member", "checked", "dereferences", "any-origin", "trusts" }, read_reader },
	[FACT_ARMS] = { "arms", { "member" },
			{ "meaningless", "low-bits", "device-bits", "misled", "null", "tagged", "overlay",
			  "overlaid-by-layout", "unknown-if-overlaid", "overlays", "any-kind", "aligned" },
			read_arm },
	[FACT_STABLE] = { "stable", { "member" }, { NULL }, read_stable },
	[FACT_SETUPS] = { "setups", { "function" }, { "object", "undo", "undo-object", "lasts" }, read_setup },
	[FACT_NEEDS] = { "needs", { "member" }, { "if", "in", "behind" }, read_need },
	[FACT_ZEROING] = { "zeroing", { "function" }, { NULL }, read_zeroing },
	[FACT_FORMS] = { "forms", { "function", "word" }, { "form" }, read_form },
	[FACT_HARMLESS] = { "harmless", { "function" }, { "member", "all-uses" }, read_harmless },
	[FACT_KINDS] = { "kinds", { "kind" },
			 { "axis", "ordinary", "says", "one", "many", "none", "plain", "advice" }, read_kind },
	[FACT_GROUPS] = { "groups", { "group" },
			  { "kinds", "says", "one", "many", "none", "plain", "advice" }, read_group },
	[FACT_RECORDS] = { "records", { "record" }, { "main", "entry" }, read_record },
	[FACT_AXIOMS] = { "axioms", { "member" },
			  { "shift", "mask", "bit", "equals", "true", "false" }, read_axiom },
	[FACT_WORDS] = { "words", { "word" }, { "member", "beside-devices" }, read_word },
};

const char *fact_section_name(enum fact_section section)
{
	return fact_sections[section].name;
}
