/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A directory of rules into struct facts: files, sections, what all rows share. */
#include "facts/row.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Room for all keys of one section. */
#define MAX_WORDS	32

typedef VEC(const char *) paths;

static const char *const common_keys[] = { "ref", "note", "when" };
static const char *const probe_keys[] = {
	"params", "returns", "declares", "not-declares", "field", "not-field", "enumerator",
	"not-enumerator", "beside", "macro", "not-macro",
};

static const struct {
	const char *key;
	enum fact_names names;
} name_keys[] = {
	{ "function", NAMES_FUNCTION }, { "member", NAMES_MEMBER },
	{ "callback", NAMES_CALLBACK }, { "variable", NAMES_VARIABLE },
	{ "file", NAMES_FILE }, { "word", NAMES_WORD },
	{ "kind", NAMES_KIND }, { "group", NAMES_KIND }, { "record", NAMES_RECORD },
	{ "reference", NAMES_REFERENCE },
};

/* --- keys ----------------------------------------------------------------------------- */

static bool among(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(s, list[i]))
			return true;
	return false;
}

static int check_keys(const struct row *r, const struct ynode *map, const char *const *valid,
		      size_t n, const char *where)
{
	size_t i;

	for (i = 0; i < map->n; i++) {
		const struct ynode *key = map->keys[i];

		if (!among(key->text, valid, n))
			return row_unknown(r, key, "key", key->text, where, valid, n);
	}
	return 0;
}

static int check_row_keys(const struct row *r, const struct section *s)
{
	const char *valid[MAX_WORDS];
	size_t n = 0, i;
	char where[64];

	for (i = 0; i < ARRAY_SIZE(s->names) && s->names[i]; i++)
		valid[n++] = s->names[i];
	for (i = 0; i < ARRAY_SIZE(s->keys) && s->keys[i]; i++)
		valid[n++] = s->keys[i];
	for (i = 0; i < ARRAY_SIZE(common_keys); i++)
		valid[n++] = common_keys[i];
	snprintf(where, sizeof(where), "'%s'", s->name);
	return check_keys(r, r->map, valid, n, where);
}

/* --- probes ------------------------------------------------------------------------------ */

static const struct {
	const char *word;
	enum ir_type_kind kind;
} type_words[] = {
	{ "void", TY_VOID }, { "bool", TY_BOOL }, { "int", TY_INT }, { "pointer", TY_POINTER },
};

static int read_returns(const struct row *r, const struct ynode *v, struct when *p)
{
	const char *words[ARRAY_SIZE(type_words)], *text;
	size_t i;

	if (row_text(r, v, "returns", &text))
		return -1;
	for (i = 0; i < ARRAY_SIZE(type_words); i++) {
		words[i] = type_words[i].word;
		if (!strcmp(text, words[i])) {
			p->has_returns = true;
			p->returns = type_words[i].kind;
			return 0;
		}
	}
	return row_unknown(r, v, "type", text, NULL, words, ARRAY_SIZE(words));
}

static int read_name(const struct row *r, const char *key, const char **out)
{
	const struct ynode *v = yaml_get(r->map, key);

	return v ? row_identifier(r, v, key, out) : 0;
}

static void add_macro(struct facts *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->macros.n && f->macros.data[i] != name; i++)
		;
	if (i == f->macros.n)
		vec_push(&f->macros, name);
}

static int read_when(const struct row *r, struct when *p)
{
	const struct ynode *when = yaml_get(r->map, "when"), *v;
	struct row inner = *r;
	unsigned params;

	p->params = -1;
	if (!when)
		return 0;
	if (when->kind != Y_MAP || !when->n)
		return row_error(r, when, "'when' wants a mapping with params, declares or field");
	if (check_keys(r, when, probe_keys, ARRAY_SIZE(probe_keys), "'when'"))
		return -1;
	inner.map = when;
	if (yaml_get(when, "params")) {
		if (row_number(&inner, "params", &params))
			return -1;
		p->params = (int)params;
	}
	v = yaml_get(when, "returns");
	if (v && read_returns(r, v, p))
		return -1;
	if (read_name(&inner, "declares", &p->declares) ||
	    read_name(&inner, "not-declares", &p->not_declares) ||
	    read_name(&inner, "enumerator", &p->enumerator) ||
	    read_name(&inner, "not-enumerator", &p->not_enumerator) ||
	    read_name(&inner, "beside", &p->beside) || read_name(&inner, "macro", &p->macro) ||
	    read_name(&inner, "not-macro", &p->not_macro))
		return -1;
	if (p->beside && !p->enumerator && !p->not_enumerator)
		return row_error(r, yaml_get(when, "beside"), "'beside' goes with an enumerator");
	if (p->macro || p->not_macro)
		add_macro(r->facts, p->macro ? p->macro : p->not_macro);
	if (p->macro && p->not_macro)
		add_macro(r->facts, p->not_macro);
	v = yaml_get(when, "field");
	if (v && row_member(r, v, "field", &p->field_record, &p->field))
		return -1;
	v = yaml_get(when, "not-field");
	if (v && row_member(r, v, "not-field", &p->not_field_record, &p->not_field))
		return -1;
	return 0;
}

