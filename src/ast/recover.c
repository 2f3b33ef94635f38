/* What the compiler could not type. An expression on an unknown type comes as a node with its operands and nothing
 * else: what lies between them is read from the text, so that `p->fd` of a p of unknown type still is a member of *p.
 * Operands are lowered in any case: a call or an assignment in them must not get lost. */
#include "ast/recover.h"

#include <string.h>

/* The operands' places in the text, as spans; NULL when the text of the expression is not at hand (a macro brings it).
 */
static GArray *spans_of(const struct cx_extent *whole, const GArray *operands)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(struct recover_span));
	for (unsigned i = 0; i < operands->len; i++) {
		struct cx_extent e = cx_extent(cx_at(operands, i));
		struct recover_span s = {e.begin.offset, e.end.offset, cx_at(operands, i)};
		if (e.begin.offset < whole->begin.offset || e.end.offset > whole->end.offset ||
		    (e.begin.offset == whole->begin.offset && e.end.offset == whole->end.offset)) {
			g_array_unref(spans);
			return NULL;
		}
		g_array_append_val(spans, s);
	}
	return spans;
}

/* In a template there is nothing wrong with what cannot be read; elsewhere it is a loss. */
static struct cfg_expr *recover_whole(struct lower *l, CXCursor c, const GArray *operands, bool *out_done)
{
	struct cx_extent whole = cx_extent(c);
	size_t length;
	const char *bytes = lower_bytes(l->unit, whole.begin.file, &length);
	*out_done = false;
	if (!bytes || !whole.end.file || !clang_File_isEqual(whole.begin.file, whole.end.file) ||
	    whole.end.offset > length || whole.begin.offset >= whole.end.offset || cx_from_macro(c))
		return NULL;
	g_autoptr(GArray) spans = spans_of(&whole, operands);
	if (!spans)
		return NULL;
	struct recover r = {
		.l = l, .bytes = bytes, .at = whole.begin.offset, .end = whole.end.offset, .spans = spans, .cursor = c};
	struct cfg_expr *e = recover_read(&r, true);
	*out_done = !r.failed && recover_peek(&r) >= r.end;
	if (*out_done)
		return e;
	for (unsigned i = 0; i < spans->len; i++) /* nothing that has effects gets lost */
		if (g_array_index(spans, struct recover_span, i).begin >= r.at)
			lower_effects(l, g_array_index(spans, struct recover_span, i).cursor);
	const char *why = lower_error_in(l->unit, whole.begin.file, whole.begin.offset, (size_t)whole.end.offset + 1);
	if (!l->unit->cxx || why)
		lower_lose(l, why);
	return e;
}

struct cfg_expr *recover_expr(struct lower *l, CXCursor c)
{
	g_autoptr(GArray) operands = cx_operands(c);
	bool done;
	if (++l->depth > 200) {
		l->depth--;
		return cfg_unknown(l->f);
	}
	struct cfg_expr *e = recover_whole(l, c, operands, &done);
	for (unsigned i = 0; !e && i < operands->len; i++)
		lower_effects(l, cx_at(operands, i));
	struct cx_extent whole = cx_extent(c);
	const char *why =
		e ? NULL : lower_error_in(l->unit, whole.begin.file, whole.begin.offset, (size_t)whole.end.offset + 1);
	if (why) /* a macro brings it: what else is in it cannot be read */
		lower_lose(l, why);
	l->depth--;
	return done ? e : cfg_unknown(l->f);
}
