/* Atomic operations are what they do to a variable: the compiler's __atomic_… and __sync_… functions, and C11's, which
 * are macros over the same. Which one it is, only the text tells: libclang has no name for most of them, and one
 * operand order: the pointer, the memory order, the value, another order, another value. One that is not known may do
 * anything to the variable. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

enum kind { LOADS, STORES, EXCHANGES, COMPARES, COMPUTES, UNKNOWN };

struct operation {
	struct lower *l;
	CXCursor whole;
	enum kind kind;
	const char *word; /* COMPUTES: what with, "add" */
	bool gives_new;   /* COMPUTES: the value behind it */
	bool by_address;  /* values are handed over by their addresses */
	bool gives_truth; /* COMPARES: whether it was equal, not what there was */
	bool writes_back; /* COMPARES: what there was goes where the expected value came from */
	struct cfg_expr *place, *value, *expected, *result;
	CXType type; /* of what is operated on */
};

/* --- names ------------------------------------------------------------------------------------------------------ */

static const char *behind(const char *name, const char *prefix)
{
	return g_str_has_prefix(name, prefix) ? name + strlen(prefix) : NULL;
}

/* "fetch_and_add", "fetch_add", "add_and_fetch", "add_fetch". */
static void read_computing(struct operation *o, const char *rest)
{
	static const char *const words[] = {"add", "sub", "nand", "and", "xor", "or"};
	const char *first = behind(rest, "fetch_");

	o->gives_new = !first;
	first = first ? first : rest;
	if (!o->gives_new && g_str_has_prefix(first, "and_"))
		first += strlen("and_");
	for (unsigned i = 0; i < G_N_ELEMENTS(words) && o->kind == UNKNOWN; i++) {
		const char *end = behind(first, words[i]);

		if (!end || (o->gives_new ? !strstr(end, "fetch") : *end && *end != '_'))
			continue;
		o->kind = COMPUTES;
		o->word = words[i];
	}
}

static void read_operation(struct operation *o, const char *rest)
{
	o->kind = UNKNOWN;
	if (g_str_has_prefix(rest, "load"))
		o->kind = LOADS;
	else if (g_str_has_prefix(rest, "store") || g_str_has_prefix(rest, "init"))
		o->kind = STORES;
	else if (g_str_has_prefix(rest, "exchange"))
		o->kind = EXCHANGES;
	else if (g_str_has_prefix(rest, "compare_exchange"))
		o->kind = COMPARES;
	else
		read_computing(o, rest);
}

/* The builtin's name where it is spelled, which may be in a macro; else where it is used. */
static char *builtin_name(const struct lower *l, CXCursor c)
{
	CXSourceLocation at = clang_getRangeStart(clang_getCursorExtent(c));
	CXFile files[2];
	unsigned offsets[2];

	clang_getSpellingLocation(at, &files[0], NULL, NULL, &offsets[0]);
	clang_getFileLocation(at, &files[1], NULL, NULL, &offsets[1]);
	for (unsigned i = 0; i < 2; i++) {
		size_t length;
		const char *bytes = lower_bytes(l->unit, files[i], &length);
		size_t end = bytes && offsets[i] < length ? skim_token(bytes, offsets[i], length) : 0;
		const char *word = end > offsets[i] ? bytes + offsets[i] : NULL;

		if (word && g_strstr_len(word, (gssize)(end - offsets[i]), "atomic"))
			return g_strndup(word, end - offsets[i]);
	}
	return NULL;
}

/* --- what they do ----------------------------------------------------------------------------------------------- */

/* What a pointer points to; &x is no address that is taken. */
static struct cfg_expr *pointee(struct lower *l, CXCursor pointer)
{
	CXCursor s = lower_strip(pointer);

	while (s.kind == CXCursor_CStyleCastExpr || s.kind == CXCursor_CXXReinterpretCastExpr) {
		g_autoptr(GArray) inner = cx_operands(s);

		s = lower_strip(cx_last(inner));
	}
	g_autoptr(GArray) operands = cx_operands(s);

	if (s.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(s) == CXUnaryOperator_AddrOf)
		return lower_lvalue(l, cx_at(operands, 0));
	struct cfg_expr *e = lower_expr(l, s);

	return e->kind == CFG_ADDR ? e->a : cfg_deref(l->f, e);
}

static CXType pointed_type(CXCursor pointer)
{
	CXType t = clang_getCanonicalType(clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(pointer))));

	return t.kind == CXType_Atomic ? clang_Type_getValueType(t) : t;
}

static struct cfg_expr *value_of(struct operation *o, CXCursor operand)
{
	struct lower *l = o->l;

	if (cx_is_null(operand))
		return cfg_unknown(l->f);
	if (o->by_address)
		return lower_save(l, pointee(l, operand), o->whole);
	return lower_convert(l, lower_save(l, lower_expr(l, operand), o->whole), clang_getCursorType(operand), o->type);
}

static struct cfg_expr *computed(const struct operation *o, struct cfg_expr *old)
{
	static const struct {
		const char *word;
		enum cfg_op op;
	} ops[] = {{"add", CFG_ADD}, {"sub", CFG_SUB}, {"and", CFG_AND}, {"or", CFG_OR}, {"xor", CFG_XOR}};
	struct cfg_function *f = o->l->f;
	struct cx_int t = cx_int_type(o->type);

