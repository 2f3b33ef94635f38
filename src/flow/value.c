/* The table of value nodes and the folding of operations on them. What a node's value may be on a path (its range) is
 * the state's business (flow/state.c); here only what holds on every path. */
#include "flow/value.h"

struct value_table {
	GArray *values;    /* of struct value */
	GHashTable *index; /* struct value * (in a stable copy) -> id + 1 */
	GPtrArray *copies;
	GArray *marks; /* of guint: the sweep that marked a node last */
	guint sweep;
};

static guint value_hash(gconstpointer p)
{
	const struct value *v = p;
	guint h = (guint)v->kind * 31u + (guint)v->op;
	h = h * 1000003u ^ (guint)(v->n ^ (v->n >> 32));
	h = h * 1000003u ^ (guint)v->a;
	h = h * 1000003u ^ (guint)v->b;
	return h * 1000003u ^ g_direct_hash(v->name) ^ g_direct_hash(v->origin);
}

static gboolean value_equal(gconstpointer p, gconstpointer q)
{
	const struct value *v = p, *w = q;
	return v->kind == w->kind && v->op == w->op && v->n == w->n && v->a == w->a && v->b == w->b &&
	       v->name == w->name && v->origin == w->origin;
}

struct value_table *value_table_new(void)
{
	struct value_table *t = g_new0(struct value_table, 1);
	t->values = g_array_new(FALSE, FALSE, sizeof(struct value));
	t->index = g_hash_table_new(value_hash, value_equal);
	t->copies = g_ptr_array_new_with_free_func(g_free);
	t->marks = g_array_new(FALSE, TRUE, sizeof(guint));
	return t;
}

void value_table_free(struct value_table *t)
{
	if (!t)
		return;
	g_hash_table_unref(t->index);
	g_ptr_array_unref(t->copies);
	g_array_unref(t->values);
	g_array_unref(t->marks);
	g_free(t);
}

const struct value *value_get(const struct value_table *t, int id)
{
	g_assert(id >= 0 && (guint)id < t->values->len);
	return &g_array_index(t->values, struct value, id);
}

/* Nodes of the tree that the value is, itself included. */
static unsigned tree_size(const struct value_table *t, const struct value *v)
{
	bool built = v->kind == VALUE_INIT || v->kind == VALUE_FIELD || v->kind == VALUE_OP || v->kind == VALUE_CAST;
	unsigned size = 1;
	if (built)
		size += value_get(t, v->a)->size;
	if (v->kind == VALUE_OP && v->b >= 0)
		size += value_get(t, v->b)->size;
	return size;
}

static int value_intern(struct value_table *t, const struct value *v)
{
	static const char large[] = "large";
	gpointer found = g_hash_table_lookup(t->index, v);
	if (found)
		return GPOINTER_TO_INT(found) - 1;
	unsigned size = tree_size(t, v);
	if (size > VALUE_MAX_SIZE) /* anything, but the same for the same operands */
		return value_intern(t, &(struct value){.kind = VALUE_FRESH,
						       .op = v->op,
						       .n = (gint64)v->a << 32 | (guint)v->b,
						       .a = -1,
						       .b = -1,
						       .name = v->name,
						       .origin = large});
	if (v->kind == VALUE_FIELD || (v->kind == VALUE_OP && v->op == CFG_ADD))
		g_array_index(t->values, struct value, v->a).has_parts = true;
	struct value *copy = g_memdup2(v, sizeof(*v));
	copy->size = size;
	g_ptr_array_add(t->copies, copy);
	g_array_append_val(t->values, *copy);
	g_hash_table_insert(t->index, copy, GINT_TO_POINTER((gint)t->values->len));
	return (int)t->values->len - 1;
}

int value_const(struct value_table *t, gint64 n)
{
	return value_intern(t, &(struct value){.kind = VALUE_CONST, .n = n, .a = -1, .b = -1});
}

int value_init(struct value_table *t, int location)
{
	return value_intern(t, &(struct value){.kind = VALUE_INIT, .a = location, .b = -1});
}

int value_fresh(struct value_table *t, const void *origin, unsigned n)
{
	return value_intern(t, &(struct value){.kind = VALUE_FRESH, .n = n, .a = -1, .b = -1, .origin = origin});
}

