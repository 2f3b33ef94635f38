/* The failure patterns. Each is a plain reading of verdicts that are already there; nothing here changes a verdict. */
#include "analysis/patterns.h"

#include <string.h>

static void add(GPtrArray *out, const char *name)
{
	const char *interned = g_intern_static_string(name);
	if (!g_ptr_array_find(out, interned, NULL))
		g_ptr_array_add(out, (gpointer)interned);
}

static bool falls_back(enum verdict v)
{
	return v == VERDICT_HANDLED || v == VERDICT_DEFERRED;
}

void patterns_of_errno(const struct rule_errno *e, enum verdict verdict, bool sticky, GPtrArray *out)
{
	/* Only ENOSYS always means that the call is missing: every other errno may be this connection's own trouble. */
	if (sticky && falls_back(verdict) && strcmp(e->name, "ENOSYS") != 0)
		add(out, "sticky-on-ambiguous-errno");
	if (sticky && verdict == VERDICT_UNHANDLED)
		add(out, "works-from-first-error");
}

void patterns_of_site(const GPtrArray *verdicts, const GPtrArray *flags, const GPtrArray *also_handled, GPtrArray *out)
{
	unsigned handled = 0, partly = 0;
	bool enosys = true;
	for (guint i = 0; i < verdicts->len; i++) {
		const struct errno_verdict *v = verdicts->pdata[i];
		handled += falls_back(v->verdict);
		partly += v->verdict == VERDICT_CONDITIONAL || v->verdict == VERDICT_UNKNOWN;
		if (strcmp(v->errno_name, "ENOSYS") == 0)
			enosys = v->verdict != VERDICT_UNHANDLED;
	}
	if (handled + partly + also_handled->len == 0)
		add(out, "no-fallback");
	else if (!enosys)
		add(out, "wrong-errno-tested");
	else if (handled > 0 && handled < verdicts->len)
		add(out, "errno-list-incomplete");
	for (guint i = 0; i < flags->len; i++)
		if (((struct flag_verdict *)flags->pdata[i])->state == FLAG_LOST)
			add(out, "flag-lost");
}

static bool site_falls_back(const struct site *s)
{
	for (guint i = 0; i < s->verdicts->len; i++)
		if (falls_back(((struct errno_verdict *)s->verdicts->pdata[i])->verdict))
			return true;
	return false;
}

void patterns_across(GPtrArray *sites)
{
	for (guint i = 0; i < sites->len; i++) {
		struct site *s = sites->pdata[i];
		if (site_falls_back(s))
			continue;
		for (guint k = 0; k < sites->len; k++) {
			const struct site *other = sites->pdata[k];
			if (other->where.path == s->where.path && other->rule == s->rule && site_falls_back(other))
				add(s->patterns, "one-of-several-sites-guarded");
		}
	}
}

static bool names_call(const struct rule *rule, const char *bytes, size_t length)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < rule->fallbacks->len; i++)
		g_ptr_array_add(names, (gpointer)((struct rule_call *)rule->fallbacks->pdata[i])->name);
	auto_ptr(source_needles) needles = source_needles_new(names);
	return source_needles_hit(needles, bytes, length);
}

void patterns_compiled_out(const struct rule *rule, const struct source_text *text, struct site *site)
{
	const char *none = g_intern_static_string("no-fallback");
	guint index;
	if (!site->guard || site->where.line == 0 || site->where.line > text->lines->len ||
	    !g_ptr_array_find(site->patterns, none, &index))
		return;
	const struct lex_function *f =
		source_text_function_at(text, g_array_index(text->lines, size_t, site->where.line - 1));
	if (!f || !names_call(rule, text->bytes + f->begin, f->end - f->begin))
		return;
	g_ptr_array_remove_index(site->patterns, index);
	add(site->patterns, "compile-time-guard-only");
}
