/* The arena and the builders. An expression deeper than CFG_MAX_DEPTH becomes CFG_UNKNOWN (any value, so nothing wrong
 * is concluded from it): everything that walks expressions may then recurse without fear of its stack. */
#include "cfg/cfg.h"

#include <string.h>

G_DEFINE_QUARK(sysfall_cfg_error, cfg_error)

enum { ARENA_CHUNK = 16 * 1024, ARENA_ALIGN = 16 };

struct cfg_arena {
	GPtrArray *chunks; /* owned */
	size_t used;       /* of the last chunk */
	size_t size;       /* of the last chunk */
};

struct cfg_arena *cfg_arena_new(void)
{
	struct cfg_arena *arena = g_new0(struct cfg_arena, 1);
	arena->chunks = g_ptr_array_new_with_free_func(g_free);
	return arena;
}

void cfg_arena_free(struct cfg_arena *arena)
{
	if (!arena)
		return;
	g_ptr_array_unref(arena->chunks);
	g_free(arena);
}

void *cfg_arena_alloc0(struct cfg_arena *arena, size_t size)
{
	size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
	if (arena->size - arena->used < size) {
		arena->size = MAX(size, (size_t)ARENA_CHUNK);
		arena->used = 0;
		g_ptr_array_add(arena->chunks, g_malloc0(arena->size));
	}
	char *chunk = g_ptr_array_index(arena->chunks, arena->chunks->len - 1);
	void *result = chunk + arena->used;
	arena->used += size;
	return result;
}

static void block_free(struct cfg_block *block)
{
	g_ptr_array_unref(block->stmts);
}

struct cfg_function *cfg_function_new(const char *key, const char *name, const char *path)
{
	struct cfg_function *f = g_new0(struct cfg_function, 1);
	f->key = g_intern_string(key);
	f->name = g_intern_string(name ? name : key);
	f->path = g_intern_string(path ? path : "");
	f->range.path = f->path;
	f->vars = g_ptr_array_new();
	f->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free);
	f->arena = cfg_arena_new();
	return f;
}

void cfg_function_free(struct cfg_function *f)
{
	if (!f)
		return;
	g_ptr_array_unref(f->vars);
	g_ptr_array_unref(f->blocks);
	cfg_arena_free(f->arena);
	g_free(f);
}

int cfg_add_var(struct cfg_function *f, enum cfg_var_kind kind, const char *name, const char *key)
{
	struct cfg_var *var = cfg_arena_alloc0(f->arena, sizeof *var);
	var->kind = kind;
	var->name = g_intern_string(name);
	if (kind == CFG_STATIC || kind == CFG_GLOBAL)
		var->key = g_intern_string(key ? key : name);
	if (kind == CFG_PARAM)
		f->n_params++;
	g_ptr_array_add(f->vars, var);
	return (int)f->vars->len - 1;
}

int cfg_add_block(struct cfg_function *f)
{
	struct cfg_block *block = cfg_arena_alloc0(f->arena, sizeof *block);
	block->stmts = g_ptr_array_new();
	block->term.kind = CFG_STOP;
	block->term.then = block->term.else_ = -1;
	block->term.range.path = f->path;
	g_ptr_array_add(f->blocks, block);
	return (int)f->blocks->len - 1;
}

struct cfg_block *cfg_block(const struct cfg_function *f, int index)
{
	g_assert(index >= 0 && (unsigned)index < f->blocks->len);
	return g_ptr_array_index(f->blocks, index);
}

struct cfg_var *cfg_var(const struct cfg_function *f, int index)
{
	g_assert(index >= 0 && (unsigned)index < f->vars->len);
	return g_ptr_array_index(f->vars, index);
}

bool cfg_expr_is_lvalue(const struct cfg_expr *e)
{
	return e->kind == CFG_VAR || e->kind == CFG_DEREF || e->kind == CFG_FIELD || e->kind == CFG_INDEX;
}