bool value_fresh_is_new(const struct value_table *t, const void *origin)
{
	struct value v = {.kind = VALUE_FRESH, .a = -1, .b = -1, .origin = origin};
	return !g_hash_table_contains(t->index, &v);
}

int value_forgotten(struct value_table *t, int location, enum forgotten why)
{
	return value_intern(t, &(struct value){.kind = VALUE_FRESH, .n = (int)why, .a = location, .b = -1});
}

int value_forgotten_place(const struct value_table *t, int id)
{
	const struct value *v = id >= 0 ? value_get(t, id) : NULL;
	return v && v->kind == VALUE_FRESH ? v->a : -1;
}

int value_local(struct value_table *t, const char *function, unsigned depth, unsigned var)
{
	return value_intern(t,
			    &(struct value){.kind = VALUE_LOCAL, .n = var, .a = (int)depth, .b = -1, .name = function});
}

int value_global(struct value_table *t, const char *key)
{
	return value_intern(t, &(struct value){.kind = VALUE_GLOBAL, .a = -1, .b = -1, .name = key});
}

int value_field(struct value_table *t, int address, const char *name)
{
	return value_intern(t, &(struct value){.kind = VALUE_FIELD, .a = address, .b = -1, .name = name});
}

int value_func(struct value_table *t, const char *key)
{
	return value_intern(t, &(struct value){.kind = VALUE_FUNC, .a = -1, .b = -1, .name = key});
}

int value_string(struct value_table *t, const char *bytes)
{
	return value_intern(t, &(struct value){.kind = VALUE_STRING, .a = -1, .b = -1, .name = bytes});
}

bool value_is_const(const struct value_table *t, int id, gint64 *out)
{
	const struct value *v = value_get(t, id);
	if (v->kind != VALUE_CONST)
		return false;
	*out = v->n;
	return true;
}

void value_marks_begin(struct value_table *t)
{
	t->sweep++;
	if (t->marks->len < t->values->len)
		g_array_set_size(t->marks, t->values->len);
}

void value_mark(struct value_table *t, int id)
{
	if (t->marks->len <= (guint)id)
		g_array_set_size(t->marks, t->values->len);
	g_array_index(t->marks, guint, id) = t->sweep;
}

bool value_is_marked(const struct value_table *t, int id)
{
	return (guint)id < t->marks->len && g_array_index(t->marks, guint, id) == t->sweep;
}

static bool is_address(const struct value *v)
{
	return v->kind == VALUE_LOCAL || v->kind == VALUE_GLOBAL || v->kind == VALUE_FIELD || v->kind == VALUE_FUNC ||
	       v->kind == VALUE_STRING;
}

static bool is_comparison(enum cfg_op op)
{
	return op >= CFG_EQ && op <= CFG_GE;
}

/* Integer arithmetic wraps, as the machine's does; shifts out of range and division by zero have no value. */
static bool fold(enum cfg_op op, gint64 x, gint64 y, gint64 *out)
{
	guint64 a = (guint64)x, b = (guint64)y;
	switch (op) {
	case CFG_ADD: *out = (gint64)(a + b); return true;
	case CFG_SUB: *out = (gint64)(a - b); return true;
	case CFG_MUL: *out = (gint64)(a * b); return true;
	case CFG_DIV:
	case CFG_REM:
		if (y == 0 || (x == G_MININT64 && y == -1))
			return false;
		*out = op == CFG_DIV ? x / y : x % y;
		return true;
	case CFG_AND: *out = (gint64)(a & b); return true;
	case CFG_OR: *out = (gint64)(a | b); return true;
	case CFG_XOR: *out = (gint64)(a ^ b); return true;
	case CFG_SHL:
	case CFG_SHR:
		if (y < 0 || y > 63)
			return false;
		*out = op == CFG_SHL ? (gint64)(a << b) : x >> y;
		return true;
	case CFG_EQ: *out = x == y; return true;
	case CFG_NE: *out = x != y; return true;
	case CFG_LT: *out = x < y; return true;
	case CFG_LE: *out = x <= y; return true;
	case CFG_GT: *out = x > y; return true;
	case CFG_GE: *out = x >= y; return true;
	default: return false;
	}
}