	for (unsigned i = 0; i < G_N_ELEMENTS(ops) && t.bits; i++)
		if (strcmp(ops[i].word, o->word) == 0)
			return cfg_cast(f, cfg_binary(f, ops[i].op, old, o->value), t.bits, t.is_signed);
	if (t.bits && strcmp(o->word, "nand") == 0)
		return cfg_cast(f, cfg_unary(f, CFG_COMPL, cfg_binary(f, CFG_AND, old, o->value)), t.bits, t.is_signed);
	return cfg_unknown(f);
}

/* Where it is equal the new value goes in, else what there is goes out. */
static struct cfg_expr *compare(const struct operation *o, struct cfg_expr *old)
{
	struct lower *l = o->l;
	struct cfg_expr *expected = lower_save(l, o->expected, o->whole), *equal = lower_temp(l);
	int yes = cfg_add_block(l->f), no = cfg_add_block(l->f), end = cfg_add_block(l->f);

	lower_branch(l, cfg_binary(l->f, CFG_EQ, old, expected), o->whole, yes, no);
	lower_start(l, yes);
	lower_assign(l, o->place, o->value, o->whole);
	cfg_add_assign(l->f, l->block, equal, cfg_const(l->f, 1));
	lower_jump(l, end);
	lower_start(l, no);
	if (o->writes_back)
		lower_assign(l, o->expected, old, o->whole);
	cfg_add_assign(l->f, l->block, equal, cfg_const(l->f, 0));
	lower_jump(l, end);
	lower_start(l, end);
	return o->gives_truth ? equal : old;
}

static struct cfg_expr *operate(const struct operation *o)
{
	struct lower *l = o->l;
	struct cfg_expr *old = lower_save(l, o->place, o->whole), *new = o->value;

	switch (o->kind) {
	case LOADS: new = NULL; break;
	case STORES:
	case EXCHANGES: break;
	case COMPARES: return compare(o, old);
	case COMPUTES: new = lower_save(l, computed(o, old), o->whole); break;
	case UNKNOWN: new = cfg_unknown(l->f); break;
	}
	if (new)
		lower_assign(l, o->place, new, o->whole);
	if (o->result)
		lower_assign(l, o->result, old, o->whole);
	if (o->kind == UNKNOWN)
		return cfg_unknown(l->f);
	return o->kind == COMPUTES && o->gives_new ? new : old;
}

/* --- the two families --------------------------------------------------------------------------------------------- */

struct cfg_expr *lower_atomic(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	g_autofree char *name = builtin_name(l, c);
	const char *at = name ? strstr(name, "atomic_") : NULL;

	if (!at || operands->len < 2)
		return NULL;
	const char *rest = at + strlen("atomic_");
	struct operation o = {.l = l, .whole = c, .gives_truth = true, .writes_back = true};
	unsigned value = g_str_has_prefix(rest, "init") ? 1 : 2;
	bool whole_values = strcmp(rest, "load") == 0 || strcmp(rest, "store") == 0 || strcmp(rest, "exchange") == 0 ||
			    strcmp(rest, "compare_exchange") == 0;

	read_operation(&o, rest);
	o.by_address = whole_values && !strstr(name, "c11");
	o.type = pointed_type(cx_at(operands, 0));
	o.place = pointee(l, cx_at(operands, 0));
	if (o.kind == COMPARES)
		o.expected = pointee(l, cx_at(operands, 2));
	else if (o.by_address && o.kind == LOADS)
		o.result = pointee(l, cx_at(operands, 2));
	else if (o.by_address && o.kind == EXCHANGES && operands->len > 3)
		o.result = pointee(l, cx_at(operands, 3));
	if (o.kind != LOADS)
		o.value = value_of(&o, cx_at(operands, o.kind == COMPARES ? 4 : value));
	return operate(&o);
}

/* __sync_fetch_and_add(&x, 1): its size may stand behind it. */
struct cfg_expr *lower_sync(struct lower *l, CXCursor c, const char *name)
{
	const char *rest = behind(name, "__sync_");
	CXCursor pointer = clang_Cursor_getArgument(c, 0), first = clang_Cursor_getArgument(c, 1);

	if (!rest || cx_is_null(pointer) || !cx_is_pointer(clang_getCursorType(pointer)))
		return NULL;
	struct operation o = {.l = l, .whole = c, .kind = UNKNOWN, .type = pointed_type(pointer)};

	o.place = pointee(l, pointer);
	if (g_str_has_prefix(rest, "lock_release")) {
		o.kind = STORES;
		o.value = cfg_const(l->f, 0);
		return operate(&o);
	}
	if (strstr(rest, "compare_and_swap")) {
		o.kind = COMPARES;
		o.gives_truth = g_str_has_prefix(rest, "bool");
		o.expected = value_of(&o, first);
		first = clang_Cursor_getArgument(c, 2);
	} else if (g_str_has_prefix(rest, "lock_test_and_set") || g_str_has_prefix(rest, "swap")) {
		o.kind = EXCHANGES;
	} else {
		read_computing(&o, rest);
	}
	o.value = value_of(&o, first);
	return operate(&o);
}
