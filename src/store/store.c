/* Opening and closing the database, and turning SQLite's result codes into sentences.
 *
 * Opening looks before it writes: a file that is no database, somebody else's database or one from a newer sysfall is
 * left as it was. What a failed creation left behind is removed again. */
#include "store/schema.h"
#include "store/store_internal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MS      5000
#define WAIT_US      2000
#define STORE_FOLDER ".sysfall" /* the one that gets a .gitignore */
#define IGNORE_ALL   "# findings of sysfall: not for version control\n*\n"
#define CHOOSE_OTHER "name another file with --db"
#define FOLDER_MODE  0777

GQuark store_error_quark(void)
{
	return g_quark_from_static_string("store-error");
}

/* What a result code means to the user. */
static const struct {
	int rc;
	enum store_error code;
	bool is_kind; /* the code below replaces the caller's */
	const char *text;
} meanings[] = {
	{SQLITE_NOTADB, STORE_ERROR_NOT_A_DATABASE, true, "is not an SQLite database; " CHOOSE_OTHER},
	{SQLITE_CORRUPT, STORE_ERROR_NOT_A_DATABASE, true, "is damaged; move it away, the next scan makes a new one"},
	{SQLITE_FULL, STORE_ERROR_WRITE, true, "cannot be written: the disk is full; make room, or " CHOOSE_OTHER},
	{SQLITE_BUSY, STORE_ERROR_WRITE, false, "is locked by another process; try again when that has ended"},
	{SQLITE_LOCKED, STORE_ERROR_WRITE, false, "is locked by another process; try again when that has ended"},
	{SQLITE_READONLY, STORE_ERROR_READ_ONLY, true, "is read-only; " CHOOSE_OTHER},
	{SQLITE_NOMEM, STORE_ERROR_READ, false, "cannot be used: out of memory"},
};

static bool is_read_only(int system_errno)
{
	return system_errno == EACCES || system_errno == EPERM || system_errno == EROFS;
}

bool store_fail(const struct store *store, int rc, enum store_error code, GError **error)
{
	int system_errno = store->db ? sqlite3_system_errno(store->db) : 0;
	bool from_system = (rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_IOERR;

	if (from_system && is_read_only(system_errno))
		code = STORE_ERROR_READ_ONLY;
	if (from_system && (system_errno == ENOSPC || system_errno == EDQUOT))
		rc = SQLITE_FULL;
	for (unsigned i = 0; i < G_N_ELEMENTS(meanings); i++) {
		if ((rc & 0xff) != meanings[i].rc)
			continue;
		g_set_error(error, STORE_ERROR, (gint)(meanings[i].is_kind ? meanings[i].code : code), "%s %s",
			    store->path, meanings[i].text);
		return false;
	}
	if (from_system && system_errno)
		g_set_error(error, STORE_ERROR, (gint)code, "%s cannot be %s: %s; " CHOOSE_OTHER, store->path,
			    code == STORE_ERROR_WRITE  ? "written"
			    : code == STORE_ERROR_READ ? "read"
						       : "opened",
			    g_strerror(system_errno));
	else
		g_set_error(error, STORE_ERROR, (gint)code, "%s: %s; " CHOOSE_OTHER, store->path,
			    store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(rc));
	return false;
}

/* The folder of a new database. */

static bool make_folder(const char *folder, bool *out_made, GError **error)
{
	g_autofree char *ignore = g_build_filename(folder, ".gitignore", NULL);
	g_autofree char *name = g_path_get_basename(folder);
	GError *failed = NULL;

	if (g_file_test(folder, G_FILE_TEST_IS_DIR))
		return true;
	if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0) {
		int e = errno;

		g_set_error(error, STORE_ERROR, (gint)(is_read_only(e) ? STORE_ERROR_READ_ONLY : STORE_ERROR_OPEN),
			    "cannot make the folder %s: %s; " CHOOSE_OTHER, folder, g_strerror(e));
		return false;
	}
	*out_made = true;
	if (strcmp(name, STORE_FOLDER) != 0 || g_file_set_contents(ignore, IGNORE_ALL, -1, &failed))
		return true;
	g_set_error(error, STORE_ERROR, STORE_ERROR_WRITE, "cannot write %s: %s; " CHOOSE_OTHER, ignore,
		    failed->message);
	g_error_free(failed);
	(void)g_rmdir(folder);
	*out_made = false;
	return false;
}

static void remove_leftovers(const char *path, const char *made_folder)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal"};

	for (unsigned i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		g_autofree char *name = g_strconcat(path, suffixes[i], NULL);

		(void)g_unlink(name);
	}
	if (made_folder) {
		g_autofree char *ignore = g_build_filename(made_folder, ".gitignore", NULL);

		(void)g_unlink(ignore);
		(void)g_rmdir(made_folder);
	}
}

/* Opening. */

