/* What is asked about is a set of files, each whole or by lines. A call counts as new when a line of the function
 * around it is: a fallback that is taken out changes no line of the call. */
#include "scan/scope.h"

bool scope_holds(const struct scan_options *options, const char *path)
{
	return !options->scope || g_hash_table_contains(options->scope, path);
}

static bool touches(const GArray *changed, unsigned first, unsigned last)
{
	for (guint i = 0; i < changed->len; i++) {
		const struct scan_lines *l = &g_array_index(changed, struct scan_lines, i);

		/* Lines taken out: the ones on both sides of the gap must be within. */
		if (first <= l->last && l->first <= last)
			return true;
	}
	return false;
}

static bool is_new(const struct tree *t, const char *path, unsigned first, unsigned last)
{
	const struct candidate *c = g_hash_table_lookup(t->candidates, path);
	gpointer changed;

	if (!g_hash_table_lookup_extended(t->options->scope, path, NULL, &changed))
		return false;
	if (!changed || touches(changed, first, MAX(first, last)))
		return true;
	if (!c || !c->text || first == 0 || first > c->text->lines->len)
		return false;
	const struct lex_function *f =
		source_text_function_at(c->text, g_array_index(c->text->lines, size_t, first - 1));

	if (!f) /* the function may begin on that very line */
		f = source_text_function_at(c->text, first < c->text->lines->len
							     ? g_array_index(c->text->lines, size_t, first) - 1
						     : c->text->length ? c->text->length - 1
								       : 0);
	return f && touches(changed, source_text_line(c->text, f->begin, NULL),
			    source_text_line(c->text, f->end ? f->end - 1 : 0, NULL));
}

void scope_narrow(struct tree *t)
{
	struct run *run = t->run;

	if (!t->options->scope)
		return;
	for (guint i = run->sites->len; i-- > 0;) {
		const struct site *s = run->sites->pdata[i];

		if (!is_new(t, s->where.path, s->where.line, s->where.end_line))
			g_ptr_array_remove_index(run->sites, i);
	}
	for (guint i = run->occurrences->len; i-- > 0;) {
		const struct occurrence *o = run->occurrences->pdata[i];

		if (!is_new(t, o->where.path, o->where.line, o->where.line))
			g_ptr_array_remove_index(run->occurrences, i);
	}
	for (guint i = run->problems->len; i-- > 0;) {
		const struct problem *p = run->problems->pdata[i];

		if (*p->path && !scope_holds(t->options, p->path))
			g_ptr_array_remove_index(run->problems, i);
	}
}
