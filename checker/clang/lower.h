/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lowering from libclang's cursors to the IR. Private to clang/: parse.c calls the functions at the
 * top; everyone else uses ir/ir.h.
 *
 * A body is lowered at once: clang_visitChildren() copies it into a tree of nodes (lower_tree.c),
 * the tree becomes basic blocks, and the tree is freed. The result belongs to the unit's arena.
 */
#ifndef PAGECK_LOWER_H
#define PAGECK_LOWER_H

#include "clang/libclang.h"
#include "ir/ir.h"

/*
 * Fills u->files, u->defs and u->roles from a parsed unit. Bodies are lowered
 * by ir_body() later, so `tu` must stay alive until lower_done().
 */
void lower_init(struct ir_unit *u, CXTranslationUnit tu, const char *main_file);
/* Marks the function whose body contains this parse error as broken. */
void lower_mark_broken(struct ir_unit *u, const char *file, unsigned line);
/* Frees what isn't in u->mem. Call it before the translation unit is disposed of. */
void lower_done(struct ir_unit *u);
/*
 * Declarations in a precompiled header aren't visited with the unit. This callback finds one by
 * name ("foo", "struct foo"); NULL by default. It returns a null cursor when there is none.
 */
typedef CXCursor (*lower_find_fn)(void *arg, const char *name);
typedef bool (*lower_value_fn)(void *arg, const char *name, int64_t *value);
typedef bool (*lower_declares_fn)(void *arg, const char *name);
void lower_set_finder(struct ir_unit *u, lower_find_fn find, lower_value_fn value,
		      lower_declares_fn known, void *arg);

/* --- the rest is shared by lower*.c and types.c only ------------------------ */

/* Cursors to pointers, by clang_hashCursor(). A zeroed map is empty. */
struct cmap {
	struct cmap_slot {
		CXCursor key;
		void *value;
	} *slot;
	size_t n, cap;
};

void *cmap_get(const struct cmap *m, CXCursor c);
void cmap_put(struct cmap *m, CXCursor c, void *value);
void cmap_free(struct cmap *m);

/* An ir_type and what lowering needs to know of it. */
struct ltype {
	struct ir_type t;		/* first: an ir_type of a unit is an ltype */
	const struct ltype *unqual;	/* without const and volatile */
	struct ltype *pointer;		/* "pointer to this", made on demand */
	long long count;		/* TY_ARRAY: elements, or -1 */
};

struct lrecord {
	struct ir_record r;		/* first, as above */
	CXType cx;
	bool laid_out;
};

struct type_slot {
	const void *key;
	struct ltype *type;
};

struct broken {
	const char *file;
	unsigned line;
};

enum builtin {
	BI_NONE,
	BI_EXPECT,
	BI_CONSTANT_P,
	BI_OBJECT_SIZE,
	BI_STOP,
	BI_OTHER,
};

/* ir_decl.front */
struct ldecl {
	CXCursor cursor;		/* the definition when there is one; null: only a name */
	enum builtin builtin;
};

#define POS_CACHE 1024

struct lower {
	struct ir_unit *u;
	CXTranslationUnit tu;
	CXFile main_file;
	struct cmap decls, globals, fields, constants;
	struct type_slot *types;
	size_t ntypes, cap_types;
	VEC(CXFile) cxfiles;		/* by file index; [0] unused */
	size_t last_file;		/* index of the one that was asked for last */
	struct {
		unsigned key;
		struct ir_pos pos;
	} pos_cache[POS_CACHE];
	VEC(struct broken) broken;
	const struct ltype *ty_int, *ty_function;
	bool indexed;
	struct table idx_funcs, idx_records, idx_constants;	/* name -> CXCursor * */
	struct table texts;		/* file name -> struct text, lower_text.c */
	lower_find_fn find;
	lower_value_fn value;
	lower_declares_fn declares;
	void *find_arg;
};

static inline struct lower *lower_of(struct ir_unit *u)
{
	return u->front;
}

/* types.c */
const struct ir_type *lower_type(struct lower *l, CXType t);
const struct ir_type *lower_pointer_to(struct lower *l, const struct ir_type *t);
const struct ir_type *lower_int_type(struct lower *l);
const struct ir_type *lower_some_function_type(struct lower *l);
struct ir_field *lower_field(struct lower *l, CXCursor field);	/* NULL: an anonymous level */
/* The same member in r, when it is declared in a record that is an unnamed member of r. */
struct ir_field *lower_field_of(struct lower *l, struct ir_record *r, struct ir_field *field);
bool lower_is_unnamed_record(CXCursor field);
void lower_complete(struct lower *l, struct ir_record *r);
struct ir_record *lower_record(struct ir_unit *u, const char *tag);	/* laid out, or NULL */
/* The record as it is, or as the one a pointer points to. */
static inline const struct ltype *ltype_of(const struct ir_type *t)
{
	return (const struct ltype *)t;
}

