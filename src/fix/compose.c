/* What the rule says about the call becomes statements; what the code says (which comparison it uses for failure,
 * which flags it asks for, and when) is kept. */
#include "fix/compose.h"

#include <string.h>

#include "source/lex_internal.h"

/* The call's first arguments, as many as the fallback takes. */
static char *fallback_call(const struct rule *rule, const struct place *p)
{
	const struct rule_call *to = rule->fallbacks->pdata[0];
	GString *call = g_string_new(NULL);
	for (unsigned i = p->first; i < p->name && tokens_op(p->tokens, i, OP_SCOPE); i++)
		g_string_append(call, "::");
	g_string_append(call, to->name);
	g_string_append_c(call, '(');
	for (unsigned i = 0; i < to->arity && i < p->args->len; i++)
		g_string_append_printf(call, "%s%s", i ? ", " : "", (char *)p->args->pdata[i]);
	g_string_append_c(call, ')');
	return g_string_free(call, FALSE);
}

/* With what stands around the call on the right side of the assignment. */
static char *fallback_value(const struct rule *rule, const struct place *p)
{
	g_autofree char *call = fallback_call(rule, p);
	g_autofree char *before =
		p->rhs_first < p->first ? tokens_join(p->tokens, p->rhs_first, p->first - 1) : g_strdup("");
	g_autofree char *after =
		p->rhs_last > p->last ? tokens_join(p->tokens, p->last + 1, p->rhs_last) : g_strdup("");
	bool gap = p->rhs_first < p->first && token_at(p->tokens, p->first)->spaced;
	return g_strconcat(before, gap ? " " : "", call, after, NULL);
}

static bool is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '.' || c == '>';
}

/* Whether the variable's name ends with token i. */
static bool is_variable_end(const struct place *p, unsigned i, const char *variable)
{
	size_t end = token_at(p->tokens, i)->end, length = strlen(variable);
	return end > length && memcmp(p->text->bytes + end - length, variable, length) == 0 &&
	       !is_word_byte(p->text->bytes[end - length - 1]);
}

/* The comparison with which the code itself looks at the result. */
static void find_comparison(const struct place *p, struct fallback *f)
{
	for (unsigned i = p->first; i + 1 < p->tokens->n; i++) {
		bool ends = p->variable && i == p->replace_last && p->replace_first < p->first;
		if (!ends && !is_variable_end(p, i, f->variable))
			continue;
		if (tokens_op(p->tokens, i + 1, '<') || tokens_op(p->tokens, i + 1, OP_GE))
			break;
		if (!tokens_op(p->tokens, i + 1, OP_EQ) && !tokens_op(p->tokens, i + 1, OP_NE))
			continue;
		f->failed = g_strdup_printf("== %" G_GINT64_FORMAT, f->rule->failure);
		f->succeeded = g_strdup_printf("!= %" G_GINT64_FORMAT, f->rule->failure);
		return;
	}
	f->failed = g_strdup(f->rule->fix->failed);
	f->succeeded = g_strdup(f->rule->fix->succeeded);
}

struct fallback *fallback_new(const struct rule *rule, const struct style *style, const struct place *p,
			      const char *fresh)
{
	struct fallback *f = g_new0(struct fallback, 1);
	f->rule = rule;
	f->style = style;
	f->variable = g_strdup(p->variable ? p->variable : fresh);
	f->target = g_strdup(p->variable ? p->target : fresh);
	f->call = fallback_value(rule, p);
	f->restore = true;
	f->global = tokens_op(p->tokens, p->first, OP_SCOPE);
	find_comparison(p, f);
	const char *argument = rule->flags_argument >= 0 && (guint)rule->flags_argument < p->args->len
				       ? p->args->pdata[rule->flags_argument]
				       : "0";
	f->asked = flags_asked(rule, p, argument);
	return f;
}

void fallback_free(struct fallback *f)
{
	if (!f)
		return;
	g_free(f->variable);
	g_free(f->target);
	g_free(f->call);
	g_free(f->failed);
	g_free(f->succeeded);
	g_free(f->sticky);
	g_free(f->guard);
	flags_free(f->asked);
	g_free(f);
}

/* --- statements ------------------------------------------------------------------------------------------------- */

