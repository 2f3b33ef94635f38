/* Feature tests around what restores a flag. A made-up configuration defines what the sites need and nothing else, so
 * that `#ifdef HAVE_SETFD` around the fcntl() of a helper would leave it out, though every Linux has it. Such an arm is
 * enabled along with the sites where it goes with them and asks for nothing but feature tests: names with HAVE in them.
 * What only some option of the program enables (`#ifdef PARANOID`) stays out, and so do fallback calls. */
#include "ast/features.h"

#include <string.h>

#include "ast/keep.h"
#include "source/conditions.h"

enum { FEATURES_MAX = 16 };

static bool mentions_restoring(const struct ast_request *request, const struct if_arm *arm)
{
	for (guint i = 0; i < request->rules->rules->len; i++) {
		const struct rule *rule = request->rules->rules->pdata[i];
		for (guint k = 0; k < rule->flags->len; k++) {
			const struct rule_flag *flag = rule->flags->pdata[k];
			for (guint n = 0; n < flag->restores->len; n++) {
				const struct rule_restore *r = flag->restores->pdata[n];
				if (keep_mentions(request->text->bytes, arm->begin, arm->end, r->call))
					return true;
			}
		}
	}
	return false;
}

static bool in_kept_function(const struct source_text *text, const guint8 *keep, const struct if_arm *arm)
{
	for (guint i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);
		if (f->body < arm->begin && arm->end <= f->end)
			return keep[i];
	}
	return false;
}

GArray *features_arms(const struct ast_request *request)
{
	const struct source_text *text = request->text;
	GArray *arms = g_array_new(FALSE, FALSE, sizeof(int));
	g_autofree guint8 *keep = NULL;
	for (guint i = 0; i < text->arms->len && arms->len < FEATURES_MAX; i++) {
		const struct if_arm *arm = &g_array_index(text->arms, struct if_arm, i);
		if (!arm->condition || arm->header_guard || !mentions_restoring(request, arm))
			continue;
		if (!keep)
			keep = keep_functions(text, request->rules);
		int index = (int)i;
		if (in_kept_function(text, keep, arm))
			g_array_append_val(arms, index);
	}
	return arms;
}

static bool has_macro(const struct config *config, const char *name)
{
	for (guint i = 0; i < config->macros->len; i++)
		if (g_array_index(config->macros, struct config_macro, i).name == name)
			return true;
	return false;
}

static bool adds_features_only(const struct config *before, const struct config *after)
{
	for (guint i = 0; i < after->macros->len; i++) {
		const struct config_macro *m = &g_array_index(after->macros, struct config_macro, i);
		if (!has_macro(before, m->name) && (!m->value || !strstr(m->name, "HAVE")))
			return false;
	}
	return true;
}

/* The configuration that enables all of the arms; NULL when none does, or more than feature tests would be asked. */
static struct config *together(const struct source_text *text, const struct config *before, const GArray *arms)
{
	g_autofree unsigned *which = g_new0(unsigned, arms->len);
	g_autoptr(GPtrArray) configs = conditions_cover(text, (const int *)(const void *)arms->data, arms->len, which);
	if (configs->len != 1 || !adds_features_only(before, configs->pdata[0]))
		return NULL;
	g_ptr_array_set_free_func(configs, NULL);
	return configs->pdata[0];
}

void features_enable(const struct source_text *text, const GArray *wished, GPtrArray *configs, const int *arms,
		     const unsigned *which, unsigned n)
{
	for (guint k = 0; k < configs->len && wished->len; k++) {
		g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(int));
		for (unsigned i = 0; i < n; i++)
			if (which[i] == k && arms[i] >= 0)
				g_array_append_val(all, arms[i]);
		for (guint i = 0; i < wished->len; i++) {
			if (g_array_index(wished, int, i) < 0)
				continue;
			g_array_append_val(all, g_array_index(wished, int, i));
			struct config *more = together(text, configs->pdata[k], all);
			if (!more) {
				g_array_set_size(all, all->len - 1);
				continue;
			}
			config_free(configs->pdata[k]);
			configs->pdata[k] = more;
		}
	}
}
