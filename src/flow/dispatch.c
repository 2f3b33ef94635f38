/* Calls of virtual methods. The units lower them as calls through a member of the object (CFG_VIRTUAL): where all of
 * them together know of one method only, it is called by its name like any other function. */
#include "flow/program_internal.h"

#include <string.h>

static const char *method_called(const struct cfg_stmt *s)
{
	if (s->kind != CFG_CALL || s->callee->kind != CFG_FIELD || !g_str_has_prefix(s->callee->name, CFG_VIRTUAL))
		return NULL;
	return g_intern_string(s->callee->name + strlen(CFG_VIRTUAL));
}

static void settle_call(struct program *p, struct cfg_function *f, struct cfg_stmt *s)
{
	const char *method = method_called(s);
	const GPtrArray *known = method ? program_field_functions(p, s->callee->name) : NULL;
	if (!method)
		return;
	g_hash_table_insert(p->dispatched, s, (gpointer)method);
	if (!known || known->len <= 1)
		s->callee = cfg_func(f, known ? known->pdata[0] : method);
}

void dispatch_settle(struct program *p)
{
	for (guint i = 0; i < p->functions->len; i++) {
		struct cfg_function *f = p->functions->pdata[i];
		for (guint b = 0; b < f->blocks->len; b++) {
			const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
			for (guint k = 0; k < stmts->len; k++)
				settle_call(p, f, stmts->pdata[k]);
		}
	}
}

const char *program_dispatched(const struct program *p, const struct cfg_stmt *call)
{
	return g_hash_table_lookup(p->dispatched, call);
}
