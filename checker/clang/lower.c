/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A unit's functions, variables and places; the driver that lowers one body. */
#include "clang/lower.h"
#include "clang/virtual_headers.h"

#include <stdlib.h>
#include <string.h>

/* --- cursors to pointers -------------------------------------------------------- */

static struct cmap_slot *cmap_find(const struct cmap *m, CXCursor c)
{
	size_t i = hash_mix(clang_hashCursor(c), 0) & (m->cap - 1);

	while (m->slot[i].value && !clang_equalCursors(m->slot[i].key, c))
		i = (i + 1) & (m->cap - 1);
	return &m->slot[i];
}

void *cmap_get(const struct cmap *m, CXCursor c)
{
	return m->n ? cmap_find(m, c)->value : NULL;
}

void cmap_put(struct cmap *m, CXCursor c, void *value)
{
	struct cmap_slot *s;
	size_t i;

	if (m->n * 4 >= m->cap * 3) {
		struct cmap old = *m;

		m->cap = old.cap ? old.cap * 2 : 32;
		m->slot = xcalloc(m->cap, sizeof(*m->slot));
		for (i = 0; i < old.cap; i++)
			if (old.slot[i].value)
				*cmap_find(m, old.slot[i].key) = old.slot[i];
		free(old.slot);
	}
	s = cmap_find(m, c);
	if (!s->value)
		m->n++;
	s->key = c;
	s->value = value;
}

void cmap_free(struct cmap *m)
{
	free(m->slot);
	memset(m, 0, sizeof(*m));
}

const char *lower_spelling(CXString s)
{
	const char *text = clang_getCString(s);
	const char *kept = intern(text ? text : "");

	clang_disposeString(s);
	return kept;
}

/* --- places ---------------------------------------------------------------------- */

static uint16_t file_index(struct lower *l, CXFile file)
{
	struct ir_unit *u = l->u;
	const char *name;
	size_t i;

	if (!file)
		return 0;
	/* most places are in the file of the one before */
	if (l->last_file < l->cxfiles.n && l->cxfiles.data[l->last_file] == file)
		return (uint16_t)l->last_file;
	for (i = l->cxfiles.n; i-- > 1;)
		if (l->cxfiles.data[i] == file)
			return (uint16_t)(l->last_file = i);
	name = lower_spelling(clang_getFileName(file));
	if (u->files.n >= UINT16_MAX)
		return 0;
	/* flow adds files that other units speak of */
	while (l->cxfiles.n < u->files.n)
		vec_push(&l->cxfiles, NULL);
	vec_push(&u->files, name);
	vec_push(&l->cxfiles, file);
	return u->files.n - 1;
}

struct ir_pos lower_pos(struct lower *l, CXSourceLocation loc)
{
	unsigned slot = (loc.int_data ^ loc.int_data >> 10) % POS_CACHE;
	struct ir_pos p = { 0 };
	unsigned line, col;
	CXFile file;

	if (!loc.int_data)
		return p;
	if (l->pos_cache[slot].key == loc.int_data)
		return l->pos_cache[slot].pos;
	clang_getExpansionLocation(loc, &file, &line, &col, NULL);
	p.line = p.sline = line;
	p.col = col < UINT16_MAX ? col : UINT16_MAX;
	p.file = p.sfile = file_index(l, file);
	if (loc.int_data & LOC_IS_MACRO) {
		libclang_spelling(l->tu, loc, &file, &line, &col, NULL);
		p.sline = line;
		p.sfile = file_index(l, file);
	}
	l->pos_cache[slot].key = loc.int_data;
	l->pos_cache[slot].pos = p;
	return p;
}

static bool in_main_file(struct lower *l, CXCursor c)
{
	CXFile file;

	clang_getExpansionLocation(clang_getCursorLocation(c), &file, NULL, NULL, NULL);
	return file && (file == l->main_file || clang_File_isEqual(file, l->main_file));
}

/* --- functions ---------------------------------------------------------------------- */

static enum builtin builtin_kind(const char *name)
{
	if (!str_starts(name, "__builtin_"))
		return BI_NONE;
	name += strlen("__builtin_");
	if (!strcmp(name, "expect") || !strcmp(name, "expect_with_probability"))
		return BI_EXPECT;
	if (!strcmp(name, "constant_p"))
		return BI_CONSTANT_P;
	if (!strcmp(name, "object_size") || !strcmp(name, "dynamic_object_size"))
		return BI_OBJECT_SIZE;
	if (!strcmp(name, "unreachable") || !strcmp(name, "trap"))
		return BI_STOP;
	return BI_OTHER;
}

static struct ir_decl *decl_by_name(struct lower *l, const char *name)
{
	struct ir_decl *d = table_get(&l->u->decls, name);
	struct ldecl *ld;

