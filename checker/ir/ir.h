/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The intermediate representation: functions as basic blocks of a small instruction set over
 * side-effect-free expression trees.
 *
 * clang/ makes it from cursors, flow/ interprets it, ir/ir_print.c prints it. Everything belongs to
 * the arena of its struct ir_unit and lives as long as the unit. Names are interned (util.h):
 * compare them with ==.
 *
 * Lowering guarantees:  - an expression tree has no side effect: calls, assignments, ++, ?:, &&, ||
 * and statement
 *    expressions have become instructions that precede it, with results in temporaries (VAR_TEMP);
 * - a branch condition is atomic: no &&, || or ! at its top (the edges express them);
 *    likely()/__builtin_expect() are removed. A condition that folds to a constant keeps only the
 *    edge that is taken;
 * - an operand of a cast or typeof that is not evaluated is not in the tree;  - what could not be
 * lowered is an I_HAVOC of what it may write and an EX_UNKNOWN value, and is
 *    counted in ir_func.unknown.
 */
#ifndef PAGECK_IR_H
#define PAGECK_IR_H

#include "util/util.h"

struct ir_unit;

/* --- places ----------------------------------------------------------- */

/*
 * A place in the source. (file, line, col) is the expansion: where a macro is
 * used. (sfile, sline) is the spelling: where the token was written; equal to
 * the expansion outside macros. Files index ir_unit.files; 0 is "no place".
 */
struct ir_pos {
	uint32_t line, sline;
	uint16_t file, sfile;
	uint16_t col;
};

/* The same place; where the text of a macro stands doesn't count. */
static inline bool ir_same_pos(struct ir_pos a, struct ir_pos b)
{
	return a.file == b.file && a.line == b.line && a.col == b.col;
}

/* --- types ------------------------------------------------------------ */

enum ir_type_kind {
	TY_VOID, TY_BOOL, TY_INT, TY_ENUM, TY_POINTER, TY_ARRAY, TY_RECORD, TY_FUNCTION, TY_OTHER,
};

struct ir_type {
	enum ir_type_kind kind;
	uint16_t bits;			/* width of integers, enums, pointers */
	bool is_unsigned;
	bool is_const;			/* this type is const-qualified */
	const struct ir_type *to;	/* TY_POINTER, TY_ARRAY: pointee, element; TY_FUNCTION: result */
	struct ir_record *record;	/* TY_RECORD */
	const char *name;		/* as clang spells it, interned */
};

/*
 * A struct or union as the tree under analysis lays it out. Members of
 * anonymous structs and unions are flattened into the record that encloses
 * them, as C's `p->f` sees them. A member whose own type is a named record is
 * one field; its members belong to that record.
 */
struct ir_field {
	const char *name;
	const struct ir_type *type;
	struct ir_record *record;	/* the flattened owner */
	uint64_t offset, size;		/* bits from the start of record; size 0: incomplete or flexible */
};

struct ir_record {
	const char *name;		/* tag without "struct ", else the typedef's name, else "" */
	bool is_union, is_complete;
	uint64_t size;			/* bits */
	struct ir_field *fields;	/* in order of declaration */
	size_t nfields;
};

struct ir_field *ir_record_field(const struct ir_record *r, const char *interned_name);
/* Do two fields of one record share storage? */
bool ir_fields_overlap(const struct ir_field *a, const struct ir_field *b);

/* --- variables and functions ------------------------------------------- */

enum ir_var_kind {
	VAR_PARAM,	/* index = position */
	VAR_LOCAL,
	VAR_TEMP,	/* made by lowering */
	VAR_GLOBAL,	/* file scope, or static inside a function */
};

struct ir_var {
	const char *name;
	const struct ir_type *type;
	enum ir_var_kind kind;
	unsigned index;			/* PARAM, LOCAL, TEMP: dense in ir_func.vars; GLOBAL: unused */
	bool address_taken;
	bool is_static;			/* GLOBAL: no other file can name it */
	struct ir_pos pos;
};

