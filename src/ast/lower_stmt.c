/* Statements. Each leaves l->block where the next one goes. Text between the statements of a block that the compiler
 * made nothing of (an undeclared name drops a whole statement) is read by recover.c. */
#include "ast/lower.h"

#include <string.h>

void lower_start(struct lower *l, int block)
{
	l->block = block;
}

int lower_fresh(struct lower *l)
{
	int block = cfg_add_block(l->f);

	lower_start(l, block);
	return block;
}

void lower_jump(struct lower *l, int target)
{
	cfg_set_goto(l->f, l->block, target);
}

int lower_label(struct lower *l, const char *name)
{
	int block = GPOINTER_TO_INT(g_hash_table_lookup(l->labels, name)) - 1;

	if (block < 0) {
		block = cfg_add_block(l->f);
		cfg_block(l->f, block)->label = name;
		g_hash_table_insert(l->labels, (gpointer)name, GINT_TO_POINTER(block + 1));
	}
	return block;
}

/* ---- lost statements ---- */

/* What is lost is marked where it stood, so that no answer rests on what was there. */
static void mark_lost(struct lower *l)
{
	const GPtrArray *stmts = cfg_block(l->f, l->block)->stmts;
	const struct cfg_stmt *last = stmts->len ? stmts->pdata[stmts->len - 1] : NULL;
	bool marked = last && last->kind == CFG_CALL && last->callee->kind == CFG_FUNC &&
		      last->callee->name == g_intern_static_string(CFG_LOST);
	if (!marked)
		cfg_add_call(l->f, l->block, NULL, cfg_func(l->f, CFG_LOST), NULL, 0);
}

void lower_lose(struct lower *l, const char *why)
{
	mark_lost(l);
	if (!g_hash_table_lookup(l->unit->incomplete, l->f->key))
		g_hash_table_insert(l->unit->incomplete, (gpointer)l->f->key,
				    (gpointer)(why ? why : "no reason given"));
}

static bool starts_with(const struct lower *l, struct cx_place p, char ch)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, p.file, &length);

	return bytes && p.offset < length && bytes[p.offset] == ch;
}

/* The text between two statements, when it can hold one: not in a macro. */
static void lower_gap(struct lower *l, struct cx_place from, struct cx_place to)
{
	const struct cx_place *read = &l->read_to;

	if (read->file && from.file && clang_File_isEqual(read->file, from.file) && read->offset > from.offset)
		from.offset = read->offset;
	if (from.file && to.file && clang_File_isEqual(from.file, to.file) && from.offset < to.offset)
		recover_gap(l, from.file, from.offset, to.offset);
}

/* `;`, or what the compiler puts where a statement was that it could not build. */
static void lower_null(struct lower *l, CXCursor c)
{
	struct cx_place at = cx_begin(c);

	if (!cx_from_macro(c) && !starts_with(l, at, ';') && at.file)
		recover_dropped(l, at.file, at.offset);
}

static void lower_statements(struct lower *l, CXCursor c, unsigned n)
{
	g_autoptr(GArray) children = cx_children(c);
	struct cx_extent whole = cx_extent(c);
	struct cx_place at = whole.begin;
	bool written = starts_with(l, at, '{') && !cx_from_macro(c);

	at.offset++;
	for (unsigned i = 0; i < children->len && i < n; i++) {
		CXCursor child = cx_at(children, i);
		struct cx_extent e = cx_extent(child);

		if (written)
			lower_gap(l, at, e.begin);
		lower_stmt(l, child);
		if (!at.file || e.end.offset > at.offset)
			at = e.end;
	}
	if (written && n >= children->len && whole.end.offset > 0) {
		whole.end.offset--;
		lower_gap(l, at, whole.end);
	}
}

static void lower_compound(struct lower *l, CXCursor c)
{
	struct lower_cleanup *mark = l->cleanups;

	lower_statements(l, c, G_MAXUINT);
	lower_end_scope(l, mark);
}

/* ({ … }): its value is that of its last statement. */
struct cfg_expr *lower_stmt_expr(struct lower *l, CXCursor c, bool wanted)
{
	g_autoptr(GArray) children = cx_children(c);
	CXCursor body = cx_at(children, 0);
	g_autoptr(GArray) stmts = cx_children(body);
	CXCursor last = cx_last(stmts);

	if (!wanted || !stmts->len || !cx_is_operand(last)) {
		lower_compound(l, body);
		return wanted ? cfg_unknown(l->f) : cfg_const(l->f, 0);
	}
	struct lower_cleanup *mark = l->cleanups;

	lower_statements(l, body, stmts->len - 1);
	struct cfg_expr *value = lower_expr(l, last);

	if (l->cleanups != mark)
		value = lower_save(l, value, last);
	lower_end_scope(l, mark);
	return value;
}

/* ---- if ---- */

