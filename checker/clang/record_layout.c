/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A record's members and arms, from its cursors. */
#include "clang/record_layout.h"
#include "clang/lower.h"

#include <stdlib.h>
#include <string.h>

struct visit {
	struct lower *l;
	struct layout *out;
	uint64_t base;
	unsigned arm;
	bool named;		/* the arm has its name from the source: what lies in it stays in it */
	bool in_union;		/* each field is an alternative */
};

/* --- what an alternative is called ------------------------------------------------ */

/* The comment behind the bracket, as in "struct {	// ZONE_DEVICE pages"; or NULL. */
static const char *comment_label(struct visit *v, CXCursor decl)
{
	CXFile file;
	unsigned offset;
	size_t len;
	const char *text, *p, *end, *close;

	libclang_spelling(v->l->tu, clang_getRangeStart(clang_getCursorExtent(decl)), &file, NULL, NULL,
			  &offset);
	text = file ? clang_getFileContents(v->l->tu, file, &len) : NULL;
	if (!text || offset >= len)
		return NULL;
	p = text + offset;
	end = memchr(p, '\n', len - offset);
	if (!end)
		end = text + len;
	p = memchr(p, '{', (size_t)(end - p));
	if (!p)
		return NULL;
	for (p++; p < end && (*p == ' ' || *p == '\t'); p++)
		;
	if (end - p < 3 || p[0] != '/' || (p[1] != '*' && p[1] != '/') || p[2] == '*')
		return NULL;
	close = p[1] == '*' ? memmem(p, (size_t)(end - p), "*/", 2) : NULL;
	end = close ? close : end;
	for (p += 2; p < end && (*p == ' ' || *p == '\t'); p++)
		;
	while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	/* kernel-doc's own words */
	if (p == end || memmem(p, (size_t)(end - p), "private:", 8) ||
	    memmem(p, (size_t)(end - p), "public:", 7))
		return NULL;
	return arena_strndup(&v->out->mem, p, (size_t)(end - p));
}

struct names {
	struct strbuf text;
	unsigned n;
	bool has_union;		/* an unnamed union lies in it */
};

static enum CXVisitorResult collect_names(CXCursor c, CXClientData data)
{
	struct names *n = data;
	CXCursor decl = clang_getTypeDeclaration(clang_getCursorType(c));

	if (lower_is_unnamed_record(c)) {
		n->has_union |= decl.kind == CXCursor_UnionDecl;
		clang_Type_visitFields(clang_getCanonicalType(clang_getCursorType(c)), collect_names, n);
		return CXVisit_Continue;
	}
	if (n->n < 3)
		strbuf_addf(&n->text, "%s%s", n->n ? ", " : "", lower_spelling(clang_getCursorSpelling(c)));
	else if (n->n == 3)
		strbuf_adds(&n->text, ", ...");
	n->n++;
	return CXVisit_Continue;
}

static void new_arm(struct visit *v, const char *label, bool named)
{
	vec_push(&v->out->arms, label);
	v->arm = (unsigned)v->out->arms.n - 1;
	v->named = named;
}

/*
 * An alternative of a union is an arm of its own, unless it lies in one that the
 * source has named, or only holds further unions (struct folio's).
 */
static void enter_alternative(struct visit *v, CXCursor field, CXCursor decl)
{
	struct names names = { 0 };
	const char *label = comment_label(v, decl);

	if (label) {
		new_arm(v, label, true);
		return;
	}
	if (v->named)
		return;
	clang_Type_visitFields(clang_getCanonicalType(clang_getCursorType(field)), collect_names, &names);
	if (!names.has_union)
		new_arm(v, arena_strdup(&v->out->mem, strbuf_str(&names.text)), true);
	strbuf_free(&names.text);
}

/* --- members ------------------------------------------------------------------------ */

static enum CXVisitorResult visit_member(CXCursor c, CXClientData data)
{
	struct visit *v = data, inner = *v;
	CXType t = clang_getCursorType(c);
	CXCursor decl = clang_getTypeDeclaration(t);
	long long offset = clang_Cursor_getOffsetOfField(c), size;
	struct layout_member m = { 0 };

	if (offset < 0)
		offset = 0;
	if (lower_is_unnamed_record(c)) {
		inner.base += (uint64_t)offset;
		if (v->in_union && decl.kind != CXCursor_UnionDecl)
			enter_alternative(&inner, c, decl);
		inner.in_union = decl.kind == CXCursor_UnionDecl;
		clang_Type_visitFields(clang_getCanonicalType(t), visit_member, &inner);
		return CXVisit_Continue;
	}
	m.name = lower_spelling(clang_getCursorSpelling(c));
	if (!*m.name)
		return CXVisit_Continue;	/* `int : 0;` */
	if (v->in_union && !v->named)
		new_arm(&inner, m.name, false);
	m.type = lower_spelling(clang_getTypeSpelling(t));
	m.is_bitfield = clang_Cursor_isBitField(c);
	size = m.is_bitfield ? clang_getFieldDeclBitWidth(c) : clang_Type_getSizeOf(t) * 8;
	m.size = size > 0 ? (uint64_t)size : 0;
	m.offset = v->base + (uint64_t)offset;
	m.arm = inner.arm;
	vec_push(&v->out->members, m);
	return CXVisit_Continue;
}

bool layout_overlap(const struct layout_member *a, const struct layout_member *b)
{
	return a != b && a->offset < b->offset + b->size && b->offset < a->offset + a->size;
}

static void place_in_lanes(struct layout *l)
{
	size_t i, j;

	for (i = 0; i < l->members.n; i++) {
		struct layout_member *m = &l->members.data[i];

again:
		for (j = 0; j < i; j++) {
			const struct layout_member *o = &l->members.data[j];

			if (o->arm == m->arm && o->lane == m->lane && layout_overlap(o, m)) {
				m->lane++;
				goto again;
			}
		}
	}
}

bool front_layout(struct front_unit *u, const char *tag, struct layout *out)
{
	struct lower *l = lower_of(&u->ir);
	struct visit v = { .l = l, .out = out };
	CXCursor c;
	CXType t;
	long long size;

	memset(out, 0, sizeof(*out));
	if (!lower_find_record(l, intern(tag), &c))
		return false;
	t = clang_getCursorType(c);
	size = clang_Type_getSizeOf(t);
	if (size < 0)
		return false;
	out->tag = intern(tag);
	out->is_union = clang_getTypeDeclaration(t).kind == CXCursor_UnionDecl;
	out->size = (uint64_t)size * 8;
	v.in_union = out->is_union;
	vec_push(&out->arms, "");
	clang_Type_visitFields(clang_getCanonicalType(t), visit_member, &v);
	place_in_lanes(out);
	return true;
}

const struct layout_member *layout_find(const struct layout *l, const char *name)
{
	size_t i;

	for (i = 0; i < l->members.n; i++)
		if (!strcmp(l->members.data[i].name, name))
			return &l->members.data[i];
	return NULL;
}

void layout_free(struct layout *l)
{
	vec_free(&l->arms);
	vec_free(&l->members);
	arena_free(&l->mem);
}
