/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types and records: one object for each canonical type, records laid out on demand. */
#include "clang/lower.h"

#include <stdlib.h>
#include <string.h>

/* --- the table of types ------------------------------------------------------- */

/* data[0] is clang's uniqued type with its qualifiers: equal pointers, equal types. */
static struct type_slot *type_slot(struct lower *l, const void *key)
{
	size_t i;

	if (l->ntypes * 4 >= l->cap_types * 3) {
		struct type_slot *old = l->types;
		size_t n = l->cap_types;

		l->cap_types = n ? n * 2 : 256;
		l->types = xcalloc(l->cap_types, sizeof(*l->types));
		for (i = 0; i < n; i++)
			if (old[i].type)
				*type_slot(l, old[i].key) = old[i];
		free(old);
	}
	i = hash_mix((uintptr_t)key, 0) & (l->cap_types - 1);
	while (l->types[i].type && l->types[i].key != key)
		i = (i + 1) & (l->cap_types - 1);
	return &l->types[i];
}

static void type_put(struct lower *l, const void *key, struct ltype *t)
{
	struct type_slot *s = type_slot(l, key);

	if (!s->type)
		l->ntypes++;
	s->key = key;
	s->type = t;
}

static bool kind_is_unsigned(enum CXTypeKind k)
{
	switch (k) {
	case CXType_Bool:
	case CXType_Char_U:
	case CXType_UChar:
	case CXType_Char16:
	case CXType_Char32:
	case CXType_UShort:
	case CXType_UInt:
	case CXType_ULong:
	case CXType_ULongLong:
	case CXType_UInt128:
		return true;
	default:
		return false;
	}
}

static enum ir_type_kind kind_of(enum CXTypeKind k)
{
	switch (k) {
	case CXType_Void:
		return TY_VOID;
	case CXType_Bool:
		return TY_BOOL;
	case CXType_Char_U: case CXType_UChar: case CXType_Char16: case CXType_Char32:
	case CXType_UShort: case CXType_UInt: case CXType_ULong: case CXType_ULongLong:
	case CXType_UInt128: case CXType_Char_S: case CXType_SChar: case CXType_WChar:
	case CXType_Short: case CXType_Int: case CXType_Long: case CXType_LongLong:
	case CXType_Int128:
		return TY_INT;
	case CXType_Enum:
		return TY_ENUM;
	case CXType_Pointer:
		return TY_POINTER;
	case CXType_ConstantArray: case CXType_IncompleteArray: case CXType_VariableArray:
		return TY_ARRAY;
	case CXType_Record:
		return TY_RECORD;
	case CXType_FunctionProto: case CXType_FunctionNoProto:
		return TY_FUNCTION;
	default:
		return TY_OTHER;
	}
}

/* A tag, a typedef's name for an untagged record, or "" when it has neither. */
static const char *record_name(CXCursor decl, const char *type_name)
{
	const char *s = type_name;

	if (str_starts(s, "struct "))
		s += 7;
	else if (str_starts(s, "union "))
		s += 6;
	if (clang_Cursor_isAnonymous(decl) || strpbrk(s, "(: "))
		return intern("");
	return intern(s);
}

static struct ir_record *new_record(struct lower *l, CXType t, const char *type_name)
{
	struct lrecord *r = arena_new(&l->u->mem, struct lrecord);
	CXCursor decl = clang_getTypeDeclaration(t);

	r->cx = t;
	r->r.name = record_name(decl, type_name);
	r->r.is_union = decl.kind == CXCursor_UnionDecl;
	if (*r->r.name && !table_get(&l->u->records, r->r.name))
		table_put(&l->u->records, r->r.name, r);
	return &r->r;
}

static struct ltype *new_type(struct lower *l, CXType c)
{
	struct ltype *t = arena_new(&l->u->mem, struct ltype);
	CXType unqual = clang_getUnqualifiedType(c);
	long long size;

