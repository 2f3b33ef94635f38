/* Making and freeing sites and their parts, and the stable ids by which a person, a baseline or a later run names a
 * site. Judging is not done here (analysis/). */
#include "model/site.h"

#include <string.h>

struct step *step_new(const char *path, unsigned line, unsigned column, const char *text)
{
	struct step *s = g_new0(struct step, 1);
	s->where.path = g_intern_string(path);
	s->where.line = line;
	s->where.column = column;
	s->text = g_strdup(text);
	return s;
}

void step_free(struct step *step)
{
	if (!step)
		return;
	g_free(step->text);
	g_free(step);
}

struct errno_verdict *errno_verdict_new(const char *errno_name)
{
	struct errno_verdict *v = g_new0(struct errno_verdict, 1);
	v->errno_name = g_intern_string(errno_name);
	v->verdict = VERDICT_UNKNOWN;
	v->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	v->assumes = g_ptr_array_new_with_free_func(g_free);
	return v;
}

void errno_verdict_free(struct errno_verdict *v)
{
	if (!v)
		return;
	g_free(v->reason);
	g_ptr_array_unref(v->steps);
	g_ptr_array_unref(v->assumes);
	g_free(v);
}

struct flag_verdict *flag_verdict_new(const char *flag)
{
	struct flag_verdict *f = g_new0(struct flag_verdict, 1);
	f->flag = g_intern_string(flag);
	f->state = FLAG_NA;
	f->steps = g_ptr_array_new_with_free_func((GDestroyNotify)step_free);
	return f;
}

void flag_verdict_free(struct flag_verdict *f)
{
	if (!f)
		return;
	g_free(f->reason);
	g_ptr_array_unref(f->steps);
	g_free(f);
}

struct site *site_new(const char *rule, const char *call)
{
	struct site *site = g_new0(struct site, 1);
	site->rule = g_intern_string(rule);
	site->call = g_intern_string(call);
	site->function = g_intern_static_string("");
	site->verdicts = g_ptr_array_new_with_free_func((GDestroyNotify)errno_verdict_free);
	site->also_handled = g_ptr_array_new();
	site->flags = g_ptr_array_new_with_free_func((GDestroyNotify)flag_verdict_free);
	site->patterns = g_ptr_array_new();
	return site;
}

void site_free(struct site *site)
{
	if (!site)
		return;
	g_free(site->id);
	g_free(site->guard);
	g_free(site->suppressed_by);
	g_free(site->suppressed_reason);
	g_free(site->part_by);
	g_free(site->part_reason);
	g_ptr_array_unref(site->verdicts);
	g_ptr_array_unref(site->also_handled);
	g_ptr_array_unref(site->flags);
	g_ptr_array_unref(site->patterns);
	g_free(site);
}

struct errno_verdict *site_verdict(const struct site *site, const char *errno_name)
{
	for (unsigned i = 0; i < site->verdicts->len; i++) {
		struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);
		if (strcmp(v->errno_name, errno_name) == 0)
			return v;
	}
	return NULL;
}

/* The parts are separated by NULs, which no part can hold. Owned by the caller. */
static char *site_digest(const struct site *site, const char *place, unsigned ordinal)
{
	const char *before = place && site->where.path && *site->where.path != '/' ? place : "";
	g_autofree char *path = g_strconcat(before, site->where.path ? site->where.path : "", NULL);
	g_autofree char *number = g_strdup_printf("%u", ordinal);
	const char *const parts[] = {site->rule, path, site->function, site->call, number};
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *part = parts[i] ? parts[i] : "";
		g_checksum_update(sum, (const guchar *)part, (gssize)strlen(part) + 1);
	}
	return g_strndup(g_checksum_get_string(sum), 16);
}

void site_set_ids(GPtrArray *sites, const char *place)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (unsigned i = 0; i < sites->len; i++) {
		struct site *site = g_ptr_array_index(sites, i);
		char *first = site_digest(site, place, 0);
		unsigned ordinal = GPOINTER_TO_UINT(g_hash_table_lookup(seen, first));
		g_free(site->id);
		site->id = site_digest(site, place, ordinal);
		g_hash_table_replace(seen, first, GUINT_TO_POINTER(ordinal + 1));
	}
}

static bool has_verdict(const struct site *site, enum verdict a, enum verdict b)
{
	for (guint i = 0; i < site->verdicts->len; i++) {
		enum verdict v = ((const struct errno_verdict *)g_ptr_array_index(site->verdicts, i))->verdict;

		if (v == a || v == b)
			return true;
	}
	return false;
}

static bool has_flag(const struct site *site, enum flag_state state)
{
	for (guint i = 0; i < site->flags->len; i++)
		if (((const struct flag_verdict *)g_ptr_array_index(site->flags, i))->state == state)
			return true;
	return false;
}

enum severity site_severity(const struct site *site)
{
	if (site->suppressed_by)
		return SEVERITY_NONE;
	if (site->suppressed_part == PART_FALLBACK)
		return MIN(site->severity, SEVERITY_WARNING);
	if (site->suppressed_part == PART_FLAGS && !has_verdict(site, VERDICT_UNHANDLED, VERDICT_CONDITIONAL))
		return MIN(site->severity, SEVERITY_NOTE);
	return site->severity;
}

bool site_is_open(const struct site *site)
{
	if (site->suppressed_by || site->severity == SEVERITY_NONE)
		return false;
	return (site->suppressed_part != PART_FALLBACK && has_verdict(site, VERDICT_UNKNOWN, VERDICT_UNKNOWN)) ||
	       (site->suppressed_part != PART_FLAGS && has_flag(site, FLAG_UNKNOWN));
}