/* lower.c */
struct ir_pos lower_pos(struct lower *l, CXSourceLocation loc);
struct ir_decl *lower_decl(struct lower *l, CXCursor fn);
struct ir_decl *lower_decl_named(struct lower *l, const char *name);
struct ir_var *lower_global(struct lower *l, CXCursor var);
const char *lower_spelling(CXString s);			/* interned; disposes of s */
bool lower_find_record(struct lower *l, const char *tag, CXCursor *c);

/* --- one function ------------------------------------------------------------ */

struct node {
	CXCursor c;
	struct node *parent, *first, *last, *next;
	unsigned n;			/* children */
};

/* A variable with a cleanup function to be called when its scope is left. */
struct cleanup {
	struct ir_var *var;
	struct ir_decl *fn;
	const struct cleanup *outer;
};

struct bb {
	struct ir_block *b;
	VEC(struct ir_insn *) insns;
	VEC(struct bb *) succ;
	VEC(struct ir_case) cases;
	bool live;			/* an edge from a live block leads here, or may */
	bool ended;
	bool seen;
	unsigned npred;
};

struct label {
	CXSourceLocation loc;		/* tells labels apart, also of one name */
	struct bb *bb;
	const struct node *node;	/* once it was met */
	const struct cleanup *cleanups;
	bool addr_taken;
};

struct pending_goto {
	struct bb *from;
	struct label *to;
	const struct cleanup *cleanups;
	struct ir_pos pos;
};

/* An asm goto: the labels are known by name only. */
struct pending_asm {
	struct bb *from;
	const struct node *node;
	const char **names;		/* NULL: any label */
	size_t nnames;
};

struct jump_ctx {
	struct bb *brk, *cont;		/* cont NULL: a switch */
	const struct cleanup *cleanups;
	struct jump_ctx *outer;
};

struct switch_ctx {
	struct bb *head;
	const struct ir_type *type;
	VEC(struct bb *) targets;
	VEC(struct ir_case) cases;
	struct bb *dflt;
	struct switch_ctx *outer;
};

struct lfunc {
	struct lower *l;
	struct ir_unit *u;
	struct ir_func *f;
	struct ldecl *ld;
	struct arena scratch;
	struct node *root;
	struct cmap locals;		/* VarDecl, ParmDecl -> ir_var */
	VEC(struct ir_var *) vars;
	VEC(struct bb *) bbs;
	struct bb *cur;
	const struct cleanup *cleanups;
	struct jump_ctx *jump;
	struct switch_ctx *sw;
	VEC(struct label *) labels;
	VEC(struct pending_goto) gotos;
	VEC(struct pending_asm) asms;
	VEC(struct bb *) computed;	/* blocks that end in a computed goto */
	const char *pretty;		/* the function as clang prints it, once asked for */
	const char *pretty_at;		/* behind the last asm goto that was read off */
	unsigned ntemps;
};

/* lower_tree.c */
struct node *tree_build(struct arena *mem, CXCursor root);
static inline bool node_is(const struct node *n, enum CXCursorKind kind)
{
	return n && n->c.kind == kind;
}
bool node_is_expr(const struct node *n);
bool node_is_stmt(const struct node *n);
struct node *node_child(const struct node *n, unsigned i);
const struct node *node_strip_parens(const struct node *n);
bool node_has_refs(const struct node *n);	/* names a variable, calls or assigns */
/* offsetof and builtins about types do; their values are constants. */
bool node_names_types(const struct node *n);
bool node_evaluate(const struct node *n, int64_t *value);
const struct node *implicit_operand(const struct node *n);	/* of a conversion clang added */

/* lower_text.c */
void text_done(struct lower *l);
/* Which of init, condition, increment a for statement has. */
void text_for_parts(struct lfunc *f, const struct node *n, bool part[3]);
const char *text_cleanup_function(struct lfunc *f, CXCursor var);
bool text_is_assertion(CXCursor fn);	/* declared with the attribute `error` */
bool text_is_asm_goto(struct lfunc *f, const struct node *n);
/* Labels of the next asm goto of the function's text; false when it can't be read. */
bool text_asm_labels(struct lfunc *f, const char ***names, size_t *n);

/* lower_make.c: expressions, folded where both operands are constants */
struct ir_expr *mk_expr(struct lfunc *f, enum ir_expr_kind k, const struct ir_type *t,
			struct ir_pos pos);
struct ir_expr *mk_const(struct lfunc *f, const struct ir_type *t, int64_t v, struct ir_pos pos);
struct ir_expr *mk_var(struct lfunc *f, struct ir_var *v, struct ir_pos pos);
struct ir_expr *mk_unary(struct lfunc *f, enum ir_opcode op, struct ir_expr *a,
			 const struct ir_type *t, struct ir_pos pos);
struct ir_expr *mk_binary(struct lfunc *f, enum ir_opcode op, struct ir_expr *a,
			  struct ir_expr *b, const struct ir_type *t, struct ir_pos pos);
