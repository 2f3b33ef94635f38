/* A hook says no in one line for each finding: what it ends with is how to see why, and how to mend it. */
#include "cli/gate_internal.h"

#include "cli/root.h"
#include "render/story.h"

#define NAMED_MAX 3 /* places; of more the reader puts in the names of those above */

/* The files with something to complain about, or their lines; " FILE" or " FILE:LINE" for too many. */
static char *places(const struct run *run, bool lines)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *prefix = root_prefix(run->root);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *s = run->sites->pdata[i];
		g_autofree char *path = story_shell_path(prefix, s->where.path);
		char *place = lines ? g_strdup_printf("%s:%u", path, s->where.line) : g_strdup(path);

		if (!story_is_told(s) || s->suppressed_by || g_hash_table_contains(seen, place)) {
			g_free(place);
			continue;
		}
		g_string_append_printf(out, " %s", place);
		g_hash_table_add(seen, place);
	}
	if (g_hash_table_size(seen) > NAMED_MAX)
		g_string_assign(out, lines ? " FILE:LINE" : " FILE");
	return g_string_free(out, FALSE);
}

void gate_advise(const struct gate *gate, const struct run *run, bool kept)
{
	g_autofree char *files = places(run, false), *lines = places(run, true);
	g_autofree char *since = g_shell_quote(gate->base_name);

	if (kept)
		cli_tell("why, step by step: sysfall show%s", lines);
	else if (gate->named)
		cli_tell("why, step by step: sysfall scan%s", files);
	else if (gate->vcs->trees[VCS_NOW])
		cli_tell("why, step by step: sysfall scan --changed-since %s%s", since, files);
	else
		cli_tell("why, step by step: sysfall scan --staged%s", files);
	cli_tell("a patch: sysfall fix%s", files);
}
