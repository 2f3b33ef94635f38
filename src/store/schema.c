/* The schema as a list of steps, and the walk along it.
 *
 * The tables are made for people who query them, so places are plain columns (path, line, column) and words are the
 * words of the JSON. `user_version` says which step a database is at; `application_id` says that it is ours at all, so
 * that
 * --db never adds tables to somebody else's database. */
#include "store/schema.h"

#include <glib.h>

#define APPLICATION_ID 0x73666c6c /* "sfll" */

static const char version_1[] =
	"CREATE TABLE run ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" root TEXT NOT NULL,"
	" started TEXT NOT NULL," /* RFC 3339, UTC */
	" seconds REAL NOT NULL,"
	" complete INTEGER NOT NULL CHECK (complete IN (0, 1)),"
	" tool_version TEXT NOT NULL,"
	" kernel TEXT, arch TEXT, libc TEXT,"
	" sandbox INTEGER NOT NULL CHECK (sandbox IN (0, 1)),"
	" files_seen INTEGER NOT NULL, files_searched INTEGER NOT NULL, files_candidates INTEGER NOT NULL,"
	" files_analysed INTEGER NOT NULL, files_cached INTEGER NOT NULL, files_failed INTEGER NOT NULL,"
	" compile_database TEXT);"

	/* Every file that something is said about. */
	"CREATE TABLE file ("
	" run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
	" path TEXT NOT NULL,"
	" PRIMARY KEY (run_id, path)) WITHOUT ROWID;"

	"CREATE TABLE site ("
	" id INTEGER PRIMARY KEY,"
	" run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
	" stable_id TEXT NOT NULL," /* the JSON's id: the same in every run as long as the place is there */
	" rule TEXT NOT NULL, call TEXT NOT NULL,"
	" path TEXT NOT NULL, line INTEGER NOT NULL, \"column\" INTEGER NOT NULL,"
	" end_line INTEGER NOT NULL, end_column INTEGER NOT NULL,"
	" function TEXT NOT NULL,"
	" form TEXT NOT NULL,"
	" guard TEXT,"
	" severity TEXT NOT NULL CHECK (severity IN ('none', 'note', 'warning', 'error')),"
	" suppressed_by TEXT, suppressed_reason TEXT,"
	" FOREIGN KEY (run_id, path) REFERENCES file (run_id, path));"
	"CREATE INDEX site_run ON site (run_id, path, line);"
	"CREATE INDEX site_stable ON site (stable_id);"

	"CREATE TABLE verdict ("
	" id INTEGER PRIMARY KEY,"
	" site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,"
	" errno TEXT NOT NULL,"
	" verdict TEXT NOT NULL CHECK (verdict IN"
	"  ('handled', 'deferred', 'conditional', 'unhandled', 'unknown')),"
	" consequence TEXT,"
	" reason TEXT,"
	" UNIQUE (site_id, errno));"

	"CREATE TABLE flag ("
	" id INTEGER PRIMARY KEY,"
	" site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,"
	" flag TEXT NOT NULL,"
	" state TEXT NOT NULL CHECK (state IN ('na', 'kept', 'lost', 'unknown')),"
	" reason TEXT,"
	" UNIQUE (site_id, flag));"

	/* One step of the evidence for a verdict, or for what became of a flag. */
	"CREATE TABLE step ("
	" id INTEGER PRIMARY KEY,"
	" verdict_id INTEGER REFERENCES verdict (id) ON DELETE CASCADE,"
	" flag_id INTEGER REFERENCES flag (id) ON DELETE CASCADE,"
	" path TEXT, line INTEGER NOT NULL, \"column\" INTEGER NOT NULL,"
	" text TEXT NOT NULL,"
	" CHECK ((verdict_id IS NULL) <> (flag_id IS NULL)));"
	"CREATE INDEX step_verdict ON step (verdict_id);"
	"CREATE INDEX step_flag ON step (flag_id);"

	"CREATE TABLE also_handled ("
	" id INTEGER PRIMARY KEY,"
	" site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,"
	" errno TEXT NOT NULL);"
	"CREATE INDEX also_handled_site ON also_handled (site_id);"

	"CREATE TABLE pattern ("
	" id INTEGER PRIMARY KEY,"
	" site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,"
	" pattern TEXT NOT NULL);"
	"CREATE INDEX pattern_site ON pattern (site_id);"

	"CREATE TABLE occurrence ("
	" id INTEGER PRIMARY KEY,"
	" run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
	" path TEXT NOT NULL, line INTEGER NOT NULL, \"column\" INTEGER NOT NULL,"
	" rule TEXT NOT NULL,"
	" class TEXT NOT NULL,"
	" note TEXT,"
	" FOREIGN KEY (run_id, path) REFERENCES file (run_id, path));"
	"CREATE INDEX occurrence_run ON occurrence (run_id, path);"

	"CREATE TABLE problem ("
	" id INTEGER PRIMARY KEY,"
	" run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
	" path TEXT," /* NULL: about no file */
	" line INTEGER NOT NULL,"
	" kind TEXT NOT NULL,"
	" text TEXT NOT NULL,"
	" incomplete INTEGER NOT NULL CHECK (incomplete IN (0, 1)),"
	" FOREIGN KEY (run_id, path) REFERENCES file (run_id, path));"
	"CREATE INDEX problem_run ON problem (run_id, path);"

	"CREATE TABLE patch ("
	" id INTEGER PRIMARY KEY,"
	" run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
	" site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,"
	" style TEXT NOT NULL,"
	" status TEXT NOT NULL," /* how far it was verified */
	" diff TEXT,"
	" detail TEXT);"
	"CREATE INDEX patch_run ON patch (run_id);"
	"CREATE INDEX patch_site ON patch (site_id);";