static const enum cfg_op negated[CFG_OP_COUNT] = {[CFG_EQ] = CFG_NE, [CFG_NE] = CFG_EQ, [CFG_LT] = CFG_GE,
						  [CFG_GE] = CFG_LT, [CFG_GT] = CFG_LE, [CFG_LE] = CFG_GT};
static const enum cfg_op swapped[CFG_OP_COUNT] = {
	[CFG_EQ] = CFG_EQ,   [CFG_NE] = CFG_NE, [CFG_LT] = CFG_GT,   [CFG_GT] = CFG_LT,
	[CFG_LE] = CFG_GE,   [CFG_GE] = CFG_LE, [CFG_ADD] = CFG_ADD, [CFG_MUL] = CFG_MUL,
	[CFG_AND] = CFG_AND, [CFG_OR] = CFG_OR, [CFG_XOR] = CFG_XOR};

static int value_op(struct value_table *t, enum cfg_op op, int a, int b)
{
	return value_intern(t, &(struct value){.kind = VALUE_OP, .op = op, .a = a, .b = b});
}

int value_unary(struct value_table *t, enum cfg_op op, int a)
{
	struct value v = *value_get(t, a);
	if (v.kind == VALUE_CONST) {
		gint64 n = op == CFG_NEG ? (gint64)(0 - (guint64)v.n) : op == CFG_NOT ? !v.n : ~v.n;
		return value_const(t, n);
	}
	if (op == CFG_NOT) {
		if (is_address(&v))
			return value_const(t, 0);
		if (v.kind == VALUE_OP && is_comparison(v.op))
			return value_op(t, negated[v.op], v.a, v.b);
		return value_binary(t, CFG_EQ, a, value_const(t, 0));
	}
	if (v.kind == VALUE_OP && v.op == op)
		return v.a;
	return value_op(t, op, a, -1);
}

/* x == 0 and x != 0 of a comparison are the comparison's negation and the comparison itself. */
static int fold_truth(struct value_table *t, enum cfg_op op, int a, gint64 n)
{
	struct value v = *value_get(t, a);
	bool truth = v.kind == VALUE_OP && is_comparison(v.op);
	if (!truth || (op != CFG_EQ && op != CFG_NE) || (n != 0 && n != 1))
		return -1;
	bool same = (op == CFG_NE) == (n == 0);
	return same ? a : value_op(t, negated[v.op], v.a, v.b);
}

static int fold_equal_operands(struct value_table *t, enum cfg_op op, int a)
{
	switch (op) {
	case CFG_EQ:
	case CFG_LE:
	case CFG_GE: return value_const(t, 1);
	case CFG_NE:
	case CFG_LT:
	case CFG_GT:
	case CFG_SUB:
	case CFG_XOR: return value_const(t, 0);
	case CFG_AND:
	case CFG_OR: return a;
	default: return -1;
	}
}

/* The constant, if there is one, is b. */
static int fold_constant(struct value_table *t, enum cfg_op op, int a, gint64 n)
{
	struct value v = *value_get(t, a);
	if (n == 0 &&
	    (op == CFG_ADD || op == CFG_SUB || op == CFG_OR || op == CFG_XOR || op == CFG_SHL || op == CFG_SHR))
		return a;
	if (n == 0 && (op == CFG_AND || op == CFG_MUL))
		return value_const(t, 0);
	if (n == 0 && is_address(&v) && (op == CFG_EQ || op == CFG_NE))
		return value_const(t, op == CFG_NE);
	if (v.kind == VALUE_OP && v.b >= 0 && value_get(t, v.b)->kind == VALUE_CONST) {
		gint64 m = value_get(t, v.b)->n;
		if (v.op == CFG_ADD && op == CFG_ADD)
			return value_binary(t, CFG_ADD, v.a, value_const(t, (gint64)((guint64)m + (guint64)n)));
		if (v.op == CFG_AND && op == CFG_AND)
			return value_binary(t, CFG_AND, v.a, value_const(t, m & n));
		if (v.op == CFG_OR && op == CFG_OR)
			return value_binary(t, CFG_OR, v.a, value_const(t, m | n));
		if (v.op == CFG_XOR && op == CFG_XOR)
			return value_binary(t, CFG_XOR, v.a, value_const(t, m ^ n));
	}
	if (op == CFG_SUB)
		return value_binary(t, CFG_ADD, a, value_const(t, (gint64)(0 - (guint64)n)));
	return fold_truth(t, op, a, n);
}