/* True when a semicolon stands between the two: `if (init; cond)`. */
static bool semicolon_between(const struct lower *l, CXCursor before, CXCursor after)
{
	struct cx_extent a = cx_extent(before), b = cx_extent(after);
	size_t length;
	const char *bytes = lower_bytes(l->unit, a.end.file, &length);

	if (!bytes || b.begin.offset > length || a.end.offset >= b.begin.offset)
		return false;
	return memchr(bytes + a.end.offset, ';', b.begin.offset - a.end.offset) != NULL;
}

/* [variable] [init] cond then [else] */
static bool has_init(const struct lower *l, const GArray *children, unsigned i)
{
	unsigned rest = children->len - i;

	if (rest != 3)
		return rest == 4;
	CXCursor first = cx_at(children, i), second = cx_at(children, i + 1);

	return first.kind == CXCursor_DeclStmt ||
	       (l->unit->cxx && cx_is_operand(second) && semicolon_between(l, first, second));
}

static void lower_if(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	unsigned i = 0, n = children->len;
	CXCursor variable = clang_getNullCursor();
	struct lower_cleanup *mark = l->cleanups;

	if (n && cx_at(children, 0).kind == CXCursor_VarDecl)
		variable = cx_at(children, i++);
	if (has_init(l, children, i))
		lower_stmt(l, cx_at(children, i++));
	unsigned rest = n - i;

	if (!cx_is_null(variable))
		lower_var_decl(l, variable);
	if (rest < 2) {
		lower_lose(l, NULL);
		return;
	}
	int yes = cfg_add_block(l->f), end = cfg_add_block(l->f);
	int no = rest > 2 ? cfg_add_block(l->f) : end;

	lower_full_cond(l, cx_at(children, i), yes, no);
	lower_start(l, yes);
	lower_stmt(l, cx_at(children, i + 1));
	lower_jump(l, end);
	if (rest > 2) {
		lower_start(l, no);
		lower_stmt(l, cx_at(children, i + 2));
		lower_jump(l, end);
	}
	lower_start(l, end);
	lower_end_scope(l, mark);
}

static void lower_children(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);

	for (unsigned i = 0; i < children->len; i++)
		if (clang_isStatement(cx_at(children, i).kind) || cx_is_operand(cx_at(children, i)))
			lower_stmt(l, cx_at(children, i));
}

/* ---- jumps ---- */

/* return x: a local object becomes the caller's as it is; one that is made for it is made in its place. */
static struct cfg_expr *returned_object(struct lower *l, CXCursor operand)
{
	CXCursor s = lower_strip(operand);
	CXCursor from = lower_is_construct(s) && clang_Cursor_getNumArguments(s) == 1
				? lower_strip(clang_Cursor_getArgument(s, 0))
				: clang_getNullCursor();
	CXCursor decl = from.kind == CXCursor_DeclRefExpr ? clang_getCursorReferenced(from) : clang_getNullCursor();
	CXType type = clang_getCursorType(operand);

	if (decl.kind == CXCursor_VarDecl && !cx_is_reference(clang_getCursorType(decl)) &&
	    clang_equalTypes(clang_getUnqualifiedType(clang_getCanonicalType(clang_getCursorType(decl))),
			     clang_getUnqualifiedType(clang_getCanonicalType(type))))
		return lower_expr(l, from);
	g_autofree char *name = g_strdup_printf("m%u", ++l->temps);
	struct cfg_expr *made = cfg_var_expr(l->f, lower_new_local(l, name));

	lower_into(l, made, operand, operand);
	return made;
}

static void lower_return(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	struct cfg_expr *value = NULL;
	struct lower_full outer = lower_begin_full(l);

	if (operands->len) {
		CXCursor operand = cx_at(operands, 0);
		CXType type = clang_getCursorType(operand);

		if (l->returns_reference)
			value = lower_address(l, operand);
		else if (clang_getCanonicalType(type).kind == CXType_Void)
			lower_effects(l, operand);
		else if (lower_destroys(l, type))
			value = returned_object(l, operand);
		else
			value = lower_expr(l, operand);
	}
	lower_return_value(l, value, c);
	lower_end_full(l, &outer);
}

static void lower_goto(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);

	lower_goto_label(l, cx_name(cx_at(children, 0)), c);
}

static enum CXChildVisitResult find_label_addresses(CXCursor c, CXCursor parent, CXClientData data)
{
	if (parent.kind == CXCursor_AddrLabelExpr && c.kind == CXCursor_LabelRef &&
	    !g_ptr_array_find(data, cx_name(c), NULL))
		g_ptr_array_add(data, (gpointer)cx_name(c));
	return CXChildVisit_Recurse;
}

