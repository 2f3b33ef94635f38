/* Loops. libclang gives no cursor for an absent part of a for: which part a child is, the semicolons in the text say;
 * where a macro brings the for, its shape does. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

struct lower_loop lower_enter_loop(struct lower *l, int break_block, int continue_block)
{
	struct lower_loop saved = {l->break_block, l->continue_block, l->break_cleanups, l->continue_cleanups};

	l->break_block = break_block;
	l->continue_block = continue_block;
	l->break_cleanups = l->continue_cleanups = l->cleanups;
	return saved;
}

void lower_leave_loop(struct lower *l, struct lower_loop saved)
{
	l->break_block = saved.break_block;
	l->continue_block = saved.continue_block;
	l->break_cleanups = saved.break_cleanups;
	l->continue_cleanups = saved.continue_cleanups;
}

void lower_while(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	unsigned n = children->len;
	int head = cfg_add_block(l->f), body = cfg_add_block(l->f), end = cfg_add_block(l->f);
	int again = cfg_add_block(l->f), out = cfg_add_block(l->f);
	struct lower_cleanup *mark = l->cleanups;

	lower_jump(l, head);
	lower_start(l, head);
	if (n && cx_at(children, 0).kind == CXCursor_VarDecl)
		lower_var_decl(l, cx_at(children, 0));
	if (n >= 2)
		lower_full_cond(l, cx_at(children, n - 2), body, out);
	else
		lower_branch(l, cfg_unknown(l->f), c, body, out);
	struct lower_loop saved = lower_enter_loop(l, out, again);

	lower_start(l, body);
	if (n)
		lower_stmt(l, cx_at(children, n - 1));
	lower_jump(l, again);
	lower_leave_loop(l, saved);
	/* a variable in the condition is each round's own */
	lower_start(l, again);
	lower_destroy_to(l, mark);
	lower_jump(l, head);
	lower_start(l, out);
	lower_end_scope(l, mark);
	lower_jump(l, end);
	lower_start(l, end);
}

void lower_do(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	unsigned n = children->len;
	int body = cfg_add_block(l->f), test = cfg_add_block(l->f), end = cfg_add_block(l->f);

	lower_jump(l, body);
	lower_start(l, body);
	struct lower_loop saved = lower_enter_loop(l, end, test);

	if (n)
		lower_stmt(l, cx_at(children, 0));
	lower_leave_loop(l, saved);
	lower_jump(l, test);
	lower_start(l, test);
	if (n >= 2)
		lower_full_cond(l, cx_at(children, 1), body, end);
	else
		lower_branch(l, cfg_unknown(l->f), c, body, end);
	lower_start(l, end);
}

/* ---- for ---- */

enum { FOR_INIT, FOR_COND, FOR_STEP, FOR_PARTS };

/* The offsets of the two semicolons of a for that is spelled in the text. */
static bool for_semicolons(struct lower *l, CXCursor c, size_t out[2])
{
	struct cx_extent e = cx_extent(c);
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);

	if (!bytes || e.end.offset > length || strncmp(bytes + e.begin.offset, "for", 3) != 0)
		return false;
	return skim_for_semicolons(bytes, e.begin.offset + 3, MIN(e.end.offset, length), out);
}

static bool looks_like_step(CXCursor c)
{
	CXCursor s = lower_strip(c);

	if (s.kind == CXCursor_CompoundAssignOperator)
		return true;
	if (s.kind == CXCursor_UnaryOperator) {
		enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(s);

		return kind >= CXUnaryOperator_PostInc && kind <= CXUnaryOperator_PreDec;
	}
	return s.kind == CXCursor_BinaryOperator && (clang_getCursorBinaryOperatorKind(s) == CXBinaryOperator_Assign ||
						     clang_getCursorBinaryOperatorKind(s) == CXBinaryOperator_Comma);
}

static void guess_parts(const GArray *children, CXCursor parts[FOR_PARTS])
{
	unsigned n = children->len - 1;

	if (n == 3) {
		for (unsigned i = 0; i < n; i++)
			parts[i] = cx_at(children, i);
		return;
	}
	for (unsigned i = 0; i < n; i++) {
		CXCursor c = cx_at(children, i);
		bool step = looks_like_step(c);

		if (c.kind == CXCursor_DeclStmt || (step && i == 0 && n > 1))
			parts[FOR_INIT] = c;
		else if (step)
			parts[n == 1 && clang_getCursorBinaryOperatorKind(lower_strip(c)) == CXBinaryOperator_Assign
				      ? FOR_INIT
				      : FOR_STEP] = c;
		else
			parts[FOR_COND] = c;
	}
}