/* A function as declared in this unit; one object for all its declarations. */
struct ir_decl {
	const char *name;
	const struct ir_type *type;	/* TY_FUNCTION */
	const struct ir_type **param_types;
	unsigned nparams;
	bool variadic, noreturn;
	/* __attribute__((error)): the compiler proves that it is never called */
	bool asserts;
	bool is_static, is_inline;
	bool is_defined;		/* a body exists in this unit */
	bool in_main_file;		/* the body expands in the main file, not in a header */
	bool broken;			/* a parse error lies inside the body: not analysed */
	bool lowered;			/* ir_body() was called */
	/* called without a visible declaration: only the name is known */
	bool is_name;
	struct ir_func *body;
	struct ir_pos pos;		/* of the definition, else of a declaration */
	void *front;			/* the front end's handle */
	void *flow;			/* the flow engine's handle (its summary) */
};

/* --- expressions ------------------------------------------------------- */

enum ir_expr_kind {
	/* lvalues: name a location; read when used as a value */
	EX_VAR,		/* var */
	EX_DEREF,	/* *a; a is a pointer value. p->f is FIELD(DEREF(p), f) */
	EX_FIELD,	/* a.field; a is an lvalue (or a struct-valued expression) */
	EX_INDEX,	/* a[b]; a is an lvalue of array type. On a pointer, p[i] is
			 * DEREF(BINARY(+, p, i)), and p[0] is DEREF(p) */
	/* values */
	EX_CONST,	/* value: integers, enums, character constants, NULL, sizeof... */
	EX_STRING,	/* text: a string literal */
	EX_FUNC,	/* decl: a function designator */
	EX_ADDR,	/* &a; also an array lvalue used as a value: ADDR(INDEX(a, 0)) */
	EX_UNARY,	/* op a: '-', '~', '!' */
	EX_BINARY,	/* a op b. Pointer + integer is in elements */
	EX_CAST,	/* (type)a: explicit, or implicit where width or kind change */
	EX_UNKNOWN,	/* could not be lowered, or floating point */
};

enum ir_opcode {
	OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_REM, OP_SHL, OP_SHR, OP_AND, OP_OR, OP_XOR,
	OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
	OP_NEG, OP_COM, OP_NOT,
};

struct ir_expr {
	enum ir_expr_kind kind;
	enum ir_opcode op;
	const struct ir_type *type;	/* of the value */
	struct ir_pos pos;
	struct ir_expr *a, *b;
	union {
		struct ir_var *var;
		struct ir_field *field;
		struct ir_decl *decl;
		int64_t value;		/* EX_CONST, sign- or zero-extended to 64 bits by its type */
		const char *text;
	};
};

static inline bool ir_is_lvalue(const struct ir_expr *e)
{
	return e->kind <= EX_INDEX;
}

/* --- instructions and blocks -------------------------------------------- */

enum ir_insn_kind {
	I_ASSIGN,	/* dst = src; dst is an lvalue. A whole struct may be assigned */
	I_CALL,		/* [dst =] callee(args) */
	I_HAVOC,	/* dst may hold anything now (asm outputs, unknown constructs, an
			 * uninitialised declaration: `int x;` is I_HAVOC with is_decl) */
	I_EVAL,		/* src is evaluated for nothing: `(void)p->f;`, an expression statement */
};

struct ir_insn {
	enum ir_insn_kind kind;
	bool is_decl;			/* I_ASSIGN, I_HAVOC: this is the variable's declaration */
	bool is_cleanup;		/* I_CALL put there by __attribute__((cleanup)) */
	struct ir_pos pos;
	struct ir_expr *dst, *src;
	struct ir_decl *fn;		/* I_CALL: the callee when it is named, else NULL */
	struct ir_expr *callee;		/* I_CALL: the function pointer's value when fn is NULL */
	struct ir_expr **args;
	unsigned nargs;
};

enum ir_term_kind {
	T_JUMP,		/* to succ[0] */
	T_BRANCH,	/* on value: succ[0] when nonzero, succ[1] when zero */
	T_SWITCH,	/* on value: cases[i].lo..hi go to succ[i]; succ[ncases] is the default */
	T_RETURN,	/* value or NULL */
	T_GOTO,		/* computed goto, asm goto: any of succ */
	T_STOP,		/* control never gets past the block (noreturn call, unreachable) */
};

struct ir_case {
	int64_t lo, hi;		/* inclusive, in the type of the switch value */
};

struct ir_block {
	unsigned id;			/* its index in ir_func.blocks */
	struct ir_insn **insns;
	size_t ninsns;
	enum ir_term_kind term;
	struct ir_expr *value;
	struct ir_pos pos;		/* of the terminator: the `if`, `return`, `goto` */
	struct ir_case *cases;
	size_t ncases;
	struct ir_block **succ;
	size_t nsucc;
	const char *label;		/* of a C label that starts the block, else NULL */
};