/* --- rows ---------------------------------------------------------------------------------- */

static int check_name(const struct row *r, const struct ynode *v, enum fact_names names,
		      const char *key)
{
	const char *record, *member, *text;

	switch (names) {
	case NAMES_MEMBER:
	case NAMES_CALLBACK:
		return row_member(r, v, key, &record, &member);
	case NAMES_FILE:
		return row_text(r, v, key, &text);
	default:
		return row_identifier(r, v, key, &text);
	}
}

/* The names a row is about: one key of those its section allows. */
static int read_names(const struct row *r, const struct section *s, struct fact *head,
		      const struct ynode **names, const char **name_key)
{
	const struct ynode *found = NULL;
	const char *key = NULL;
	size_t i, k;

	for (i = 0; i < ARRAY_SIZE(s->names) && s->names[i]; i++) {
		const struct ynode *v = yaml_get(r->map, s->names[i]);

		if (v && found)
			return row_error(r, v, "'%s' and '%s' in one row", key, s->names[i]);
		if (v) {
			found = v;
			key = s->names[i];
		}
	}
	if (!found)
		return row_error(r, r->map, "missing key '%s' in a row of '%s'", s->names[0],
				 s->name);
	for (k = 0; k < ARRAY_SIZE(name_keys); k++)
		if (!strcmp(key, name_keys[k].key))
			head->names = name_keys[k].names;
	*names = found;
	*name_key = key;
	return 0;
}

static int read_row(struct row *r, enum fact_section section)
{
	const struct section *s = &fact_sections[section];
	struct fact head = { .section = section, .file = r->file, .line = r->map->line };
	const struct ynode *names = NULL, *ref, *note = yaml_get(r->map, "note");
	const struct ynode *const *items, *one;
	const char *key = NULL;
	bool self;
	size_t n, i;

	if (check_row_keys(r, s) || read_names(r, s, &head, &names, &key))
		return -1;
	ref = yaml_get(r->map, "ref");
	if (!ref)
		return row_error(r, r->map, "missing key 'ref' in a row of '%s'", s->name);
	if (row_text(r, ref, "ref", &head.ref) || (note && row_text(r, note, "note", &head.why)) ||
	    read_when(r, &head.when) || row_items(r, names, key, &items, &n, &one))
		return -1;
	self = head.when.declares && !strcmp(head.when.declares, "self");
	if (self && head.names != NAMES_FUNCTION && head.names != NAMES_WORD)
		return row_error(r, r->map, "'declares: self' wants a row with 'function'");
	for (i = 0; i < n; i++) {
		if (check_name(r, items[i], head.names, key))
			return -1;
		head.name = items[i]->text;
		head.line = items[i]->line;
		if (self)
			head.when.declares = head.name;
		if (s->read(r, &head))
			return -1;
	}
	return 0;
}

/* What other sections speak of is read before them, whatever file it stands in. */
static unsigned pass_of(enum fact_section s)
{
	return s == FACT_KINDS ? 0 : s == FACT_GROUPS || s == FACT_RECORDS || s == FACT_REFERENCE_KINDS ? 1 : 2;
}

#define NPASSES	3

