/* The list of what was looked at. Names come as the compiler and the include lines spell them. */
#include "ast/ast.h"

struct ast_trace *ast_trace_new(void)
{
	struct ast_trace *t = g_new0(struct ast_trace, 1);

	t->reads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	t->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return t;
}

void ast_trace_free(struct ast_trace *trace)
{
	if (!trace)
		return;
	g_hash_table_unref(trace->reads);
	g_hash_table_unref(trace->folders);
	g_free(trace);
}

void ast_trace_read(struct ast_trace *trace, const char *path)
{
	if (trace)
		g_hash_table_add(trace->reads, g_canonicalize_filename(path, NULL));
}

void ast_trace_folder(struct ast_trace *trace, const char *path)
{
	if (trace)
		g_hash_table_add(trace->folders, g_canonicalize_filename(path, NULL));
}
