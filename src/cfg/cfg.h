/* The control-flow graph that everything after the parser works on: functions of blocks, blocks of simple statements
 * and one terminator. Plain data in an arena, no clang and no SQLite: a graph can be written as text (cfg/text.h) and
 * tested.
 *
 * Expressions are trees WITHOUT side effects: calls, assignments, ++ and the short-circuit operators have been lowered
 * into statements, temporaries and branches, in evaluation order. An lvalue is CFG_VAR, CFG_DEREF, CFG_FIELD or
 * CFG_INDEX; used as an expression it means its value. `p->f` is FIELD(DEREF(p), "f"); `s.f` is FIELD(s, "f").
 *
 * Values are mathematical 64-bit integers and addresses. Where C converts (implicitly or by cast) between integer types
 * of different width or signedness, the lowering leaves a CFG_CAST; pointers and integers of 64 bits need none.
 *
 * errno is the one variable named "errno" of kind CFG_GLOBAL (however the libc spells it). */
#ifndef CFG_CFG_H
#define CFG_CFG_H

#include <glib.h>
#include <stdbool.h>

#include "model/location.h"
#include "util/auto.h"

enum cfg_op {
	/* unary */
	CFG_NEG,
	CFG_NOT,
	CFG_COMPL,
	/* binary */
	CFG_ADD,
	CFG_SUB,
	CFG_MUL,
	CFG_DIV,
	CFG_REM,
	CFG_AND,
	CFG_OR,
	CFG_XOR,
	CFG_SHL,
	CFG_SHR,
	CFG_EQ,
	CFG_NE,
	CFG_LT,
	CFG_LE,
	CFG_GT,
	CFG_GE,
	CFG_OP_COUNT
};

enum cfg_expr_kind {
	CFG_CONST,   /* value */
	CFG_VAR,     /* var: index into the function's variables */
	CFG_FUNC,    /* name: link key of a function; its address, or the callee of a call */
	CFG_STRING,  /* name: a string literal's bytes; a pointer that is not null */
	CFG_UNKNOWN, /* any value; each evaluation its own. What the lowering could not express */
	CFG_DEREF,   /* *a */
	CFG_FIELD,   /* a.name */
	CFG_INDEX,   /* a[b]: a is a pointer value or an array lvalue */
	CFG_ADDR,    /* &a, a an lvalue (an array that decays too) */
	CFG_UNARY,   /* op a */
	CFG_BINARY,  /* a op b */
	CFG_CAST     /* a converted to an integer of `bits` bits, `is_signed`; bits 1 is bool */
};

struct cfg_expr {
	enum cfg_expr_kind kind;
	enum cfg_op op;
	gint64 value;
	int var;
	const char *name; /* interned */
	struct cfg_expr *a, *b;
	unsigned bits;
	bool is_signed;
	unsigned depth; /* 1 for a leaf; set by the builders, never over CFG_MAX_DEPTH */
};

/* A deeper expression becomes CFG_UNKNOWN when it is built (an lvalue: what an unknown pointer points to), so that
 * everything may recurse over expressions. */
enum { CFG_MAX_DEPTH = 200 };

/* A call of this name, without arguments, stands where the lowering lost a statement: anything may happen there. */
#define CFG_LOST "(lost)"

/* A struct cfg_field_func of this field: the function is mentioned where the lowered code does not show it. */
#define CFG_HIDDEN "(hidden)"

/* Before the key of a virtual method: the member of an object that says which of those that override it is meant. */
#define CFG_VIRTUAL "virtual "

enum cfg_stmt_kind {
	CFG_ASSIGN, /* lhs = rhs; lhs NULL: rhs evaluated for nothing (kept only where it matters to a reader) */
	CFG_CALL    /* lhs (or NULL) = callee(args…) */
};