static int read_section(struct facts *f, const char *file, const struct ynode *key,
			const struct ynode *list, unsigned pass)
{
	struct row r = { .facts = f, .file = file };
	const char *known[FACT_NSECTIONS];
	enum fact_section s;
	size_t i;

	for (s = 0; s < FACT_NSECTIONS; s++) {
		known[s] = fact_sections[s].name;
		if (!strcmp(known[s], key->text))
			break;
	}
	if (s == FACT_NSECTIONS)
		return row_unknown(&r, key, "section", key->text, NULL, known, FACT_NSECTIONS);
	r.section = fact_sections[s].name;
	if (pass_of(s) != pass)
		return 0;
	if (list->kind != Y_LIST)
		return row_error(&r, list, "'%s' wants a list of rows", r.section);
	for (i = 0; i < list->n; i++) {
		r.map = list->items[i];
		if (r.map->kind != Y_MAP)
			return row_error(&r, r.map, "a row of '%s' must be a mapping", r.section);
		if (read_row(&r, s))
			return -1;
	}
	return 0;
}

static const struct ynode *load_file(struct facts *f, const char *path)
{
	const struct ynode *root = yaml_load(&f->mem, path);

	if (!root)
		return NULL;
	if (root->kind != Y_MAP) {
		error("%s:%u: a rules file is a mapping of sections", path, root->line);
		return NULL;
	}
	f->hash = yaml_hash(root, f->hash);
	return root;
}

/* What the other sections stand on, and rules of an earlier pageck didn't have. */
static bool is_foundation(const char *section)
{
	static const enum fact_section list[] = {
		FACT_KINDS, FACT_GROUPS, FACT_RECORDS, FACT_REFERENCE_KINDS, FACT_AXIOMS,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(list); i++)
		if (!strcmp(section, fact_sections[list[i]].name))
			return true;
	return false;
}

/* Is the section of files.data[file] read? Those from `own` on only fill in what the others lack. */
static bool is_wanted(const struct ynode *const *roots, size_t own, size_t file, const char *section)
{
	size_t i;

	if (file < own)
		return true;
	for (i = 0; i < own; i++)
		if (yaml_get(roots[i], section))
			return false;
	return is_foundation(section);
}

static int read_rules(struct facts *f, const paths *files, size_t own)
{
	const struct ynode **roots = arena_array(&f->mem, const struct ynode *, files->n);
	unsigned pass;
	size_t i, j;

	for (i = 0; i < files->n; i++) {
		roots[i] = load_file(f, files->data[i]);
		if (!roots[i])
			return -1;
	}
	for (pass = 0; pass < NPASSES; pass++) {
		for (i = 0; i < files->n; i++)
			for (j = 0; j < roots[i]->n; j++)
				if (is_wanted(roots, own, i, roots[i]->keys[j]->text) &&
				    read_section(f, files->data[i], roots[i]->keys[j],
						 roots[i]->items[j], pass))
					return -1;
		if (pass == NPASSES - 2 && kinds_complete(f))
			return -1;
	}
	return 0;
}

/* --- words ------------------------------------------------------------------------------------ */

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t sort_unique(const char **words, size_t n)
{
	size_t i, kept = 0;

	if (n)
		qsort(words, n, sizeof(*words), compare_words);
	for (i = 0; i < n; i++)
		if (!kept || words[i] != words[kept - 1])
			words[kept++] = words[i];
	return kept;
}

/* A counter that many things have: it is ours where the member of our record is selected. */
static const char *reference_word(const struct ref_fact *r)
{
	char *word;
	const char *kept;

	if (!r->bare_counter || !r->object.container_field)
		return r->row.name;
	word = xasprintf("%s+%s", r->row.name, r->object.container_field);
	kept = intern(word);
	free(word);
	return kept;
}

static void add_record(struct facts *f, const char *tag)
{
	size_t i;

	for (i = 0; tag && i < f->records.n; i++)
		if (!strcmp(f->records.data[i], tag))
			return;
	if (tag)
		vec_push(&f->records, tag);
}

static void collect_records(struct facts *f)
{
	size_t i;

	for (i = 0; i < f->page_records.n; i++)
		add_record(f, f->page_records.data[i]);
	for (i = 0; i < f->all.n; i++) {
		const struct fact *row = f->all.data[i];

		add_record(f, row->when.field_record);
		add_record(f, row->when.not_field_record);
		if (row->section == FACT_ARMS)
			add_record(f, ((const struct member_fact *)row)->record);
		else if (row->section == FACT_AXIOMS)
			add_record(f, ((const struct axiom_fact *)row)->record);
		else if (row->section == FACT_NEEDS)
			add_record(f, ((const struct need_fact *)row)->record);
	}
}