	type_put(l, c.data[0], t);	/* before anything that may come back to it */
	t->t.kind = kind_of(c.kind);
	t->t.name = lower_spelling(clang_getTypeSpelling(c));
	t->t.is_const = clang_isConstQualifiedType(c);
	t->t.is_unsigned = kind_is_unsigned(c.kind);
	t->unqual = t;
	if (unqual.kind != CXType_Invalid && unqual.data[0] != c.data[0])
		t->unqual = ltype_of(lower_type(l, unqual));
	switch (t->t.kind) {
	case TY_BOOL:
	case TY_INT:
	case TY_ENUM:
		size = clang_Type_getSizeOf(c);
		t->t.bits = size > 0 ? size * 8 : 32;
		if (c.kind == CXType_Enum)
			t->t.is_unsigned = kind_is_unsigned(clang_getCanonicalType(
				clang_getEnumDeclIntegerType(clang_getTypeDeclaration(c))).kind);
		break;
	case TY_POINTER:
		t->t.bits = clang_Type_getSizeOf(c) * 8;
		t->t.is_unsigned = true;
		t->t.to = lower_type(l, clang_getPointeeType(c));
		break;
	case TY_ARRAY:
		t->t.to = lower_type(l, clang_getArrayElementType(c));
		t->count = clang_getArraySize(c);
		break;
	case TY_FUNCTION:
		t->t.to = lower_type(l, clang_getResultType(c));
		break;
	case TY_RECORD:
		t->t.record = t->unqual != t ? t->unqual->t.record : new_record(l, c, t->t.name);
		break;
	default:
		break;
	}
	return t;
}

const struct ir_type *lower_type(struct lower *l, CXType t)
{
	struct ltype *found = type_slot(l, t.data[0])->type;
	CXType c;

	if (found)
		return &found->t;
	c = clang_getCanonicalType(t);
	if (c.kind == CXType_Invalid || c.data[0] == t.data[0])
		return &new_type(l, t)->t;
	found = (struct ltype *)ltype_of(lower_type(l, c));
	type_put(l, t.data[0], found);
	return &found->t;
}

const struct ir_type *lower_pointer_to(struct lower *l, const struct ir_type *t)
{
	struct ltype *to = (struct ltype *)ltype_of(t), *p;

	if (to->pointer)
		return &to->pointer->t;
	p = arena_new(&l->u->mem, struct ltype);
	p->t.kind = TY_POINTER;
	p->t.bits = 64;
	p->t.is_unsigned = true;
	p->t.to = t;
	p->t.name = intern(arena_printf(&l->u->mem, "%s%s*", t->name,
					str_ends(t->name, "*") ? "" : " "));
	p->unqual = p;
	to->pointer = p;
	return &p->t;
}

static const struct ltype *made_up(struct lower *l, const struct ir_type *like)
{
	struct ltype *t = arena_new(&l->u->mem, struct ltype);

	t->t = *like;
	t->unqual = t;
	return t;
}

const struct ir_type *lower_int_type(struct lower *l)
{
	struct ir_type t = { .kind = TY_INT, .bits = 32, .name = intern("int") };

	if (!l->ty_int)
		l->ty_int = made_up(l, &t);
	return &l->ty_int->t;
}

const struct ir_type *lower_some_function_type(struct lower *l)
{
	struct ir_type t = { .kind = TY_VOID, .name = intern("void") };

	if (!l->ty_function) {
		t.to = &made_up(l, &t)->t;
		t.kind = TY_FUNCTION;
		t.name = intern("void ()");
		l->ty_function = made_up(l, &t);
	}
	return &l->ty_function->t;
}

/* --- records ------------------------------------------------------------------- */

struct layout {
	struct lower *l;
	struct ir_record *record;
	uint64_t base;
	unsigned tagged;	/* depth below members that are an unnamed record with a tag */
	VEC(struct ir_field) fields;
	VEC(CXCursor) cursors;
};

static uint64_t field_bits(CXCursor c, CXType t)
{
	long long size;

	if (clang_Cursor_isBitField(c))
		return clang_getFieldDeclBitWidth(c);
	size = clang_Type_getSizeOf(t);
	return size > 0 ? size * 8 : 0;
}

/*
 * A member that is a record without a name: its members are those of the record around it. Only
 * the declaration of an untagged type says so by itself; `struct tag;` (-fms-extensions) is told
 * by the name that the member lacks.
 */
bool lower_is_unnamed_record(CXCursor field)
{
	CXType t = clang_getCanonicalType(clang_getCursorType(field));

	if (t.kind != CXType_Record || field.kind != CXCursor_FieldDecl)
		return false;
	return clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(t)) ||
	       !*lower_spelling(clang_getCursorSpelling(field));
}

