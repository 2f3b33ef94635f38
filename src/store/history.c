/* The database does the counting: a report of one run must not read twenty. The cases are those of render/tally.c. */
#include "store/history.h"

#include "store/statement.h"
#include "store/store_internal.h"

static const char query[] =
	"SELECT run.id, run.started, run.complete,"
	" sum(outcome = 'handled'), sum(outcome = 'partly'), sum(outcome = 'unhandled'), sum(outcome = 'undecided')"
	" FROM run LEFT JOIN (SELECT run_id, CASE"
	"   WHEN conditional > 0 OR (good > 0 AND bad > 0) THEN 'partly'"
	"   WHEN bad > 0 THEN 'unhandled'"
	"   WHEN good > 0 AND unknown = 0 THEN 'handled'"
	"   ELSE 'undecided' END AS outcome"
	"  FROM (SELECT site.run_id AS run_id,"
	"    total(verdict IN ('handled', 'deferred')) AS good, total(verdict = 'unhandled') AS bad,"
	"    total(verdict = 'conditional') AS conditional, total(verdict = 'unknown') AS unknown"
	"   FROM site LEFT JOIN verdict ON verdict.site_id = site.id GROUP BY site.id))"
	" ON run_id = run.id"
	" JOIN run AS last ON last.id = ?"
	" WHERE run.id <= last.id AND run.root = last.root AND run.kernel IS last.kernel AND run.arch IS last.arch"
	"  AND run.libc IS last.libc AND run.sandbox = last.sandbox"
	" GROUP BY run.id ORDER BY run.id DESC LIMIT ?";

static struct run_totals *take_totals(struct statement *s)
{
	struct run_totals *t = g_new0(struct run_totals, 1);

	t->id = statement_take_int(s);
	t->started = g_strdup(statement_take_text(s));
	t->complete = statement_take_int(s) != 0;
	t->handled = (unsigned)statement_take_int(s);
	t->partly = (unsigned)statement_take_int(s);
	t->unhandled = (unsigned)statement_take_int(s);
	t->undecided = (unsigned)statement_take_int(s);
	return t;
}

GPtrArray *store_history(struct store *store, gint64 id, unsigned limit, GError **error)
{
	g_autoptr(GPtrArray) totals = g_ptr_array_new_with_free_func((GDestroyNotify)run_totals_free);
	struct statement s;

	statement_prepare(&s, store->db, query);
	statement_put_int(&s, id);
	statement_put_int(&s, limit);
	while (statement_next(&s))
		g_ptr_array_insert(totals, 0, take_totals(&s));
	int rc = s.rc;

	if (rc != SQLITE_OK)
		(void)store_fail(store, rc, STORE_ERROR_READ, error);
	statement_finish(&s);
	return rc == SQLITE_OK ? g_steal_pointer(&totals) : NULL;
}

static struct site_patch *take_patch(struct statement *s)
{
	struct site_patch *p = g_new0(struct site_patch, 1);

	p->site_id = g_strdup(statement_take_text(s));
	p->style = g_strdup(statement_take_text(s));
	p->status = g_strdup(statement_take_text(s));
	p->diff = g_strdup(statement_take_text(s));
	p->detail = g_strdup(statement_take_text(s));
	return p;
}

GHashTable *store_patches(struct store *store, gint64 run_id, GError **error)
{
	g_autoptr(GHashTable) patches =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)site_patch_free);
	struct statement s;

	statement_prepare(&s, store->db,
			  "SELECT site.stable_id, style, status, diff, detail FROM patch JOIN site"
			  " ON site.id = patch.site_id WHERE patch.run_id = ? ORDER BY patch.id");
	statement_put_int(&s, run_id);
	while (statement_next(&s)) {
		struct site_patch *p = take_patch(&s);

		g_hash_table_replace(patches, p->site_id, p);
	}
	int rc = s.rc;

	if (rc != SQLITE_OK)
		(void)store_fail(store, rc, STORE_ERROR_READ, error);
	statement_finish(&s);
	return rc == SQLITE_OK ? g_steal_pointer(&patches) : NULL;
}