/*
 * What a file must hold to be worth parsing. A finding needs a member of an arm
 * in its text, or a call that acquires, gives up or looks up something, or a
 * call that reads the member elsewhere; `words:` has the header inlines that do
 * one of these for their caller. An origin, a guard or an owner alone leads to
 * nothing; a cure or a borrower only silences.
 */
static void collect_words(struct facts *f)
{
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct fact *row = f->all.data[i];

		switch (row->section) {
		case FACT_REFERENCES:
			if (((const struct ref_fact *)row)->action < REF_BORROW)
				vec_push(&f->words, reference_word((const struct ref_fact *)row));
			break;
		case FACT_BATCHES:
			if (((const struct batch_fact *)row)->action <= BATCH_GIVE)
				vec_push(&f->words, row->name);
			break;
		case FACT_LOOKUPS:
		case FACT_ANSWERS:
		case FACT_READERS:
		case FACT_SETUPS:
			vec_push(&f->words, row->name);
			break;
		case FACT_WORDS:
			if (!((const struct word_fact *)row)->beside_devices)
				vec_push(&f->words, row->name);
			break;
		default:
			break;
		}
	}
	f->words.n = sort_unique(f->words.data, f->words.n);
	for (i = 0; i < f->all.n; i++) {
		const char *member;

		if (f->all.data[i]->section != FACT_ARMS ||
		    ((const struct member_fact *)f->all.data[i])->overlays)
			continue;
		member = ((const struct member_fact *)f->all.data[i])->member;
		if (!f->words.n || !bsearch(&member, f->words.data, f->words.n,
					    sizeof(member), compare_words))
			vec_push(&f->member_words, member);
	}
	f->member_words.n = sort_unique(f->member_words.data, f->member_words.n);
	for (i = 0; i < f->member_words.n; i++)
		vec_push(&f->words, f->member_words.data[i]);
	f->words.n = sort_unique(f->words.data, f->words.n);
}

/* What else lies over a device page's words is everywhere; device pages are in few files. */
static void collect_pairs(struct facts *f)
{
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		const struct fact *row = f->all.data[i];
		const struct origin_fact *o = (const struct origin_fact *)row;
		const struct word_fact *w = (const struct word_fact *)row;
		const char *dot = strchr(row->name, '.');

		if (row->section == FACT_GUARDS || row->section == FACT_SINKS)
			vec_push(row->section == FACT_GUARDS ? &f->device_words : &f->beside_words, row->name);
		if (row->section == FACT_WORDS && w->beside_devices) {
			if (w->member)
				vec_push(&f->beside_members, row->name);
			else
				vec_push(&f->beside_words, row->name);
		}
		if (row->section != FACT_ORIGINS || !kinds_specific(&f->kinds, o->may_be))
			continue;
		if (row->names == NAMES_FUNCTION)
			vec_push(&f->device_words, row->name);
		else if (dot)		/* the record has to be named somewhere */
			vec_push(&f->device_words, intern_n(row->name, (size_t)(dot - row->name)));
	}
	f->device_words.n = sort_unique(f->device_words.data, f->device_words.n);
	f->beside_words.n = sort_unique(f->beside_words.data, f->beside_words.n);
	f->beside_members.n = sort_unique(f->beside_members.data, f->beside_members.n);
}

/* --- the directory ----------------------------------------------------------------------------- */

bool is_rules_file(const char *name)
{
	return name[0] != '.' && str_ends(name, ".yaml");
}

static int list_files(struct facts *f, const char *dir, paths *files)
{
	struct dirent *entry;
	DIR *d = opendir(dir);

	if (!d)
		return error("%s: %s", dir, strerror(errno));
	while ((entry = readdir(d)))
		if (is_rules_file(entry->d_name))
			vec_push(files, arena_printf(&f->mem, "%s/%s", dir, entry->d_name));
	closedir(d);
	if (!files->n)
		return error("%s: no rules (*.yaml) in this directory", dir);
	qsort(files->data, files->n, sizeof(*files->data), compare_words);
	return 0;
}