/* The rule's text for this descriptor, its functions named as the call is. */
static char *expression(const struct fallback *f, const char *template)
{
	GString *out = g_string_new(NULL);
	for (const char *p = template; *p; p++) {
		bool word = lex_is_word(*p), starts = word && (p == template || !lex_is_word(p[-1]));
		size_t n = starts ? strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789_") : 0;
		if (f->global && n && p[n] == '(')
			g_string_append(out, "::");
		if (*p == '@')
			g_string_append(out, f->variable);
		else
			g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static char *restore_term(const struct fallback *f, const struct rule_flag *flag, const struct asked *asked, bool alone)
{
	g_autofree char *call = expression(f, flag->restore);
	if (asked->state == ASKED_YES)
		return g_strdup_printf("%s == -1", call);
	return g_strdup_printf(alone ? "%s && %s == -1" : "(%s && %s == -1)", asked->condition, call);
}

static bool is_restored(const struct fallback *f, guint i)
{
	return g_array_index(f->asked, struct asked, i).state != ASKED_NO &&
	       ((struct rule_flag *)f->rule->flags->pdata[i])->restore;
}

/* "fcntl(…) == -1 || fcntl(…) == -1"; NULL when no flag is asked for. */
static char *restore_condition(const struct fallback *f, unsigned *out_terms)
{
	GString *all = g_string_new(NULL);
	unsigned n = 0, done = 0;
	for (guint i = 0; i < f->asked->len; i++)
		n += is_restored(f, i);
	for (guint i = 0; i < f->asked->len; i++) {
		if (!is_restored(f, i))
			continue;
		g_autofree char *term =
			restore_term(f, f->rule->flags->pdata[i], &g_array_index(f->asked, struct asked, i), n == 1);
		g_string_append_printf(all, "%s%s", done++ ? " || " : "", term);
	}
	*out_terms = n;
	return g_string_free(all, n == 0);
}

void compose_restore(struct code *code, unsigned depth, const struct fallback *f)
{
	unsigned terms;
	g_autofree char *condition = restore_condition(f, &terms);
	if (!condition)
		return;
	g_autofree char *undo = expression(f, f->rule->fix->undo);
	g_autofree char *header = g_strdup_printf(terms > 1 ? "if (%s %s && (%s))" : "if (%s %s && %s)", f->variable,
						  f->succeeded, condition);
	unsigned inner = code_open(code, depth, header);
	code_linef(code, inner, "%s;", undo);
	code_linef(code, inner, "%s = %" G_GINT64_FORMAT ";", f->target, f->rule->failure);
	code_close(code, depth);
}

static gint by_word(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *sorted_errnos(const struct rule *rule)
{
	GPtrArray *names = g_ptr_array_new();
	for (guint i = 0; i < rule->errnos->len; i++)
		g_ptr_array_add(names, (gpointer)((struct rule_errno *)rule->errnos->pdata[i])->name);
	g_ptr_array_sort(names, by_word);
	return names;
}

static void compose_switch(struct code *code, unsigned depth, const struct fallback *f)
{
	g_autoptr(GPtrArray) names = sorted_errnos(f->rule);
	unsigned brace = code_open(code, depth, "switch (errno)") - f->style->unit;
	unsigned label = brace + f->style->case_indent, inner = label + f->style->unit;
	for (guint i = 0; i < names->len; i++)
		code_linef(code, label, "case %s:", (const char *)names->pdata[i]);
	if (f->nolint)
		code_line(code, inner,
			  f->style->line_comments ? "// NOLINTNEXTLINE(android-cloexec-accept)"
						  : "/* NOLINTNEXTLINE(android-cloexec-accept) */");
	code_linef(code, inner, "%s = %s;", f->target, f->call);
	if (f->sticky)
		code_line(code, inner, f->sticky);
	if (f->restore)
		compose_restore(code, inner, f);
	code_line(code, inner, "break;");
	code_line(code, label, "default:");
	code_line(code, inner, "break;");
	code_close(code, depth);
}

void compose_fallback(struct code *code, unsigned depth, const struct fallback *f)
{
	if (!f->call) {
		g_autofree char *guard = f->guard ? g_strdup_printf("#if %s", f->guard) : NULL;
		if (guard)
			code_directive(code, guard);
		compose_restore(code, depth, f);
		if (guard)
			code_directive(code, "#endif");
		return;
	}
	g_autofree char *header = g_strdup_printf("if (%s %s)", f->variable, f->failed);
	unsigned inner = code_open(code, depth, header);
	compose_switch(code, inner, f);
	code_close(code, depth);
}

static void add_words(const char *text, const struct rule_fix *fix, GPtrArray *names)
{
	for (guint i = 0; i < fix->headers->len; i++) {
		const char *name = ((struct rule_header *)fix->headers->pdata[i])->name;
		const char *at = strstr(text, name);
		if (at && !g_ptr_array_find(names, name, NULL) && !is_word_byte(at[strlen(name)]))
			g_ptr_array_add(names, (gpointer)name);
	}
}

void compose_names(const struct fallback *f, GPtrArray *names)
{
	unsigned terms;
	g_autofree char *restores = f->restore || !f->call ? restore_condition(f, &terms) : NULL;
	if (f->call) {
		add_words("errno", f->rule->fix, names);
		add_words(((struct rule_call *)f->rule->fallbacks->pdata[0])->name, f->rule->fix, names);
	}
	if (restores) {
		add_words(restores, f->rule->fix, names);
		add_words(f->rule->fix->undo, f->rule->fix, names);
	}
}