struct ir_expr *mk_deref(struct lfunc *f, struct ir_expr *p, const struct ir_type *t,
			 struct ir_pos pos);
struct ir_expr *mk_addr(struct lfunc *f, struct ir_expr *lv, const struct ir_type *t,
			struct ir_pos pos);
struct ir_expr *mk_field(struct lfunc *f, struct ir_expr *base, struct ir_field *field,
			 const struct ir_type *t, struct ir_pos pos);
struct ir_expr *mk_index(struct lfunc *f, struct ir_expr *array, struct ir_expr *i,
			 const struct ir_type *t, struct ir_pos pos);
struct ir_expr *mk_cast(struct lfunc *f, struct ir_expr *e, const struct ir_type *t,
			bool is_explicit, struct ir_pos pos);
/* Would the value's truth survive the conversion? */
bool cast_keeps_truth(const struct ir_type *from, const struct ir_type *to);
bool type_same_value(const struct ir_type *a, const struct ir_type *b);
bool expr_is_local(const struct ir_expr *e);	/* a local or temporary, or a constant */

/* lower_cfg.c */
struct bb *bb_new(struct lfunc *f);
void bb_start(struct lfunc *f, struct bb *b);	/* ends the current one with a jump to b */
void bb_enter(struct lfunc *f, struct bb *b);	/* the current one has ended */
void bb_jump(struct lfunc *f, struct bb *to, struct ir_pos pos);
void bb_branch(struct lfunc *f, struct ir_expr *e, struct bb *yes, struct bb *no,
	       struct ir_pos pos);
void bb_return(struct lfunc *f, struct ir_expr *e, struct ir_pos pos);
void bb_stop(struct lfunc *f, struct ir_pos pos);
void bb_edge(struct bb *from, struct bb *to);
struct ir_insn *emit(struct lfunc *f, enum ir_insn_kind k, struct ir_pos pos);
void emit_assign(struct lfunc *f, struct ir_expr *dst, struct ir_expr *src, struct ir_pos pos);
void emit_cleanups(struct lfunc *f, const struct cleanup *until, struct ir_pos pos);
struct ir_var *var_new(struct lfunc *f, enum ir_var_kind k, const char *name,
		       const struct ir_type *t, struct ir_pos pos);
struct ir_expr *temp_new(struct lfunc *f, const struct ir_type *t, struct ir_pos pos);
struct label *label_get(struct lfunc *f, CXCursor label_stmt);
void cfg_finish(struct lfunc *f);

/* lower_expr.c */
struct ir_pos node_pos(struct lfunc *f, const struct node *n);
const struct ir_type *node_type(struct lfunc *f, const struct node *n);
struct ir_expr *lower_expr(struct lfunc *f, const struct node *n);
void lower_effect(struct lfunc *f, const struct node *n);
struct ir_expr *lower_unknown(struct lfunc *f, const struct node *n, bool count);
struct ir_expr *lower_convert(struct lfunc *f, struct ir_expr *e, const struct ir_type *t,
			      bool is_explicit, struct ir_pos pos);

/* lower_assign.c */
/* dst = n, without a temporary where the value is a call's or a ?:'s. */
void lower_into(struct lfunc *f, struct ir_expr *dst, const struct node *n, bool is_decl);
struct ir_expr *lower_assign(struct lfunc *f, const struct node *n, bool want);
struct ir_expr *lower_compound_assign(struct lfunc *f, const struct node *n, bool want);
struct ir_expr *lower_step(struct lfunc *f, const struct node *n, enum ir_opcode op, bool is_post,
			   bool want);
enum ir_opcode binary_op(enum CXBinaryOperatorKind k);	/* of a op b and a op= b */

/* lower_cond.c */
void lower_cond(struct lfunc *f, const struct node *n, struct bb *yes, struct bb *no);
struct ir_expr *lower_truth(struct lfunc *f, const struct node *n);	/* && and || as a value */
struct ir_expr *lower_ternary(struct lfunc *f, const struct node *n);
struct ir_expr *lower_elvis(struct lfunc *f, const struct node *n);	/* a ?: b */

/* lower_call.c */
struct ir_expr *lower_call(struct lfunc *f, const struct node *n, struct ir_expr *dst, bool want);
const struct node *call_expect_operand(struct lfunc *f, const struct node *n);
bool call_is_plain(struct lfunc *f, const struct node *n);	/* no builtin that folds away */

/* lower_aggr.c */
struct ir_expr *lower_compound_literal(struct lfunc *f, const struct node *n);
void lower_initialiser(struct lfunc *f, struct ir_expr *dst, const struct node *n);
void lower_roles(struct lower *l, CXCursor var);

/* lower_stmt.c */
void lower_stmt(struct lfunc *f, const struct node *n);
/* A statement expression but for its last expression, which is returned, or NULL. */
const struct node *stmt_expr_open(struct lfunc *f, const struct node *n,
				  const struct cleanup **scope);
void stmt_expr_close(struct lfunc *f, const struct node *n, const struct cleanup *scope);

#endif