static void collect_reference_rules(struct facts *f)
{
	size_t i, j, n;

	for (i = 0; i < f->ref_kinds.n; i++) {
		const struct ref_kind *k = f->ref_kinds.data[i];
		const char *const named[] = { k->leak, k->again, k->mismatch, k->fewer };

		for (j = 0; j < ARRAY_SIZE(named); j++) {
			for (n = 0; n < f->reference_rules.n && named[j] &&
				    strcmp(f->reference_rules.data[n], named[j]); n++)
				;
			if (named[j] && n == f->reference_rules.n)
				vec_push(&f->reference_rules, named[j]);
		}
	}
}

/* The kind of that name, for a row; NULL after an error. */
static const struct ref_kind *find_kind(const struct facts *f, const struct fact *head, const char *name)
{
	const char *known[MAX_WORDS];
	size_t k, n = f->ref_kinds.n < MAX_WORDS ? f->ref_kinds.n : MAX_WORDS;
	struct ynode at = { .kind = Y_SCALAR, .line = head->line, .text = name };
	struct row r = { .file = head->file };

	for (k = 0; k < f->ref_kinds.n; k++)
		if (!strcmp(f->ref_kinds.data[k]->row.name, name))
			return f->ref_kinds.data[k];
	for (k = 0; k < n; k++)
		known[k] = f->ref_kinds.data[k]->row.name;
	row_unknown(&r, &at, "kind of reference", name, NULL, known, n);
	return NULL;
}

/* Rows name a kind of reference that another file may define. */
static int bind_reference_kinds(struct facts *f)
{
	size_t i;

	for (i = 0; i < f->all.n; i++) {
		struct ref_fact *ref = (struct ref_fact *)f->all.data[i];
		struct batch_fact *batch = (struct batch_fact *)f->all.data[i];

		if (ref->row.section == FACT_REFERENCES && ref->kind_name) {
			ref->kind = find_kind(f, &ref->row, ref->kind_name);
			if (!ref->kind)
				return -1;
		} else if (batch->row.section == FACT_BATCHES && batch->kind_name) {
			batch->kind = find_kind(f, &batch->row, batch->kind_name);
			if (!batch->kind)
				return -1;
		}
	}
	return 0;
}

int facts_load(struct facts *f, const char *dir)
{
	return facts_load_over(f, dir, NULL);
}

int facts_load_over(struct facts *f, const char *dir, const char *below)
{
	paths files = { 0 }, more = { 0 };
	size_t i, own;
	int ret;

	memset(f, 0, sizeof(*f));
	f->earlier = below;
	ret = list_files(f, dir, &files);
	own = files.n;
	if (!ret && below)
		ret = list_files(f, below, &more);
	for (i = 0; i < more.n; i++)
		vec_push(&files, more.data[i]);
	vec_free(&more);
	for (i = 0; i < files.n; i++)
		files.data[i] = intern(files.data[i]);
	if (!ret)
		ret = read_rules(f, &files, own);
	if (!ret)
		ret = bind_reference_kinds(f);
	if (!ret) {
		collect_reference_rules(f);
		collect_words(f);
		collect_pairs(f);
		collect_records(f);
	}
	vec_free(&files);
	return ret;
}

void facts_free(struct facts *f)
{
	table_free(&f->functions);
	table_free(&f->members);
	table_free(&f->axioms);
	table_free(&f->stable);
	table_free(&f->member_origins);
	table_free(&f->member_families);
	table_free(&f->borrows);
	table_free(&f->callbacks);
	table_free(&f->variable_origins);
	vec_free(&f->kinds.sets);
	vec_free(&f->kind_rows);
	vec_free(&f->page_records);
	vec_free(&f->entry_records);
	vec_free(&f->owners);
	vec_free(&f->ref_kinds);
	vec_free(&f->reference_rules);
	vec_free(&f->needs);
	vec_free(&f->words);
	vec_free(&f->records);
	vec_free(&f->macros);
	vec_free(&f->numbers);
	vec_free(&f->member_words);
	vec_free(&f->device_words);
	vec_free(&f->beside_words);
	vec_free(&f->beside_members);
	vec_free(&f->all);
	arena_free(&f->mem);
}

/* --- asking --------------------------------------------------------------------------------------- */

const struct fn_facts *facts_of(const struct facts *f, const char *name)
{
	return table_get(&f->functions, name);
}

void *facts_member(const struct table *t, const char *record, const char *member)
{
	char key[256];
	int n = snprintf(key, sizeof(key), "%s.%s", record, member);

	return n > 0 && (size_t)n < sizeof(key) ? table_get(t, key) : NULL;
}