static struct cfg_expr *expr_new(struct cfg_function *f, enum cfg_expr_kind kind)
{
	struct cfg_expr *e = cfg_arena_alloc0(f->arena, sizeof *e);
	e->kind = kind;
	e->depth = 1;
	e->var = -1;
	return e;
}

/* A node over one or two others; cut off where it gets too deep. */
static struct cfg_expr *expr_over(struct cfg_function *f, enum cfg_expr_kind kind, struct cfg_expr *a,
				  struct cfg_expr *b)
{
	struct cfg_expr *e = expr_new(f, kind);
	unsigned depth = 1 + MAX(a->depth, b ? b->depth : 0);
	if (depth <= CFG_MAX_DEPTH) {
		e->depth = depth;
		e->a = a;
		e->b = b;
		return e;
	}
	if (!cfg_expr_is_lvalue(e)) {
		e->kind = CFG_UNKNOWN;
		return e;
	}
	e->kind = CFG_DEREF;
	e->depth = 2;
	e->a = cfg_unknown(f);
	return e;
}

struct cfg_expr *cfg_const(struct cfg_function *f, gint64 value)
{
	struct cfg_expr *e = expr_new(f, CFG_CONST);
	e->value = value;
	return e;
}

struct cfg_expr *cfg_var_expr(struct cfg_function *f, int var)
{
	struct cfg_expr *e = expr_new(f, CFG_VAR);
	e->var = var;
	return e;
}

struct cfg_expr *cfg_func(struct cfg_function *f, const char *key)
{
	struct cfg_expr *e = expr_new(f, CFG_FUNC);
	e->name = g_intern_string(key);
	return e;
}

struct cfg_expr *cfg_string(struct cfg_function *f, const char *bytes)
{
	struct cfg_expr *e = expr_new(f, CFG_STRING);
	e->name = g_intern_string(bytes);
	return e;
}

struct cfg_expr *cfg_unknown(struct cfg_function *f)
{
	return expr_new(f, CFG_UNKNOWN);
}

struct cfg_expr *cfg_deref(struct cfg_function *f, struct cfg_expr *a)
{
	return expr_over(f, CFG_DEREF, a, NULL);
}

struct cfg_expr *cfg_field(struct cfg_function *f, struct cfg_expr *a, const char *name)
{
	struct cfg_expr *e = expr_over(f, CFG_FIELD, a, NULL);
	if (e->kind == CFG_FIELD)
		e->name = g_intern_string(name);
	return e;
}

struct cfg_expr *cfg_index(struct cfg_function *f, struct cfg_expr *a, struct cfg_expr *b)
{
	return expr_over(f, CFG_INDEX, a, b);
}

/* &x, &x.f and &x[i] give x away; &*p and &p->f give nothing away that p does not point to already. */
static void mark_address_taken(struct cfg_function *f, const struct cfg_expr *e)
{
	while (e->kind == CFG_FIELD || e->kind == CFG_INDEX)
		e = e->a;
	if (e->kind == CFG_VAR && e->var >= 0 && (unsigned)e->var < f->vars->len)
		cfg_var(f, e->var)->address_taken = true;
}

struct cfg_expr *cfg_addr(struct cfg_function *f, struct cfg_expr *a)
{
	mark_address_taken(f, a);
	return expr_over(f, CFG_ADDR, a, NULL);
}

struct cfg_expr *cfg_unary(struct cfg_function *f, enum cfg_op op, struct cfg_expr *a)
{
	struct cfg_expr *e = expr_over(f, CFG_UNARY, a, NULL);
	if (e->kind == CFG_UNARY)
		e->op = op;
	return e;
}

struct cfg_expr *cfg_binary(struct cfg_function *f, enum cfg_op op, struct cfg_expr *a, struct cfg_expr *b)
{
	struct cfg_expr *e = expr_over(f, CFG_BINARY, a, b);
	if (e->kind == CFG_BINARY)
		e->op = op;
	return e;
}