	if (d)
		return d;
	d = arena_new(&l->u->mem, struct ir_decl);
	ld = arena_new(&l->u->mem, struct ldecl);
	ld->cursor = clang_getNullCursor();
	ld->builtin = builtin_kind(name);
	d->name = name;
	d->is_name = true;
	d->front = ld;
	table_put(&l->u->decls, name, d);
	return d;
}

static void fill_decl(struct lower *l, struct ir_decl *d, CXCursor c)
{
	struct ldecl *ld = d->front;
	CXCursor def = clang_getCursorDefinition(c);
	CXType t;
	int i, n;

	if (!clang_Cursor_isNull(def) && !clang_isInvalid(def.kind)) {
		d->is_defined = true;
		d->in_main_file = in_main_file(l, def);
		c = def;
	}
	ld->cursor = c;
	d->is_name = false;
	t = clang_getCursorType(c);
	d->type = lower_type(l, t);
	d->pos = lower_pos(l, clang_getCursorLocation(c));
	d->variadic = clang_isFunctionTypeVariadic(t);
	d->is_static = clang_Cursor_getStorageClass(c) == CX_SC_Static;
	d->is_inline = clang_Cursor_isFunctionInlined(c);
	/* GNU's attribute is part of the function's type, and so of its spelling. */
	d->noreturn = strstr(d->type->name, "noreturn") != NULL;
	d->asserts = d->noreturn && !d->is_defined && text_is_assertion(c);
	n = clang_getNumArgTypes(t);
	if (n <= 0)
		return;
	d->nparams = n;
	d->param_types = arena_array(&l->u->mem, const struct ir_type *, n);
	for (i = 0; i < n; i++) {
		const struct ir_type *p = lower_type(l, clang_getArgType(t, i));

		d->param_types[i] = p->kind == TY_ARRAY ? lower_pointer_to(l, p->to) : p;
	}
}

struct ir_decl *lower_decl(struct lower *l, CXCursor fn)
{
	struct ir_decl *d = cmap_get(&l->decls, fn);

	if (d)
		return d;
	d = decl_by_name(l, lower_spelling(clang_getCursorSpelling(fn)));
	if (d->is_name)
		fill_decl(l, d, fn);
	cmap_put(&l->decls, fn, d);
	return d;
}

static struct ir_decl *find_decl(struct ir_unit *u, const char *name);

/* When no cursor leads to it, at least its name and that it is a function are known. */
struct ir_decl *lower_decl_named(struct lower *l, const char *name)
{
	struct ir_decl *d = find_decl(l->u, name);

	if (!d)
		d = decl_by_name(l, intern(name));
	if (!d->type)
		d->type = lower_some_function_type(l);
	return d;
}

struct ir_var *lower_global(struct lower *l, CXCursor var)
{
	struct ir_var *v = cmap_get(&l->globals, var);
	CXCursor canon;

	if (v)
		return v;
	canon = clang_getCanonicalCursor(var);
	v = cmap_get(&l->globals, canon);
	if (!v) {
		v = arena_new(&l->u->mem, struct ir_var);
		v->name = lower_spelling(clang_getCursorSpelling(var));
		v->type = lower_type(l, clang_getCursorType(var));
		v->kind = VAR_GLOBAL;
		v->is_static = clang_Cursor_getStorageClass(canon) == CX_SC_Static;
		v->pos = lower_pos(l, clang_getCursorLocation(var));
		cmap_put(&l->globals, canon, v);
	}
	cmap_put(&l->globals, var, v);
	return v;
}

/* --- names that no lowered body mentions --------------------------------------------- */

static void index_put(struct lower *l, struct table *t, CXCursor c)
{
	const char *name = lower_spelling(clang_getCursorSpelling(c));
	CXCursor *kept = table_get(t, name);

	if (kept && !clang_isCursorDefinition(c))
		return;
	if (!kept) {
		kept = arena_new(&l->u->mem, CXCursor);
		table_put(t, name, kept);
	}
	*kept = c;
}

static enum CXChildVisitResult visit_index(CXCursor c, CXCursor parent, CXClientData data)
{
	struct lower *l = data;

	(void)parent;
	switch (c.kind) {
	case CXCursor_FunctionDecl:
		index_put(l, &l->idx_funcs, c);
		break;
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
		if (!clang_Cursor_isAnonymous(c))
			index_put(l, &l->idx_records, c);
		break;
	case CXCursor_EnumConstantDecl:
		index_put(l, &l->idx_constants, c);
		break;
	case CXCursor_EnumDecl:
		return CXChildVisit_Recurse;
	default:
		break;
	}
	return CXChildVisit_Continue;
}