/* A bit-field holds a number of its own width, whatever type it is declared with. */
static const struct ir_type *bit_field_type(struct lower *l, const struct ir_type *t, uint64_t bits)
{
	struct ir_type narrow = *t;

	if ((t->kind != TY_INT && t->kind != TY_ENUM) || bits >= t->bits)
		return t;
	narrow.kind = TY_INT;
	narrow.bits = (uint16_t)bits;
	return &made_up(l, &narrow)->t;
}

static enum CXVisitorResult visit_field(CXCursor c, CXClientData data)
{
	struct layout *lay = data;
	CXType t = clang_getCursorType(c);
	long long offset = clang_Cursor_getOffsetOfField(c);
	struct ir_field f = { 0 };
	bool tagged;

	if (offset < 0)
		offset = 0;
	if (lower_is_unnamed_record(c)) {
		t = clang_getCanonicalType(t);
		tagged = !clang_Cursor_isAnonymousRecordDecl(clang_getTypeDeclaration(t));
		lay->base += offset;
		lay->tagged += tagged;
		clang_Type_visitFields(t, visit_field, lay);
		lay->tagged -= tagged;
		lay->base -= offset;
		return CXVisit_Continue;
	}
	f.name = lower_spelling(clang_getCursorSpelling(c));
	if (!*f.name)
		return CXVisit_Continue;	/* `int : 0;` */
	f.record = lay->record;
	f.offset = lay->base + offset;
	f.size = field_bits(c, t);
	f.type = lower_type(lay->l, t);
	if (clang_Cursor_isBitField(c))
		f.type = bit_field_type(lay->l, f.type, f.size);
	vec_push(&lay->fields, f);
	/* A type with a tag has a layout of its own, which the declarations of its members lead to. */
	vec_push(&lay->cursors, lay->tagged ? clang_getNullCursor() : c);
	return CXVisit_Continue;
}

void lower_complete(struct lower *l, struct ir_record *r)
{
	struct lrecord *lr = (struct lrecord *)r;
	struct layout lay = { .l = l, .record = r };
	long long size;
	size_t i;

	if (lr->laid_out)
		return;
	lr->laid_out = true;
	size = clang_Type_getSizeOf(lr->cx);
	r->is_complete = size >= 0;
	if (size < 0)
		return;
	r->size = size * 8;
	clang_Type_visitFields(lr->cx, visit_field, &lay);
	r->nfields = lay.fields.n;
	if (r->nfields)
		r->fields = arena_dup(&l->u->mem, lay.fields.data,
				      r->nfields * sizeof(*r->fields));
	for (i = 0; i < r->nfields; i++)
		if (!clang_Cursor_isNull(lay.cursors.data[i]))
			cmap_put(&l->fields, lay.cursors.data[i], &r->fields[i]);
	vec_free(&lay.fields);
	vec_free(&lay.cursors);
}

struct ir_field *lower_field(struct lower *l, CXCursor field)
{
	struct ir_field *f = cmap_get(&l->fields, field);
	const struct ir_type *t;
	CXCursor owner;

	if (f)
		return f;
	owner = clang_getCursorSemanticParent(field);
	while (clang_Cursor_isAnonymousRecordDecl(owner))
		owner = clang_getCursorSemanticParent(owner);
	t = lower_type(l, clang_getCursorType(owner));
	if (t->kind != TY_RECORD)
		return NULL;
	lower_complete(l, t->record);
	return cmap_get(&l->fields, field);
}

struct ir_field *lower_field_of(struct lower *l, struct ir_record *r, struct ir_field *field)
{
	size_t i;

	if (!r || r == field->record)
		return field;
	lower_complete(l, r);
	for (i = 0; i < r->nfields; i++)
		if (r->fields[i].name == field->name)
			return &r->fields[i];
	return NULL;
}

struct ir_record *lower_record(struct ir_unit *u, const char *tag)
{
	struct lower *l = lower_of(u);
	struct ir_record *r = table_get(&u->records, tag);
	CXCursor c;

	if (!r && lower_find_record(l, tag, &c))
		r = lower_type(l, clang_getCursorType(c))->record;
	if (!r)
		return NULL;
	lower_complete(l, r);
	return r->is_complete ? r : NULL;
}