/* goto *e: to any label whose address the function takes. */
static void lower_indirect_goto(struct lower *l, CXCursor c)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new();

	lower_children(l, c);
	clang_visitChildren(l->decl, find_label_addresses, labels);
	if (!labels->len)
		lower_lose(l, NULL);
	for (guint i = 0; i + 1 < labels->len; i++) {
		int next = cfg_add_block(l->f);

		lower_mark_term(
			l, cfg_set_branch(l->f, l->block, cfg_unknown(l->f), lower_label(l, labels->pdata[i]), next),
			c);
		lower_start(l, next);
	}
	if (labels->len)
		lower_jump(l, lower_label(l, labels->pdata[labels->len - 1]));
	else
		lower_mark_term(l, cfg_set_stop(l->f, l->block), c);
	lower_fresh(l);
}

static void lower_labelled(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	int block = lower_label(l, cx_name(c));

	lower_jump(l, block);
	lower_start(l, block);
	lower_note_label(l, cx_name(c));
	for (unsigned i = 0; i < children->len; i++)
		lower_stmt(l, cx_at(children, i));
}

bool lower_leave(struct lower *l, CXCursor c, bool again)
{
	int target = again ? l->continue_block : l->break_block;

	if (target >= 0) {
		lower_destroy_to(l, again ? l->continue_cleanups : l->break_cleanups);
		lower_jump(l, target);
		lower_mark_term(l, &cfg_block(l->f, l->block)->term, c);
	}
	lower_fresh(l);
	return target >= 0;
}

/* asm: opaque. Operands that are places and not values are what it writes. */
static void lower_asm(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);

	for (unsigned i = 0; i < operands->len; i++) {
		CXCursor operand = cx_at(operands, i);

		if (operand.kind == CXCursor_DeclRefExpr || operand.kind == CXCursor_MemberRefExpr ||
		    operand.kind == CXCursor_ArraySubscriptExpr || operand.kind == CXCursor_UnaryOperator)
			lower_assign(l, lower_lvalue(l, operand), cfg_unknown(l->f), c);
		else
			lower_effects(l, operand);
	}
}

static void lower_decl_stmt(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);

	for (unsigned i = 0; i < children->len; i++) {
		CXCursor child = cx_at(children, i);

		if (child.kind == CXCursor_VarDecl)
			lower_var_decl(l, child);
		else if (child.kind == CXCursor_UnexposedDecl)
			lower_var_decl(l, child);
	}
}

/* co_return and its kin: what is in them is evaluated, then the coroutine may be over. */
static void lower_unexposed_stmt(struct lower *l, CXCursor c)
{
	struct cx_place p = cx_begin(c);
	size_t length;
	const char *bytes = lower_bytes(l->unit, p.file, &length);

	lower_children(l, c);
	if (bytes && p.offset + 9 < length && strncmp(bytes + p.offset, "co_return", 9) == 0) {
		lower_mark_term(l, cfg_set_return(l->f, l->block, cfg_unknown(l->f)), c);
		lower_fresh(l);
	}
}

static void lower_stmt_kind(struct lower *l, CXCursor c)
{
	switch (c.kind) {
	case CXCursor_CompoundStmt: lower_compound(l, c); return;
	case CXCursor_DeclStmt: lower_decl_stmt(l, c); return;
	case CXCursor_IfStmt: lower_if(l, c); return;
	case CXCursor_WhileStmt: lower_while(l, c); return;
	case CXCursor_DoStmt: lower_do(l, c); return;
	case CXCursor_ForStmt: lower_for(l, c); return;
	case CXCursor_CXXForRangeStmt: lower_range_for(l, c); return;
	case CXCursor_SwitchStmt: lower_switch(l, c); return;
	case CXCursor_CaseStmt: lower_case(l, c); return;
	case CXCursor_DefaultStmt: lower_default(l, c); return;
	case CXCursor_ReturnStmt: lower_return(l, c); return;
	case CXCursor_GotoStmt: lower_goto(l, c); return;
	case CXCursor_IndirectGotoStmt: lower_indirect_goto(l, c); return;
	case CXCursor_LabelStmt: lower_labelled(l, c); return;
	case CXCursor_BreakStmt: lower_leave(l, c, false); return;
	case CXCursor_ContinueStmt: lower_leave(l, c, true); return;
	case CXCursor_CXXTryStmt: lower_try(l, c); return;
	case CXCursor_GCCAsmStmt:
	case CXCursor_MSAsmStmt: lower_asm(l, c); return;
	case CXCursor_NullStmt: lower_null(l, c); return;
	case CXCursor_VarDecl: lower_var_decl(l, c); return;
	case CXCursor_UnexposedStmt: lower_unexposed_stmt(l, c); return;
	default:
		if (cx_is_operand(c))
			lower_full_effects(l, c);
		else if (clang_isStatement(c.kind))
			lower_children(l, c);
	}
}

void lower_stmt(struct lower *l, CXCursor c)
{
	if (l->depth > 400) {
		lower_lose(l, NULL);
		return;
	}
	l->depth++;
	lower_stmt_kind(l, c);
	l->depth--;
}