struct cfg_expr *cfg_cast(struct cfg_function *f, struct cfg_expr *a, unsigned bits, bool is_signed)
{
	struct cfg_expr *e = expr_over(f, CFG_CAST, a, NULL);
	if (e->kind == CFG_CAST) {
		e->bits = bits;
		e->is_signed = is_signed;
	}
	return e;
}

static struct cfg_stmt *stmt_add(struct cfg_function *f, int block, enum cfg_stmt_kind kind, struct cfg_expr *lhs)
{
	struct cfg_stmt *s = cfg_arena_alloc0(f->arena, sizeof *s);
	s->kind = kind;
	s->lhs = lhs;
	s->unwind = -1;
	s->range.path = f->path;
	g_ptr_array_add(cfg_block(f, block)->stmts, s);
	return s;
}

struct cfg_stmt *cfg_add_assign(struct cfg_function *f, int block, struct cfg_expr *lhs, struct cfg_expr *rhs)
{
	struct cfg_stmt *s = stmt_add(f, block, CFG_ASSIGN, lhs);
	s->rhs = rhs;
	return s;
}

struct cfg_stmt *cfg_add_call(struct cfg_function *f, int block, struct cfg_expr *lhs, struct cfg_expr *callee,
			      struct cfg_expr *const *args, unsigned n_args)
{
	struct cfg_stmt *s = stmt_add(f, block, CFG_CALL, lhs);
	s->callee = callee;
	s->n_args = n_args;
	if (n_args > 0) {
		s->args = cfg_arena_alloc0(f->arena, n_args * sizeof *s->args);
		memcpy(s->args, args, n_args * sizeof *s->args);
	}
	return s;
}

static struct cfg_term *term_set(struct cfg_function *f, int block, enum cfg_term_kind kind, struct cfg_expr *cond)
{
	struct cfg_term *term = &cfg_block(f, block)->term;
	*term = (struct cfg_term){.kind = kind, .cond = cond, .then = -1, .else_ = -1, .range.path = f->path};
	return term;
}

void cfg_set_goto(struct cfg_function *f, int block, int target)
{
	term_set(f, block, CFG_GOTO, NULL)->then = target;
}

struct cfg_term *cfg_set_branch(struct cfg_function *f, int block, struct cfg_expr *cond, int then, int else_)
{
	struct cfg_term *term = term_set(f, block, CFG_BRANCH, cond);
	term->then = then;
	term->else_ = else_;
	return term;
}

struct cfg_term *cfg_set_switch(struct cfg_function *f, int block, struct cfg_expr *value, int default_block)
{
	struct cfg_term *term = term_set(f, block, CFG_SWITCH, value);
	term->else_ = default_block;
	return term;
}

void cfg_add_case(struct cfg_function *f, int block, gint64 low, gint64 high, int target)
{
	struct cfg_term *term = &cfg_block(f, block)->term;
	g_assert(term->kind == CFG_SWITCH);
	bool full = (term->n_cases & (term->n_cases - 1)) == 0; /* it grows at 0, 1, 2, 4, 8 … */
	if (full) {
		unsigned size = MAX(1, term->n_cases * 2);
		struct cfg_case *cases = cfg_arena_alloc0(f->arena, size * sizeof *cases);
		if (term->n_cases > 0)
			memcpy(cases, term->cases, term->n_cases * sizeof *cases);
		term->cases = cases;
	}
	term->cases[term->n_cases++] = (struct cfg_case){low, high, target};
}

struct cfg_term *cfg_set_return(struct cfg_function *f, int block, struct cfg_expr *value)
{
	return term_set(f, block, CFG_RETURN, value);
}

struct cfg_term *cfg_set_throw(struct cfg_function *f, int block, int handler)
{
	struct cfg_term *term = term_set(f, block, CFG_THROW, NULL);
	term->else_ = handler;
	return term;
}

struct cfg_term *cfg_set_stop(struct cfg_function *f, int block)
{
	return term_set(f, block, CFG_STOP, NULL);
}
