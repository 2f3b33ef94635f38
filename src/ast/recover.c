/* What the compiler could not type. An expression on an unknown type comes as a node with its operands and nothing
 * else: what lies between them is read from the text, so that `p->fd` of a p of unknown type still is a member of *p.
 * Operands are lowered in any case: a call or an assignment in them must not get lost. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

/* "-> name" or ". name" between begin and end; the interned name, NULL when it is something else. */
static const char *member_name(const char *bytes, size_t begin, size_t end, bool *out_arrow)
{
	size_t at = skim_space(bytes, begin, end);
	while (at < end && bytes[at] == ')')
		at = skim_space(bytes, at + 1, end);
	if (at + 2 <= end && bytes[at] == '-' && bytes[at + 1] == '>') {
		*out_arrow = true;
		at += 2;
	} else if (at < end && bytes[at] == '.') {
		*out_arrow = false;
		at++;
	} else {
		return NULL;
	}
	at = skim_space(bytes, at, end);
	size_t next = skim_token(bytes, at, end);
	if (at >= end || !skim_is_word(bytes[at]) || skim_space(bytes, next, end) < end)
		return NULL;
	g_autofree char *name = g_strndup(bytes + at, next - at);
	return g_intern_string(name);
}

static struct cfg_expr *recover_member(struct lower *l, CXCursor c, CXCursor base)
{
	struct cx_extent whole = cx_extent(c), inner = cx_extent(base);
	size_t length;
	const char *bytes = lower_bytes(l->unit, whole.begin.file, &length);
	bool arrow = false;
	if (!bytes || whole.end.offset > length || inner.end.offset >= whole.end.offset)
		return NULL;
	const char *name = member_name(bytes, inner.end.offset, whole.end.offset, &arrow);
	if (!name)
		return NULL;
	if (arrow)
		return cfg_field(l->f, cfg_deref(l->f, lower_expr(l, base)), name);
	return cfg_field(l->f, lower_lvalue(l, base), name);
}

/* callee(arguments…): the compiler kept the parts of a call that it could not make sense of. */
static struct cfg_expr *recover_call(struct lower *l, CXCursor c, const GArray *operands)
{
	struct cx_extent whole = cx_extent(c), callee = cx_extent(cx_at(operands, 0));
	size_t length;
	const char *bytes = lower_bytes(l->unit, whole.begin.file, &length);
	if (!bytes || whole.end.offset > length || callee.end.offset >= whole.end.offset)
		return NULL;
	size_t open = skim_space(bytes, callee.end.offset, whole.end.offset);
	if (open >= whole.end.offset || bytes[open] != '(')
		return NULL;
	struct cfg_expr *target = lower_expr(l, cx_at(operands, 0));
	unsigned n = operands->len - 1;
	g_autofree struct cfg_expr **args = g_new0(struct cfg_expr *, n + 1);
	for (unsigned i = 0; i < n; i++)
		args[i] = lower_save(l, lower_expr(l, cx_at(operands, i + 1)), cx_at(operands, i + 1));
	struct cfg_stmt *stmt = NULL;
	struct cfg_expr *result = lower_temp(l);
	lower_emit_call(l, result, target, args, n, c, &stmt);
	return result;
}

static const struct {
	const char *text;
	enum cfg_op op;
} operators[] = {{"==", CFG_EQ}, {"!=", CFG_NE}, {"<=", CFG_LE}, {">=", CFG_GE}, {"<", CFG_LT},
		 {">", CFG_GT},  {"+", CFG_ADD}, {"-", CFG_SUB}, {"&", CFG_AND}, {"|", CFG_OR}};

/* a op b, and a = b, between two operands that were kept. */
static struct cfg_expr *recover_binary(struct lower *l, CXCursor c, CXCursor a, CXCursor b)
{
	struct cx_extent whole = cx_extent(c), left = cx_extent(a), right = cx_extent(b);
	size_t length;
	const char *bytes = lower_bytes(l->unit, whole.begin.file, &length);
	if (!bytes || right.begin.offset > length || left.end.offset >= right.begin.offset)
		return NULL;
	g_autofree char *between = g_strndup(bytes + left.end.offset, right.begin.offset - left.end.offset);
	g_strdelimit(between, "()", ' ');
	g_strstrip(between);
	if (strcmp(between, "=") == 0) {
		struct cfg_expr *dest = lower_lvalue(l, a), *value = lower_expr(l, b);
		lower_assign(l, dest, value, c);
		return dest;
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(operators); i++) {
		if (strcmp(between, operators[i].text) != 0)
			continue;
		struct cfg_expr *x = lower_save(l, lower_expr(l, a), a);
		return cfg_binary(l->f, operators[i].op, x, lower_expr(l, b));
	}
	return NULL;
}

struct cfg_expr *recover_expr(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	struct cfg_expr *e = NULL;
	if (operands->len == 1)
		e = recover_member(l, c, cx_at(operands, 0));
	if (operands->len == 2)
		e = recover_binary(l, c, cx_at(operands, 0), cx_at(operands, 1));
	if (!e && operands->len >= 1)
		e = recover_call(l, c, operands);
	if (e)
		return e;
	for (unsigned i = 0; i < operands->len; i++)
		lower_effects(l, cx_at(operands, i));
	return cfg_unknown(l->f);
}

/* Statements are only lost where the compiler said so; text without an error in it is empty statements, macros that
 * stand for nothing, attributes, directives. */
bool recover_statement(struct lower *l, CXFile file, size_t begin, size_t end, const char **out_why)
{
	if (!l->unit->file || !clang_File_isEqual(file, l->unit->file))
		return true;
	const char *why = lower_error_in(l->unit, begin, end);

	if (why)
		*out_why = why;
	return !why;
}