static void for_parts(struct lower *l, CXCursor c, const GArray *children, CXCursor parts[FOR_PARTS])
{
	size_t semicolons[2];

	for (unsigned i = 0; i < FOR_PARTS; i++)
		parts[i] = clang_getNullCursor();
	if (children->len < 2)
		return;
	if (!for_semicolons(l, c, semicolons)) {
		guess_parts(children, parts);
		return;
	}
	for (unsigned i = 0; i + 1 < children->len; i++) {
		CXCursor child = cx_at(children, i);
		size_t at = cx_begin(child).offset;

		if (child.kind == CXCursor_VarDecl) /* for (; int x = f();) */
			continue;
		parts[at < semicolons[0] ? FOR_INIT : at < semicolons[1] ? FOR_COND : FOR_STEP] = child;
	}
}

void lower_for(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	CXCursor parts[FOR_PARTS];
	int head = cfg_add_block(l->f), body = cfg_add_block(l->f), step = cfg_add_block(l->f);
	int end = cfg_add_block(l->f);
	struct lower_cleanup *mark = l->cleanups, *round;

	for_parts(l, c, children, parts);
	if (!cx_is_null(parts[FOR_INIT]))
		lower_stmt(l, parts[FOR_INIT]);
	lower_jump(l, head);
	lower_start(l, head);
	round = l->cleanups;
	for (unsigned i = 0; i + 1 < children->len; i++)
		if (cx_at(children, i).kind == CXCursor_VarDecl)
			lower_var_decl(l, cx_at(children, i));
	if (cx_is_null(parts[FOR_COND]))
		lower_jump(l, body);
	else
		lower_full_cond(l, parts[FOR_COND], body, end);
	struct lower_loop saved = lower_enter_loop(l, end, step);

	lower_start(l, body);
	if (children->len)
		lower_stmt(l, cx_last(children));
	lower_leave_loop(l, saved);
	lower_jump(l, step);
	lower_start(l, step);
	if (!cx_is_null(parts[FOR_STEP]))
		lower_full_effects(l, parts[FOR_STEP]);
	lower_destroy_to(l, round);
	lower_jump(l, head);
	lower_start(l, end);
	lower_end_scope(l, mark);
}

/* The range is bound to a reference, and so lives as long as the loop. */
static void lower_range_object(struct lower *l, CXCursor range)
{
	struct lower_full outer = lower_begin_full(l);

	if (lower_destroys(l, clang_getCursorType(range)))
		lower_end_bound(l, &outer, lower_address(l, range));
	else {
		lower_effects(l, range);
		lower_end_full(l, &outer);
	}
}

/* for (auto x : range): the range is evaluated once; each round gives the variable a value nobody knows. */
void lower_range_for(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	CXCursor variable = clang_getNullCursor();
	int head = cfg_add_block(l->f), body = cfg_add_block(l->f), end = cfg_add_block(l->f);
	struct lower_cleanup *mark = l->cleanups;

	for (unsigned i = 0; i + 1 < children->len; i++) {
		CXCursor child = cx_at(children, i);

		if (child.kind == CXCursor_VarDecl)
			variable = child;
		else if (cx_is_operand(child))
			lower_range_object(l, child);
		else
			lower_stmt(l, child);
	}
	lower_jump(l, head);
	lower_start(l, head);
	lower_mark_term(l, cfg_set_branch(l->f, l->block, cfg_unknown(l->f), body, end), c);
	struct lower_loop saved = lower_enter_loop(l, end, head);

	lower_start(l, body);
	if (!cx_is_null(variable)) {
		int var = lower_variable(l, variable);

		if (var >= 0)
			cfg_add_assign(l->f, l->block, cfg_var_expr(l->f, var), cfg_unknown(l->f));
		if (var >= 0)
			lower_alive(l, cfg_var_expr(l->f, var), clang_getCursorType(variable));
	}
	if (children->len)
		lower_stmt(l, cx_last(children));
	lower_end_scope(l, l->continue_cleanups);
	lower_leave_loop(l, saved);
	lower_jump(l, head);
	lower_start(l, end);
	lower_end_scope(l, mark);
}
