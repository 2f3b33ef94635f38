/* A hook says no in one line for each finding: what it ends with is how to see why, and how to mend it. */
#include "cli/gate_internal.h"

#include <string.h>

#include "cli/root.h"
#include "render/story.h"

#define NAMED_MAX 3 /* files; of more the reader puts in the names of those above */

/* The files with something to complain about, as a shell takes them; " FILE" for too many. */
static char *places(const struct run *run)
{
	static const char plain[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_./+,:@%=-";
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autofree char *prefix = root_prefix(run->root);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *s = run->sites->pdata[i];

		if (!story_is_told(s) || s->suppressed_by || !g_hash_table_add(seen, (gpointer)s->where.path))
			continue;
		g_autofree char *path = g_strconcat(prefix, *s->where.path == '-' ? "./" : "", s->where.path, NULL);
		g_autofree char *quoted = g_shell_quote(path);

		g_string_append_printf(out, " %s", path[strspn(path, plain)] ? quoted : path);
	}
	if (g_hash_table_size(seen) > NAMED_MAX)
		g_string_assign(out, " FILE");
	return g_string_free(out, FALSE);
}

void gate_advise(const struct gate *gate, const struct run *run)
{
	g_autofree char *where = places(run);
	g_autofree char *since = g_shell_quote(gate->base_name);

	if (gate->named)
		cli_tell("why, step by step: sysfall scan%s", where);
	else if (gate->vcs->trees[VCS_NOW])
		cli_tell("why, step by step: sysfall scan --changed-since %s%s", since, where);
	else
		cli_tell("why, step by step: sysfall scan --staged%s", where);
	cli_tell("a patch: sysfall fix%s", where);
}
