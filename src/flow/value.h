/* Abstract values as nodes of a hash-consed graph: equal values have equal numbers, so that "the same thing tested
 * twice" is seen as the same. A location is the value of its address: `ctx->fd` is FIELD(INIT(&ctx), "fd"). Numbers are
 * handles into one table, which lives as long as one exploration. */
#ifndef FLOW_VALUE_H
#define FLOW_VALUE_H

#include "cfg/bits.h"

enum value_kind {
	VALUE_CONST, /* n */
	VALUE_INIT,  /* what location a held before anything was written to it */
	VALUE_FRESH, /* a value made at `origin` (a call's result), the n-th one alive; or, with a location in `a`, what
		      * lies there when it was forgotten, n says why */
	VALUE_LOCAL, /* address of variable n of the frame at depth a of function `name` */
	VALUE_GLOBAL, /* address of the global with key `name` */
	VALUE_FIELD,  /* address of member `name` of what lies at address a */
	VALUE_FUNC,   /* address of function `name` */
	VALUE_STRING, /* address of a string literal */
	VALUE_OP,     /* op a b; b is -1 for unary ones */
	VALUE_CAST    /* a converted to n bits, signed if b */
};

struct value {
	enum value_kind kind;
	enum cfg_op op;
	gint64 n;
	int a, b;
	const char *name;
	const void *origin;
	unsigned size;  /* nodes of its tree; set by the table */
	bool has_parts; /* some node is the address of a member or an element of it; set by the table */
};

/* What would be a larger tree is anything: so that everything may recurse over values, and each visit is cheap. */
enum { VALUE_MAX_SIZE = 250 };

/* All integers from low to high but the excluded ones. Empty when low > high. */
#define RANGE_HOLES 6
struct range {
	gint64 low, high;
	unsigned n_holes;
	gint64 holes[RANGE_HOLES]; /* sorted */
};

struct value_table;

struct value_table *value_table_new(void);
void value_table_free(struct value_table *table);
const struct value *value_get(const struct value_table *table, int id);

int value_const(struct value_table *table, gint64 n);
int value_init(struct value_table *table, int location);
int value_fresh(struct value_table *table, const void *origin, unsigned n);
/* No value of this origin was ever made. */
bool value_fresh_is_new(const struct value_table *table, const void *origin);

/* Anything, where all that is still known is which location it lies in; and why no more is. */
enum forgotten {
	FORGOTTEN_BETWEEN, /* invocations: others may have written it */
	FORGOTTEN_COARSE,  /* the coarse abstraction keeps constants and addresses only */
	FORGOTTEN_WIDENED, /* a loop keeps changing it */
	FORGOTTEN_JOINED,  /* it differs between the ways to a point */
	FORGOTTEN_SKIPPED  /* a function that was not gone into may have written it */
};
int value_forgotten(struct value_table *table, int location, enum forgotten why);
/* The location of such a value; -1 for any other. */
int value_forgotten_place(const struct value_table *table, int id);
int value_local(struct value_table *table, const char *function, unsigned depth, unsigned var);
int value_global(struct value_table *table, const char *key);
int value_field(struct value_table *table, int address, const char *name);
int value_func(struct value_table *table, const char *key);
int value_string(struct value_table *table, const char *bytes);
/* Folded where the operands allow it without knowing more than the nodes. */
int value_unary(struct value_table *table, enum cfg_op op, int a);
int value_binary(struct value_table *table, enum cfg_op op, int a, int b);
int value_cast(struct value_table *table, int a, unsigned bits, bool is_signed);

bool value_is_const(const struct value_table *table, int id, gint64 *out);
/* Calls visit for the node and everything below it until it returns true; true then. */
bool value_visit(const struct value_table *table, int id, bool (*visit)(int id, const struct value *v, void *data),
		 void *data);
bool value_contains(const struct value_table *table, int id, int part);
/* Part of it is what lay in the object at the start, or where that led. */
bool value_lay_in(const struct value_table *table, int id, int object);
/* bits.c: what is known of a node's bits on every path. */
struct cfg_bits value_bits(const struct value_table *table, int id);

/* Marks on nodes, for one sweep at a time: a new sweep begins with none. */
void value_marks_begin(struct value_table *table);
void value_mark(struct value_table *table, int id);
bool value_is_marked(const struct value_table *table, int id);

struct range range_full(void);
struct range range_of(gint64 low, gint64 high);
bool range_empty(const struct range *r);
bool range_single(const struct range *r, gint64 *out);
bool range_has(const struct range *r, gint64 n);
bool range_equal(const struct range *a, const struct range *b);
void range_intersect(struct range *r, const struct range *other);
void range_exclude(struct range *r, gint64 n);

UTIL_DEFINE_AUTO(value_table, value_table_free)

#endif
