/* As clang-tidy has it, a comment counts where the call is spelled: beside the call, or, when a macro makes it, beside
 * any of the definitions that lead to it. Of several definitions of one name (for several configurations, or in several
 * files) those of the site's own file are meant if there are any; each must be covered, since the text does not say
 * which one the compiler took. */
#include "policy/comments.h"

#include "policy/finding.h"
#include "policy/macro_uses.h"
#include "policy/nolint.h"

struct comments {
	const struct policy *policy;
	GHashTable *files; /* interned path -> struct nolints *, which may be NULL */
};

static void free_nolints(gpointer nolints)
{
	nolints_free(nolints);
}

static struct nolints *nolints_of(struct comments *c, const char *path)
{
	gpointer found;

	if (g_hash_table_lookup_extended(c->files, path, NULL, &found))
		return found;
	g_autoptr(GBytes) bytes = c->policy->read(path, c->policy->data);
	gsize length = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
	struct nolints *nolints = text ? nolints_read(text, length) : NULL;

	g_hash_table_insert(c->files, (gpointer)path, nolints);
	return nolints;
}

static unsigned cover_chain(struct comments *c, const struct site *site, const GPtrArray *chain,
			    const char **out_reason)
{
	unsigned covered = 0;

	for (guint i = 0; i < chain->len; i++) {
		const struct macro_definition *d = g_ptr_array_index(chain, i);

		covered |= nolints_cover(nolints_of(c, d->path), site, d->first_line, d->last_line, out_reason);
	}
	return covered;
}

static void apply_to(struct comments *c, struct site *site, struct macro_uses *macros)
{
	const char *reason = NULL;
	unsigned last = MAX(site->where.end_line, site->where.line);
	unsigned covered = nolints_cover(nolints_of(c, site->where.path), site, site->where.line, last, &reason);

	if (site->form == FORM_MACRO && finding_is_any(site)) {
		g_autoptr(GPtrArray) chains = macro_uses_chains(macros, site);
		unsigned all = chains->len ? FINDING_ALL : 0;

		for (guint i = 0; i < chains->len; i++)
			all &= cover_chain(c, site, g_ptr_array_index(chains, i), &reason);
		covered |= all;
	}
	finding_suppress(site, covered, "comment", reason);
}

static void tell_unused(struct comments *c, struct run *run)
{
	GHashTableIter iter;
	gpointer path, nolints;

	for (guint i = 0; i < run->remarked->len; i++)
		(void)nolints_of(c, g_ptr_array_index(run->remarked, i));
	g_hash_table_iter_init(&iter, c->files);
	while (g_hash_table_iter_next(&iter, &path, &nolints))
		nolints_tell_unused(nolints, path, run->problems);
}

void comments_apply(struct run *run, const struct policy *policy)
{
	struct comments c = {policy, g_hash_table_new_full(NULL, NULL, NULL, free_nolints)};
	auto_ptr(macro_uses) macros = macro_uses_new(run, policy);

	for (guint i = 0; i < run->sites->len; i++)
		apply_to(&c, g_ptr_array_index(run->sites, i), macros);
	if (!policy->partial)
		tell_unused(&c, run);
	g_hash_table_unref(c.files);
}