/* Some bit is surely one here and zero there. */
static bool bits_differ(const struct value_table *t, int a, int b)
{
	struct cfg_bits p = value_bits(t, a), q = value_bits(t, b);
	return (p.ones & q.zeros) | (p.zeros & q.ones);
}

int value_binary(struct value_table *t, enum cfg_op op, int a, int b)
{
	struct value va = *value_get(t, a), vb = *value_get(t, b);
	gint64 n;
	if (va.kind == VALUE_CONST && vb.kind == VALUE_CONST && fold(op, va.n, vb.n, &n))
		return value_const(t, n);
	if (va.kind == VALUE_CONST && vb.kind != VALUE_CONST && swapped[op])
		return value_binary(t, swapped[op], b, a);
	if (a == b) {
		int same = fold_equal_operands(t, op, a);
		if (same >= 0)
			return same;
	}
	if (vb.kind == VALUE_CONST) {
		int folded = fold_constant(t, op, a, vb.n);
		if (folded >= 0)
			return folded;
	}
	if ((op == CFG_EQ || op == CFG_NE) && is_address(&va) && is_address(&vb) && va.kind != VALUE_FIELD &&
	    vb.kind != VALUE_FIELD)
		return value_const(t, op == CFG_NE);
	if ((op == CFG_EQ || op == CFG_NE) && va.kind == VALUE_OP && bits_differ(t, a, b))
		return value_const(t, op == CFG_NE);
	return value_op(t, op, a, b);
}

int value_cast(struct value_table *t, int a, unsigned bits, bool is_signed)
{
	struct value v = *value_get(t, a);
	if (bits == 1) {
		if (v.kind == VALUE_OP && is_comparison(v.op))
			return a;
		return value_binary(t, CFG_NE, a, value_const(t, 0));
	}
	if (bits >= 64 && is_signed)
		return a;
	if (v.kind == VALUE_CONST) {
		if (bits >= 64) /* beyond the signed half there is no number here: the largest stands for it */
			return value_const(t, v.n < 0 ? G_MAXINT64 : v.n);
		guint64 u = (guint64)v.n & ((G_GUINT64_CONSTANT(1) << bits) - 1);
		if (is_signed && (u >> (bits - 1)))
			u |= ~((G_GUINT64_CONSTANT(1) << bits) - 1);
		return value_const(t, (gint64)u);
	}
	if (is_address(&v) || (v.kind == VALUE_OP && is_comparison(v.op)))
		return a;
	if (v.kind == VALUE_CAST && v.n == bits && v.b == is_signed)
		return a;
	return value_intern(t, &(struct value){.kind = VALUE_CAST, .n = bits, .a = a, .b = is_signed});
}

bool value_visit(const struct value_table *t, int id, bool (*visit)(int, const struct value *, void *), void *data)
{
	if (id < 0)
		return false;
	const struct value *v = value_get(t, id);
	if (visit(id, v, data))
		return true;
	switch (v->kind) {
	case VALUE_INIT:
	case VALUE_FIELD:
	case VALUE_CAST: return value_visit(t, v->a, visit, data);
	case VALUE_OP: return value_visit(t, v->a, visit, data) || value_visit(t, v->b, visit, data);
	default: return false;
	}
}

static bool visit_is(int id, const struct value *v, void *data)
{
	(void)v;
	return id == *(int *)data;
}

bool value_contains(const struct value_table *t, int id, int part)
{
	return value_visit(t, id, visit_is, &part);
}

struct object {
	const struct value_table *table;
	int address;
};

static bool lay_in(int id, const struct value *v, void *data)
{
	const struct object *o = data;
	(void)id;
	return v->kind == VALUE_INIT && value_contains(o->table, v->a, o->address);
}

bool value_lay_in(const struct value_table *t, int id, int object)
{
	struct object o = {t, object};
	return value_visit(t, id, lay_in, &o);
}