/* What scans remember for one another: see store/cache.h. The value comes last, so that the other columns are read
 * without it. */
static const char version_cache[] = "CREATE TABLE cache ("
				    " id INTEGER PRIMARY KEY,"
				    " key TEXT NOT NULL UNIQUE,"
				    " size INTEGER NOT NULL," /* bytes */
				    " used INTEGER NOT NULL," /* seconds since 1970 */
				    " value BLOB NOT NULL);"
				    "CREATE INDEX cache_used ON cache (used);";

/* What was tried, and all numbers of a run side by side; mentions of one class are rows of occurrence. */
static const char version_coverage[] =
	"ALTER TABLE run ADD COLUMN configurations INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE run ADD COLUMN parses INTEGER NOT NULL DEFAULT 0;"
	"CREATE VIEW coverage AS SELECT id AS run_id, complete, files_seen, files_searched, files_candidates,"
	" files_analysed, files_cached, files_failed, configurations, parses,"
	" (SELECT count(*) FROM site WHERE site.run_id = run.id) AS sites,"
	" (SELECT count(*) FROM occurrence o WHERE o.run_id = run.id) AS occurrences,"
	" (SELECT count(*) FROM occurrence o WHERE o.run_id = run.id AND class = 'unreached') AS unreached,"
	" (SELECT count(*) FROM problem p WHERE p.run_id = run.id AND incomplete) AS problems"
	" FROM run;";

/* The commit that was scanned, where it was asked for. */
static const char version_origin[] = "ALTER TABLE run ADD COLUMN top TEXT;"
				     "ALTER TABLE run ADD COLUMN repository TEXT;"
				     "ALTER TABLE run ADD COLUMN revision TEXT;"
				     "ALTER TABLE run ADD COLUMN branch TEXT;";

/* What a verdict takes for granted of functions outside the tree. */
static const char version_assumption[] = "CREATE TABLE assumption ("
					 " id INTEGER PRIMARY KEY,"
					 " verdict_id INTEGER NOT NULL REFERENCES verdict (id) ON DELETE CASCADE,"
					 " text TEXT NOT NULL);"
					 "CREATE INDEX assumption_verdict ON assumption (verdict_id);";

/* One finding of two that a site has is suppressed: 'fallback' or 'flags'. */
static const char version_part[] = "ALTER TABLE site ADD COLUMN suppressed_part TEXT;"
				   "ALTER TABLE site ADD COLUMN part_by TEXT;"
				   "ALTER TABLE site ADD COLUMN part_reason TEXT;";

static const char *const steps[] = {version_1,      version_coverage,   version_cache,
				    version_origin, version_assumption, version_part};

const struct schema schema_current = {steps, G_N_ELEMENTS(steps)};

static int read_number(sqlite3 *db, const char *sql, int *out_value)
{
	sqlite3_stmt *statement = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(statement);
	if (rc == SQLITE_ROW) {
		*out_value = sqlite3_column_int(statement, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return rc;
}

enum schema_state schema_look(sqlite3 *db, const struct schema *schema, int *out_version, int *out_rc)
{
	int version = 0, application = 0, tables = 0;
	/* One look, at one state: another process may be making the tables right now. */
	int rc = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		rc = read_number(db, "PRAGMA user_version", &version);
	if (rc == SQLITE_OK)
		rc = read_number(db, "PRAGMA application_id", &application);
	if (rc == SQLITE_OK)
		rc = read_number(db, "SELECT count(*) FROM sqlite_master", &tables);
	if (!sqlite3_get_autocommit(db))
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	*out_rc = rc;
	*out_version = version;
	if (rc != SQLITE_OK)
		return SCHEMA_FAILED;
	if (application != APPLICATION_ID)
		return tables == 0 && version == 0 && application == 0 ? SCHEMA_EMPTY : SCHEMA_FOREIGN;
	if (version > schema->version)
		return SCHEMA_NEWER;
	return version == schema->version ? SCHEMA_READY : SCHEMA_OLD;
}

/* Under the write lock: another process may have migrated since we looked. */
static int migrate_locked(sqlite3 *db, const struct schema *schema)
{
	char pragmas[96];
	int version = 0;
	int rc = read_number(db, "PRAGMA user_version", &version);

	for (int i = version; rc == SQLITE_OK && i < schema->version; i++)
		rc = sqlite3_exec(db, schema->steps[i], NULL, NULL, NULL);
	if (rc != SQLITE_OK || version >= schema->version)
		return rc;
	g_snprintf(pragmas, sizeof(pragmas), "PRAGMA user_version = %d; PRAGMA application_id = %d", schema->version,
		   APPLICATION_ID);
	return sqlite3_exec(db, pragmas, NULL, NULL, NULL);
}

int schema_migrate(sqlite3 *db, const struct schema *schema)
{
	int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return rc;
	rc = migrate_locked(db, schema);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		(void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}