struct cfg_stmt {
	enum cfg_stmt_kind kind;
	struct cfg_expr *lhs;
	struct cfg_expr *rhs;    /* ASSIGN */
	struct cfg_expr *callee; /* CALL: CFG_FUNC, or any expression for a call through a pointer */
	struct cfg_expr **args;
	unsigned n_args;
	const char *takes; /* interned: CALL through a pointer: of each parameter the names of the record that it points
			    * to, "list_t|list" or "", with ',' between them; NULL: not known */
	bool noreturn;     /* CALL: declared or known not to come back */
	int unwind;        /* CALL: block where an exception thrown inside continues; -1: leaves the function */
	int site;          /* CALL or ASSIGN (address taken): 1-based number of the rule's site in its unit, 0: none */
	struct location_range range; /* in the function's file; of the whole call or assignment */
	const char *text;            /* interned: the source on one line, shortened to 80 bytes; NULL when made up */
};

enum cfg_term_kind {
	CFG_GOTO,   /* then */
	CFG_BRANCH, /* cond: then, else_ */
	CFG_SWITCH, /* cond: cases, else_ is the default */
	CFG_RETURN, /* value or NULL */
	CFG_THROW,  /* else_: handler block, or -1: leaves the function */
	CFG_STOP    /* not reached: after a noreturn call, or falling off where that cannot be */
};

struct cfg_case {
	gint64 low, high; /* low == high but for GNU ranges */
	int block;
};

struct cfg_term {
	enum cfg_term_kind kind;
	struct cfg_expr *cond; /* BRANCH, SWITCH; RETURN: the value */
	int then, else_;
	struct cfg_case *cases;
	unsigned n_cases;
	/* Interned, as cfg/thrown.h has them. THROW: what is thrown; NULL: what is on its way already. BRANCH: the type
	 * of the handler that it leads to where the exception on its way is taken; NULL: another branch. */
	const char *type;
	struct location_range range; /* of the condition, or of the statement */
	const char *text;            /* interned: the condition's source on one line; NULL when made up */
};

struct cfg_block {
	GPtrArray *stmts; /* of struct cfg_stmt *, in the arena */
	struct cfg_term term;
	const char *label; /* interned: for the text form; NULL, or one that is not unique: "b<index>" */
};

enum cfg_var_kind {
	CFG_PARAM,  /* the first n_params variables, in order */
	CFG_LOCAL,  /* automatic */
	CFG_TEMP,   /* made by the lowering; written once on each path before it is read */
	CFG_STATIC, /* function-local static */
	CFG_GLOBAL  /* file-scope static or external, errno too */
};

struct cfg_var {
	enum cfg_var_kind kind;
	const char *name; /* interned, as in the source; TEMP "t1", "t2" … */
	const char *key;  /* interned; STATIC and GLOBAL: the key of its struct cfg_global; NULL else */
	bool address_taken;
	bool array; /* LOCAL: its name means where its elements lie */
};

struct cfg_function {
	const char *key; /* interned link key: equal for the same function in every unit (see ast/lower); the plain name
			  * for an external C function */
	const char *name; /* interned: for people; "Class::method" in C++ */
	const char *path; /* interned, relative: where it is defined */
	struct location_range range;
	bool internal; /* static, anonymous namespace, lambda: not to be linked with other units */
	bool noreturn;
	unsigned n_params;
	GPtrArray *vars;   /* of struct cfg_var * */
	GPtrArray *blocks; /* of struct cfg_block *; block 0 is the entry */
	struct cfg_arena *arena;
};

/* A variable with static storage, as one unit sees it; or a member of one whose initialiser says what it starts as: its
 * key is the whole's with ".member" and "[index]" behind. */
enum cfg_init { CFG_INIT_UNKNOWN, CFG_INIT_CONST, CFG_INIT_FUNC, CFG_INIT_ADDRESS, CFG_INIT_EXTERN };

struct cfg_global {
	const char
		*key; /* interned: link key; "path#name" when internal, "path#function#name" for a function's static */
	const char *name; /* interned */
	bool internal;    /* static: all writes are in this unit */
	bool constant;    /* const-qualified: only ever its initialiser */
	enum cfg_init
		init; /* EXTERN: only declared here. CONST also for zero-initialised ones without an initialiser */
	gint64 value;
	const char *target; /* interned: key of the function, for INIT_FUNC; of the variable, for INIT_ADDRESS */
	bool writes_unseen; /* something in its unit that was not lowered may write to it (or took its address) */
};

/* Behind the name of a variable or a member: the field that stands for all elements of the array that it is. */
#define CFG_ELEMENTS "[]"