static int connect_to(struct store *store, bool create, bool immutable)
{
	g_autofree char *uri = g_filename_to_uri(store->path, NULL, NULL);
	g_autofree char *name = g_strconcat(uri, immutable ? "?immutable=1" : "", NULL);
	int flags = SQLITE_OPEN_URI | (immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	int rc;

	sqlite3_close(store->db);
	store->db = NULL;
	rc = sqlite3_open_v2(name, &store->db, flags | (create ? SQLITE_OPEN_CREATE : 0), NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_extended_result_codes(store->db, 1);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(store->db, BUSY_MS);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	return rc;
}

/* SQLite does not wait by itself for the others that open a new database at the same moment. */
static int switch_to_wal(sqlite3 *db)
{
	gint64 until = g_get_monotonic_time() + BUSY_MS * 1000;
	int rc;

	do {
		rc = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
		if ((rc & 0xff) == SQLITE_BUSY)
			g_usleep(WAIT_US);
	} while ((rc & 0xff) == SQLITE_BUSY && g_get_monotonic_time() < until);
	return rc;
}

static bool migrate(struct store *store, GError **error)
{
	int rc = switch_to_wal(store->db);

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = schema_migrate(store->db, &schema_current);
	return rc == SQLITE_OK || store_fail(store, rc, STORE_ERROR_WRITE, error);
}

static bool check_schema(struct store *store, bool create, GError **error)
{
	int version, rc;

	switch (schema_look(store->db, &schema_current, &version, &rc)) {
	case SCHEMA_READY:
		if (create)
			(void)sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
		return true;
	case SCHEMA_EMPTY:
		if (create)
			return migrate(store, error);
		g_set_error(error, STORE_ERROR, STORE_ERROR_NO_RUN, "%s holds no run yet", store->path);
		return false;
	case SCHEMA_OLD: return migrate(store, error);
	case SCHEMA_NEWER:
		g_set_error(error, STORE_ERROR, STORE_ERROR_VERSION,
			    "%s was written by a newer sysfall (its schema is %d, this program knows %d); "
			    "use that, or " CHOOSE_OTHER,
			    store->path, version, schema_current.version);
		return false;
	case SCHEMA_FOREIGN:
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_A_DATABASE,
			    "%s is an SQLite database, but not one of sysfall's; " CHOOSE_OTHER, store->path);
		return false;
	case SCHEMA_FAILED: break;
	}
	return store_fail(store, rc, STORE_ERROR_OPEN, error);
}

/* A database in WAL mode on a medium that cannot be written has no place for its shared memory: read as it lies there.
 */
static bool must_be_immutable(const struct store *store, int rc)
{
	g_autofree char *wal = g_strconcat(store->path, "-wal", NULL);

	rc &= 0xff;
	return (rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY) && g_access(store->path, R_OK) == 0 &&
	       !g_file_test(wal, G_FILE_TEST_EXISTS);
}

static bool open_existing(struct store *store, bool create, GError **error)
{
	int version, look_rc = SQLITE_OK;
	int rc = connect_to(store, create, false);

	if (rc == SQLITE_OK)
		(void)schema_look(store->db, &schema_current, &version, &look_rc);
	if (!create && must_be_immutable(store, rc ? rc : look_rc))
		rc = connect_to(store, false, true);
	if (rc != SQLITE_OK)
		return store_fail(store, rc, STORE_ERROR_OPEN, error);
	return check_schema(store, create, error);
}

/* Another process made it in the meantime, or is about to. */
static bool is_somebodys(struct store *store)
{
	int version, rc, code = store->db ? sqlite3_errcode(store->db) & 0xff : SQLITE_OK;

	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		return true;
	return store->db && schema_look(store->db, &schema_current, &version, &rc) == SCHEMA_READY;
}

static bool open_new(struct store *store, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(store->path);
	bool made = false;

	if (!make_folder(folder, &made, error))
		return false;
	if (open_existing(store, true, error))
		return true;
	bool keep = is_somebodys(store);

	sqlite3_close(store->db);
	store->db = NULL;
	if (!keep)
		remove_leftovers(store->path, made ? folder : NULL);
	return false;
}

struct store *store_open(const char *path, bool create, GError **error)
{
	auto_ptr(store) store = g_new0(struct store, 1);
	bool there;

	store->path = g_canonicalize_filename(path, NULL);
	there = g_file_test(store->path, G_FILE_TEST_EXISTS);
	if (g_file_test(store->path, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_OPEN,
			    "%s is a folder, not a findings database; " CHOOSE_OTHER, store->path);
		return NULL;
	}
	if (!there && !create) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_OPEN,
			    "there is no findings database %s; run `sysfall scan` first, or " CHOOSE_OTHER,
			    store->path);
		return NULL;
	}
	if (there ? open_existing(store, create, error) : open_new(store, error))
		return g_steal_pointer(&store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	sqlite3_close(store->db);
	g_free(store->path);
	g_free(store);
}