/* Those that the parse was asked to lead to, whether they are there or not. */
static enum CXVisitorResult visit_wanted(CXCursor field, CXClientData data)
{
	struct lower *l = data;
	CXType to = clang_getCanonicalType(clang_getPointeeType(clang_getCursorType(field)));
	CXCursor c = clang_getTypeDeclaration(to), *kept;
	const char *tag = lower_spelling(clang_getCursorSpelling(c));

	if (table_get(&l->idx_records, tag))
		return CXVisit_Continue;
	kept = arena_new(&l->u->mem, CXCursor);
	*kept = clang_getCursorDefinition(c);
	table_put(&l->idx_records, tag, kept);
	return CXVisit_Continue;
}

static void build_index(struct lower *l)
{
	CXCursor *wanted;

	if (l->indexed)
		return;
	l->indexed = true;
	clang_visitChildren(clang_getTranslationUnitCursor(l->tu), visit_index, l);
	wanted = table_get(&l->idx_records, RECORDS_WANTED);
	if (wanted)
		clang_Type_visitFields(clang_getCursorType(*wanted), visit_wanted, l);
}

/* In the index, else where the parse side knows it to be. */
static bool find_name(struct lower *l, struct table *t, const char *name, const char *ask,
		      CXCursor *c)
{
	CXCursor *kept;

	build_index(l);
	kept = table_get(t, name);
	if (kept)
		*c = *kept;
	else if (l->find)
		*c = l->find(l->find_arg, ask);
	else
		return false;
	return !clang_Cursor_isNull(*c) && !clang_isInvalid(c->kind);
}

bool lower_find_record(struct lower *l, const char *tag, CXCursor *c)
{
	char ask[256];

	if (snprintf(ask, sizeof(ask), "struct %s", tag) >= (int)sizeof(ask))
		return false;
	return find_name(l, &l->idx_records, tag, ask, c) &&
	       (c->kind == CXCursor_StructDecl || c->kind == CXCursor_UnionDecl);
}

static struct ir_decl *find_decl(struct ir_unit *u, const char *name)
{
	struct lower *l = lower_of(u);
	struct ir_decl *d = table_get(&u->decls, name);
	CXCursor c;

	if (d && !d->is_name)
		return d;
	if (!find_name(l, &l->idx_funcs, name, name, &c) || c.kind != CXCursor_FunctionDecl)
		return d;
	return lower_decl(l, c);
}

static bool declares(struct ir_unit *u, const char *name)
{
	struct lower *l = lower_of(u);

	build_index(l);
	return table_get(&l->idx_funcs, name) || (l->declares && l->declares(l->find_arg, name));
}

static bool find_constant(struct ir_unit *u, const char *name, int64_t *value)
{
	struct lower *l = lower_of(u);
	CXCursor c;

	if (l->value && l->value(l->find_arg, name, value))
		return true;
	if (!find_name(l, &l->idx_constants, name, name, &c) ||
	    c.kind != CXCursor_EnumConstantDecl)
		return false;
	*value = clang_getEnumConstantDeclValue(c);
	return true;
}

void lower_set_finder(struct ir_unit *u, lower_find_fn find, lower_value_fn value,
		      lower_declares_fn known, void *arg)
{
	struct lower *l = lower_of(u);

	l->find = find;
	l->value = value;
	l->declares = known;
	l->find_arg = arg;
}

static struct ir_func *body(struct ir_unit *u, struct ir_decl *d);

static const struct ir_source lower_source = {
	.body = body, .record = lower_record, .decl = find_decl, .constant = find_constant,
	.declares = declares,
};

/* --- a unit ------------------------------------------------------------------------------ */

static enum CXChildVisitResult visit_top(CXCursor c, CXCursor parent, CXClientData data)
{
	struct lower *l = data;

	(void)parent;
	if (c.kind != CXCursor_FunctionDecl && c.kind != CXCursor_VarDecl)
		return CXChildVisit_Continue;
	if (!clang_isCursorDefinition(c) || !in_main_file(l, c))
		return CXChildVisit_Continue;
	if (c.kind == CXCursor_FunctionDecl)
		vec_push(&l->u->defs, lower_decl(l, c));
	else
		lower_roles(l, c);
	return CXChildVisit_Continue;
}

void lower_init(struct ir_unit *u, CXTranslationUnit tu, const char *main_file)
{
	struct lower *l = xcalloc(1, sizeof(*l));

	l->u = u;
	l->tu = tu;
	l->main_file = clang_getFile(tu, main_file);
	u->front = l;
	u->source = &lower_source;
	if (!u->files.n)
		vec_push(&u->files, intern(""));
	while (l->cxfiles.n < u->files.n)
		vec_push(&l->cxfiles, NULL);
	clang_visitChildren(clang_getTranslationUnitCursor(tu), visit_top, l);
}