struct ir_func {
	struct ir_decl *decl;
	struct ir_var **params;
	unsigned nparams;
	struct ir_var **vars;		/* params first, then locals and temporaries, by index */
	unsigned nvars;
	struct ir_block **blocks;	/* blocks[0] is the entry; unreachable blocks are gone;
					 * in reverse post-order */
	size_t nblocks;
	unsigned unknown;		/* constructs that became havoc */
	struct ir_pos end;		/* the closing brace */
	struct ir_pos *dropped;		/* of instructions in unreachable blocks; not kept by ir_save() */
	unsigned ndropped;
};

/* --- a unit --------------------------------------------------------------- */

/* A function's address in a member of a static initialiser: .read_folio = foo. */
struct ir_role {
	const struct ir_record *record;
	const char *field;
	struct ir_decl *fn;
	struct ir_pos pos;
};

/* Where a unit's answers come from until it is closed: clang/lower.c. */
struct ir_source {
	struct ir_func *(*body)(struct ir_unit *u, struct ir_decl *d);
	struct ir_record *(*record)(struct ir_unit *u, const char *tag);
	struct ir_decl *(*decl)(struct ir_unit *u, const char *name);
	bool (*constant)(struct ir_unit *u, const char *name, int64_t *value);
	bool (*declares)(struct ir_unit *u, const char *name);
};

struct ir_unit {
	struct arena mem;
	VEC(const char *) files;	/* [0] is "" ; names as the compiler knows them */
	struct table decls;		/* name -> struct ir_decl: file-scope functions seen */
	struct table records;		/* name -> struct ir_record: named ones seen */
	VEC(struct ir_decl *) defs;	/* functions defined in the main file, in order */
	VEC(struct ir_role) roles;	/* of the main file */
	struct table constants;		/* name -> int64_t: enumerators that were asked for */
	struct table declared;		/* names of functions that were asked for and are declared */
	const struct ir_source *source;
	/* ir_close() was called: answers come only from what the unit holds */
	bool closed;
	void *front;
};

/* Frees what the unit holds, except what belongs to its source. */
void ir_unit_done(struct ir_unit *u);

/*
 * The lowered body, made on first use; NULL when there is none or it is broken.
 * Works for bodies in headers too.
 */
struct ir_func *ir_body(struct ir_unit *u, struct ir_decl *d);
/* A record by tag, laid out; NULL when the unit doesn't declare it. */
struct ir_record *ir_find_record(struct ir_unit *u, const char *tag);
/* A function by name, whether or not it was called yet; NULL when not declared. */
struct ir_decl *ir_find_decl(struct ir_unit *u, const char *name);
/* Is there a function of that name? Costs less than finding it. */
bool ir_declares(struct ir_unit *u, const char *name);
/*
 * Prefix of an enumerator that stands for a macro: declared when the macro is defined at the end of
 * the main file.
 */
#define IR_MACRO_DEFINED	"__pageck_macro_"
/* The same with the macro's value, if that is a constant. */
#define IR_MACRO_VALUE		"__pageck_value_"
/* An enumerator's value; false when the unit doesn't declare it. */
bool ir_find_constant(struct ir_unit *u, const char *name, int64_t *value);

/*
 * Lowers the body of d, or of all functions in the main file, and the bodies that they may call.
 * ir/close.c.
 */
void ir_reach(struct ir_unit *u, struct ir_decl *d);
void ir_reach_all(struct ir_unit *u);
/*
 * Detaches the unit from its source: from now on it answers only from what it holds, so that a
 * saved and loaded unit gives the same answers. Names that no body mentions must be looked up
 * before.
 */
void ir_close(struct ir_unit *u);

/* Checks the guarantees above for a function. NULL, or what is wrong. ir/ir.c. */
const char *ir_validate(const struct ir_func *f);

/* --- ir/ir_print.c --------------------------------------------------------------- */

/* C-like text: page->mapping, (*pgmap), folio->page.lru.next, f(x). */
void ir_print_expr(struct strbuf *out, const struct ir_expr *e);
/* The function's graph as text, and as Graphviz (one digraph). */
void ir_print_func(struct strbuf *out, const struct ir_unit *u, const struct ir_func *f);
void ir_print_dot(struct strbuf *out, const struct ir_unit *u, const struct ir_func *f);

#endif
