/* Variables that the root shares with others: which writes to them happen outside what is explored of it. What such a
 * variable holds when an invocation begins is what all ways of writing it can leave. */
#include "flow/explorer.h"

static bool is_entered(const struct explorer *x, const struct cfg_function *f, GHashTable *seen);

static bool caller_is_other(const struct explorer *x, const struct cfg_function *caller, GHashTable *seen)
{
	return !g_hash_table_contains(x->tree, caller) || is_entered(x, caller, seen);
}

/* Its address is taken, and no call through a pointer is known to lead to it: somebody unseen calls it. */
static bool is_handed_out(const struct function_info *info)
{
	for (guint i = 0; i < info->callers->len; i++)
		if (((struct call_ref *)info->callers->pdata[i])->stmt->callee->kind != CFG_FUNC)
			return false;
	return info->address_taken;
}

/* A helper of the root that somebody else calls as well: it writes at other times, too, and in other ways. */
static bool is_entered(const struct explorer *x, const struct cfg_function *f, GHashTable *seen)
{
	const struct function_info *info = program_info(x->program, f);
	if (f == x->root || !g_hash_table_add(seen, (gpointer)f))
		return false;
	if (is_handed_out(info))
		return true;
	for (guint i = 0; i < info->callers->len; i++)
		if (caller_is_other(x, ((struct call_ref *)info->callers->pdata[i])->caller, seen))
			return true;
	return false;
}

static bool entered_by_others(const struct explorer *x, const struct cfg_function *f)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	return is_entered(x, f, seen);
}

/* Made outside the functions that the root goes through, in one that was called and not gone into, in a part of them
 * that lies neither before nor behind the site, or in one that others call as well. */
bool shared_written_by_others(const struct explorer *x, const struct global_write *w)
{
	if (!g_hash_table_contains(x->tree, w->function) || g_hash_table_contains(x->unfollowed, w->function) ||
	    entered_by_others(x, w->function))
		return true;
	const guint8 *reach = g_hash_table_lookup(x->reach, w->function);
	return reach && reach[w->function->blocks->len] && !reach[w->block];
}