static bool holds_line(struct lower *l, CXCursor c, const struct broken *b)
{
	CXSourceRange r = clang_getCursorExtent(c);
	unsigned first, last;
	CXFile file;

	clang_getExpansionLocation(clang_getRangeStart(r), &file, &first, NULL, NULL);
	clang_getExpansionLocation(clang_getRangeEnd(r), NULL, &last, NULL, NULL);
	return b->line >= first && b->line <= last &&
	       l->u->files.data[file_index(l, file)] == b->file;
}

void lower_mark_broken(struct ir_unit *u, const char *file, unsigned line)
{
	struct lower *l = lower_of(u);
	struct broken b = { intern(file), line };
	size_t i;

	/* Bodies in headers are looked at when they are asked for. */
	vec_push(&l->broken, b);
	for (i = 0; i < u->defs.n; i++) {
		struct ldecl *ld = u->defs.data[i]->front;

		if (holds_line(l, ld->cursor, &b))
			u->defs.data[i]->broken = true;
	}
}

void lower_done(struct ir_unit *u)
{
	struct lower *l = lower_of(u);

	if (!l)
		return;
	cmap_free(&l->decls);
	cmap_free(&l->globals);
	cmap_free(&l->fields);
	cmap_free(&l->constants);
	free(l->types);
	vec_free(&l->cxfiles);
	vec_free(&l->broken);
	text_done(l);
	table_free(&l->idx_funcs);
	table_free(&l->idx_records);
	table_free(&l->idx_constants);
	free(l);
	u->front = NULL;
}

/* --- a body --------------------------------------------------------------------------------- */

static void lower_params(struct lfunc *f)
{
	int n = clang_Cursor_getNumArguments(f->ld->cursor), i;

	for (i = 0; i < n; i++) {
		CXCursor c = clang_Cursor_getArgument(f->ld->cursor, i);
		const struct ir_type *t = lower_type(f->l, clang_getCursorType(c));
		struct ir_var *v;

		/* libclang shows the array that was written, C has a pointer. */
		if (t->kind == TY_ARRAY)
			t = lower_pointer_to(f->l, t->to);
		else if (t->kind == TY_FUNCTION)
			t = lower_pointer_to(f->l, t);
		v = var_new(f, VAR_PARAM, lower_spelling(clang_getCursorSpelling(c)), t,
			    lower_pos(f->l, clang_getCursorLocation(c)));
		cmap_put(&f->locals, c, v);
	}
	f->f->nparams = n > 0 ? n : 0;
}

static void lfunc_free(struct lfunc *f)
{
	size_t i;

	for (i = 0; i < f->bbs.n; i++) {
		vec_free(&f->bbs.data[i]->insns);
		vec_free(&f->bbs.data[i]->succ);
		vec_free(&f->bbs.data[i]->cases);
	}
	vec_free(&f->bbs);
	vec_free(&f->vars);
	vec_free(&f->labels);
	vec_free(&f->gotos);
	vec_free(&f->asms);
	vec_free(&f->computed);
	cmap_free(&f->locals);
	arena_free(&f->scratch);
}

static struct ir_func *lower_function(struct lower *l, struct ir_decl *d)
{
	struct lfunc f = { .l = l, .u = l->u, .ld = d->front };
	const struct node *n, *body = NULL;

	f.root = tree_build(&f.scratch, f.ld->cursor);
	for (n = f.root->first; n; n = n->next)
		if (node_is(n, CXCursor_CompoundStmt))
			body = n;
	if (!body) {
		lfunc_free(&f);
		return NULL;
	}
	f.f = arena_new(&l->u->mem, struct ir_func);
	f.f->decl = d;
	f.f->end = lower_pos(l, clang_getRangeEnd(clang_getCursorExtent(body->c)));
	lower_params(&f);
	bb_enter(&f, bb_new(&f));
	f.cur->live = true;
	lower_stmt(&f, body);
	bb_return(&f, NULL, f.f->end);
	cfg_finish(&f);
	lfunc_free(&f);
	return f.f;
}

static struct ir_func *body(struct ir_unit *u, struct ir_decl *d)
{
	struct lower *l = lower_of(u);
	struct ldecl *ld = d->front;
	size_t i;

	if (d->lowered)
		return d->body;
	d->lowered = true;
	if (!d->is_defined || d->broken)
		return NULL;
	for (i = 0; i < l->broken.n; i++)
		if (holds_line(l, ld->cursor, &l->broken.data[i]))
			d->broken = true;
	if (!d->broken)
		d->body = lower_function(l, d);
	return d->body;
}
