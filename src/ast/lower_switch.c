/* switch: the body is lowered as it stands, a case label starts a block that the switch leads to and that the statement
 * before it falls into; cases may stand in nested blocks and the default anywhere. */
#include "ast/lower.h"

#include <string.h>

struct lower_case_label {
	gint64 low, high;
	bool known; /* its value could be evaluated */
	bool is_unsigned;
	int block;
};

struct lower_switch {
	GArray *cases; /* of struct lower_case_label */
	int default_block;
	struct lower_switch *outer;
};

/* Of an unsigned type a range may go on beyond the largest signed value: it is two ranges here, where all values are
 * signed. Any other that ends before it begins holds nothing. */
static void emit_case(struct lower *l, int block, const struct lower_case_label *label)
{
	if (label->low <= label->high) {
		cfg_add_case(l->f, block, label->low, label->high, label->block);
	} else if (label->low >= 0 && label->high < 0 && label->is_unsigned) {
		cfg_add_case(l->f, block, label->low, G_MAXINT64, label->block);
		cfg_add_case(l->f, block, G_MININT64, label->high, label->block);
	}
}

static void emit_dispatch(struct lower *l, int block, struct lower_switch *s, struct cfg_expr *value, CXCursor c,
			  int end)
{
	/* a label of unknown value may be the one or not */
	for (unsigned i = 0; i < s->cases->len; i++) {
		struct lower_case_label *label = &g_array_index(s->cases, struct lower_case_label, i);

		if (label->known)
			continue;
		int next = cfg_add_block(l->f);

		cfg_set_branch(l->f, block, cfg_unknown(l->f), label->block, next);
		block = next;
	}
	lower_mark_term(l, cfg_set_switch(l->f, block, value, s->default_block >= 0 ? s->default_block : end), c);
	for (unsigned i = 0; i < s->cases->len; i++) {
		struct lower_case_label *label = &g_array_index(s->cases, struct lower_case_label, i);

		if (label->known)
			emit_case(l, block, label);
	}
}

struct init_search {
	struct lower *l;
	size_t begin, end;
	GArray *found; /* of CXCursor */
};

static enum CXChildVisitResult find_init_variable(CXCursor c, CXCursor parent, CXClientData data)
{
	struct init_search *s = data;
	CXCursor decl = c.kind == CXCursor_DeclRefExpr ? clang_getCursorReferenced(c) : clang_getNullCursor();
	(void)parent;

	if (!cx_is_null(decl) && decl.kind == CXCursor_VarDecl) {
		size_t at = cx_place(clang_getCursorLocation(decl)).offset;
		bool known = at < s->begin || at >= s->end;

		for (unsigned i = 0; !known && i < s->found->len; i++)
			known = clang_equalCursors(cx_at(s->found, i), decl);
		if (!known)
			g_array_append_val(s->found, decl);
	}
	return CXChildVisit_Recurse;
}

/* switch (int e = errno; e): what stands before the semicolon is found by the uses of its variables. */
static void lower_switch_init(struct lower *l, CXCursor c, CXCursor value)
{
	struct cx_place begin = cx_begin(c), end = cx_begin(value);
	size_t length;
	const char *bytes = lower_bytes(l->unit, begin.file, &length);

	if (!l->unit->cxx || !bytes || end.offset > length || end.offset <= begin.offset ||
	    !memchr(bytes + begin.offset, ';', end.offset - begin.offset))
		return;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	struct init_search s = {l, begin.offset, end.offset, found};

	clang_visitChildren(c, find_init_variable, &s);
	for (unsigned i = 0; i < found->len; i++)
		lower_var_decl(l, cx_at(found, i));
	if (!found->len)
		lower_lose(l, NULL);
}

void lower_switch(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	unsigned n = children->len;
	struct lower_switch s = {.cases = g_array_new(FALSE, TRUE, sizeof(struct lower_case_label)),
				 .default_block = -1,
				 .outer = l->switch_};
	int saved_break = l->break_block;
	struct lower_cleanup *saved_cleanups = l->break_cleanups, *mark = l->cleanups;
	struct cfg_expr *value = cfg_unknown(l->f);

	/* [variable] value body: libclang has no cursor for an initialiser */
	if (n >= 2)
		lower_switch_init(l, c, cx_at(children, n - 2));
	for (unsigned i = 0; i + 2 < n; i++)
		if (cx_at(children, i).kind != CXCursor_VarDecl)
			lower_stmt(l, cx_at(children, i));
	if (n && cx_at(children, 0).kind == CXCursor_VarDecl)
		lower_var_decl(l, cx_at(children, 0));
	struct lower_full outer = lower_begin_full(l);

	if (n >= 2)
		value = lower_expr(l, cx_at(children, n - 2));
	if (l->cleanups != outer.cleanups)
		value = lower_save(l, value, c);
	lower_end_full(l, &outer);
	int head = l->block, end = cfg_add_block(l->f);

	l->switch_ = &s;
	l->break_block = end;
	l->break_cleanups = l->cleanups;
	lower_fresh(l);
	if (n)
		lower_stmt(l, cx_at(children, n - 1));
	lower_jump(l, end);
	emit_dispatch(l, head, &s, value, n >= 2 ? cx_at(children, n - 2) : c, end);
	l->switch_ = s.outer;
	l->break_block = saved_break;
	l->break_cleanups = saved_cleanups;
	g_array_unref(s.cases);
	lower_start(l, end);
	lower_end_scope(l, mark);
}

static int start_label(struct lower *l)
{
	int block = cfg_add_block(l->f);

	lower_jump(l, block);
	lower_start(l, block);
	return block;
}

static bool label_value(CXCursor c, gint64 *out_value)
{
	CXCursor s = lower_strip(c);

	if (s.kind == CXCursor_DeclRefExpr) {
		CXCursor decl = clang_getCursorReferenced(s);

		if (decl.kind == CXCursor_EnumConstantDecl) {
			*out_value = (gint64)clang_getEnumConstantDeclValue(decl);
			return true;
		}
	}
	return cx_evaluate(c, out_value) || cx_evaluate(s, out_value);
}

void lower_case(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	unsigned n = children->len;
	struct lower_case_label label = {.block = start_label(l)};

	if (n >= 2) {
		bool range = n >= 3;

		label.known = label_value(cx_at(children, 0), &label.low);
		label.high = label.low;
		if (range) {
			label.known = label.known && label_value(cx_at(children, 1), &label.high);
			label.is_unsigned = !cx_int_type(clang_getCursorType(cx_at(children, 1))).is_signed;
		}
	}
	if (l->switch_)
		g_array_append_val(l->switch_->cases, label);
	if (n)
		lower_stmt(l, cx_at(children, n - 1));
}

void lower_case_text(struct lower *l, bool known, gint64 value)
{
	struct lower_case_label label = {.low = value, .high = value, .known = known, .block = start_label(l)};

	if (l->switch_)
		g_array_append_val(l->switch_->cases, label);
}

void lower_default(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) children = cx_children(c);
	int block = start_label(l);

	if (l->switch_)
		l->switch_->default_block = block;
	for (unsigned i = 0; i < children->len; i++)
		lower_stmt(l, cx_at(children, i));
}