/* A member of an aggregate with static storage that is initialised with a function ("struct ops o = { .accept = f }"):
 * any read of a field of that name through an unknown object may yield any of the functions recorded for it. */
struct cfg_field_func {
	const char *field; /* interned */
	const char *func;  /* interned key */
};

struct cfg_arena *cfg_arena_new(void);
void cfg_arena_free(struct cfg_arena *arena);
void *cfg_arena_alloc0(struct cfg_arena *arena, size_t size);

/* A function with no blocks; owned by the caller, its parts by its arena. */
struct cfg_function *cfg_function_new(const char *key, const char *name, const char *path);
void cfg_function_free(struct cfg_function *f);

/* Builders. All results belong to the function's arena; names are interned. Ranges start with the function's path and
 * no lines; a block starts as CFG_STOP; a STATIC or GLOBAL without a key has its name as key; cfg_addr() marks the
 * variable whose address is taken. */
int cfg_add_var(struct cfg_function *f, enum cfg_var_kind kind, const char *name, const char *key);
int cfg_add_block(struct cfg_function *f);
struct cfg_block *cfg_block(const struct cfg_function *f, int index);
struct cfg_var *cfg_var(const struct cfg_function *f, int index);

bool cfg_expr_is_lvalue(const struct cfg_expr *e);
struct cfg_expr *cfg_const(struct cfg_function *f, gint64 value);
struct cfg_expr *cfg_var_expr(struct cfg_function *f, int var);
struct cfg_expr *cfg_func(struct cfg_function *f, const char *key);
struct cfg_expr *cfg_string(struct cfg_function *f, const char *bytes);
struct cfg_expr *cfg_unknown(struct cfg_function *f);
struct cfg_expr *cfg_deref(struct cfg_function *f, struct cfg_expr *a);
struct cfg_expr *cfg_field(struct cfg_function *f, struct cfg_expr *a, const char *name);
struct cfg_expr *cfg_index(struct cfg_function *f, struct cfg_expr *a, struct cfg_expr *b);
struct cfg_expr *cfg_addr(struct cfg_function *f, struct cfg_expr *a);
struct cfg_expr *cfg_unary(struct cfg_function *f, enum cfg_op op, struct cfg_expr *a);
struct cfg_expr *cfg_binary(struct cfg_function *f, enum cfg_op op, struct cfg_expr *a, struct cfg_expr *b);
struct cfg_expr *cfg_cast(struct cfg_function *f, struct cfg_expr *a, unsigned bits, bool is_signed);

struct cfg_stmt *cfg_add_assign(struct cfg_function *f, int block, struct cfg_expr *lhs, struct cfg_expr *rhs);
struct cfg_stmt *cfg_add_call(struct cfg_function *f, int block, struct cfg_expr *lhs, struct cfg_expr *callee,
			      struct cfg_expr *const *args, unsigned n_args);
void cfg_set_goto(struct cfg_function *f, int block, int target);
struct cfg_term *cfg_set_branch(struct cfg_function *f, int block, struct cfg_expr *cond, int then, int else_);
struct cfg_term *cfg_set_switch(struct cfg_function *f, int block, struct cfg_expr *value, int default_block);
void cfg_add_case(struct cfg_function *f, int block, gint64 low, gint64 high, int target);
struct cfg_term *cfg_set_return(struct cfg_function *f, int block, struct cfg_expr *value);
struct cfg_term *cfg_set_throw(struct cfg_function *f, int block, int handler);
struct cfg_term *cfg_set_stop(struct cfg_function *f, int block);

/* Removes blocks that no path from the entry reaches, threads gotos through empty blocks and renumbers. */
void cfg_function_tidy(struct cfg_function *f);

/* Checks what every consumer relies on (blocks and variables in range, entry present, lvalues where they must be).
 * Errors name the function and the block. For bytes that came over a pipe or from a test. */
bool cfg_function_check(const struct cfg_function *f, GError **error);

#define CFG_ERROR cfg_error_quark()
GQuark cfg_error_quark(void);
enum cfg_error { CFG_ERROR_SYNTAX, CFG_ERROR_INVALID };

UTIL_DEFINE_AUTO(cfg_function, cfg_function_free)

#endif
