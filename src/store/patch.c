/* Patches, recorded beside the run whose sites they are for. */
#include "store/statement.h"
#include "store/store_internal.h"

static const char insert[] = "INSERT INTO patch (run_id, site_id, style, status, diff, detail)"
			     " SELECT ?1, id, ?2, ?3, ?4, ?5 FROM site WHERE run_id = ?1 AND stable_id = ?6";

static bool write_patch(struct statement *s, gint64 run_id, const struct patch_record *p)
{
	statement_put_int(s, run_id);
	statement_put_text(s, p->style);
	statement_put_text(s, p->status);
	statement_put_text(s, p->diff);
	statement_put_text(s, p->detail);
	statement_put_text(s, p->site->id);
	return statement_run(s, NULL);
}

bool store_write_patches(struct store *store, gint64 run_id, const GPtrArray *patches, GError **error)
{
	struct statement s = {0};
	int rc = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return store_fail(store, rc, STORE_ERROR_WRITE, error);
	statement_prepare(&s, store->db, insert);
	for (guint i = 0; i < patches->len && s.rc == SQLITE_OK; i++)
		(void)write_patch(&s, run_id, g_ptr_array_index(patches, i));
	rc = s.rc;
	statement_finish(&s);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return true;
	(void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return store_fail(store, rc, STORE_ERROR_WRITE, error);
}
