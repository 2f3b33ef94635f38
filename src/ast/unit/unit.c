/* The result of analysing one file: making it and letting it go. */
#include "ast/ast.h"

#include "ast/unit/unit.h"

#include "cfg/text.h"
#include "model/run.h"

struct ast_site *ast_site_new(const char *rule, const char *call)
{
	struct ast_site *s = g_new0(struct ast_site, 1);

	s->rule = g_intern_string(rule);
	s->call = g_intern_string(call);
	s->function = s->function_key = g_intern_string("");
	s->flags = g_array_new(FALSE, TRUE, sizeof(int));
	return s;
}

void ast_site_free(struct ast_site *s)
{
	if (!s)
		return;
	g_free(s->guard);
	g_array_unref(s->flags);
	g_free(s);
}

void ast_occurrence_free(struct ast_occurrence *o)
{
	if (!o)
		return;
	g_free(o->note);
	g_free(o);
}

struct ast_unit *ast_unit_new(const char *path)
{
	struct ast_unit *u = g_new0(struct ast_unit, 1);

	u->path = g_intern_string(path);
	u->code = cfg_text_new();
	u->sites = g_ptr_array_new_with_free_func((GDestroyNotify)ast_site_free);
	u->occurrences = g_ptr_array_new_with_free_func((GDestroyNotify)ast_occurrence_free);
	u->problems = g_ptr_array_new_with_free_func((GDestroyNotify)problem_free);
	u->system = g_ptr_array_new();
	u->variants = g_ptr_array_new_with_free_func((GDestroyNotify)ast_unit_free);
	return u;
}

void ast_unit_free(struct ast_unit *u)
{
	if (!u)
		return;
	cfg_text_free(u->code);
	g_ptr_array_unref(u->sites);
	g_ptr_array_unref(u->occurrences);
	g_ptr_array_unref(u->problems);
	g_ptr_array_unref(u->system);
	g_ptr_array_unref(u->variants);
	g_free(u);
}
