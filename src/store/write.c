/* Writing a run: everything in one transaction, one prepared statement per table. */
#include "store/statement.h"
#include "store/store_internal.h"

enum table {
	TABLE_RUN,
	TABLE_FILE,
	TABLE_SITE,
	TABLE_VERDICT,
	TABLE_ASSUMPTION,
	TABLE_FLAG,
	TABLE_STEP,
	TABLE_ALSO,
	TABLE_PATTERN,
	TABLE_OCCURRENCE,
	TABLE_PROBLEM,
	TABLE_COUNT
};

static const char *const inserts[TABLE_COUNT] = {
	[TABLE_RUN] = "INSERT INTO run (root, started, seconds, complete, tool_version, kernel, arch, libc, sandbox,"
		      " files_seen, files_searched, files_candidates, files_analysed, files_cached, files_failed,"
		      " compile_database, configurations, parses, top, repository, revision, branch)"
		      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[TABLE_FILE] = "INSERT OR IGNORE INTO file (run_id, path) VALUES (?,?)",
	[TABLE_SITE] = "INSERT INTO site (run_id, stable_id, rule, call, path, line, \"column\", end_line, end_column,"
		       " function, form, guard, severity, suppressed_by, suppressed_reason, suppressed_part, part_by,"
		       " part_reason)"
		       " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[TABLE_VERDICT] = "INSERT INTO verdict (site_id, errno, verdict, consequence, reason) VALUES (?,?,?,?,?)",
	[TABLE_ASSUMPTION] = "INSERT INTO assumption (verdict_id, text) VALUES (?,?)",
	[TABLE_FLAG] = "INSERT INTO flag (site_id, flag, state, reason) VALUES (?,?,?,?)",
	[TABLE_STEP] = "INSERT INTO step (verdict_id, flag_id, path, line, \"column\", text)"
		       " VALUES (nullif(?,0),nullif(?,0),?,?,?,?)",
	[TABLE_ALSO] = "INSERT INTO also_handled (site_id, errno) VALUES (?,?)",
	[TABLE_PATTERN] = "INSERT INTO pattern (site_id, pattern) VALUES (?,?)",
	[TABLE_OCCURRENCE] = "INSERT INTO occurrence (run_id, path, line, \"column\", rule, class, note)"
			     " VALUES (?,?,?,?,?,?,?)",
	[TABLE_PROBLEM] = "INSERT INTO problem (run_id, path, line, kind, text, incomplete) VALUES (?,?,?,?,?,?)",
};

struct writer {
	struct statement tables[TABLE_COUNT];
	gint64 run_id;
	int rc; /* of the first statement that failed */
};

static struct statement *into(struct writer *w, enum table table)
{
	return &w->tables[table];
}

static bool insert(struct writer *w, enum table table, gint64 *out_row)
{
	if (w->rc == SQLITE_OK && !statement_run(&w->tables[table], out_row))
		w->rc = w->tables[table].rc;
	return w->rc == SQLITE_OK;
}

static bool write_run_row(struct writer *w, const struct run *run)
{
	struct statement *s = into(w, TABLE_RUN);

	statement_put_text(s, run->root ? run->root : "");
	statement_put_text(s, run->started ? run->started : "");
	statement_put_double(s, run->seconds);
	statement_put_int(s, run->complete);
	statement_put_text(s, run->tool_version ? run->tool_version : "");
	statement_put_text(s, run->target.kernel);
	statement_put_text(s, run->target.arch);
	statement_put_text(s, run->target.libc);
	statement_put_int(s, run->target.sandbox);
	statement_put_int(s, run->files.seen);
	statement_put_int(s, run->files.searched);
	statement_put_int(s, run->files.candidates);
	statement_put_int(s, run->files.analysed);
	statement_put_int(s, run->files.cached);
	statement_put_int(s, run->files.failed);
	statement_put_text(s, run->compile_database);
	statement_put_int(s, run->files.configurations);
	statement_put_int(s, run->files.parses);
	statement_put_text(s, run->origin.top);
	statement_put_text(s, run->origin.repository);
	statement_put_text(s, run->origin.revision);
	statement_put_text(s, run->origin.branch);
	return insert(w, TABLE_RUN, &w->run_id);
}

static bool write_file(struct writer *w, const char *path)
{
	struct statement *s = into(w, TABLE_FILE);

	statement_put_int(s, w->run_id);
	statement_put_text(s, path);
	return insert(w, TABLE_FILE, NULL);
}

static bool write_steps(struct writer *w, gint64 verdict_id, gint64 flag_id, const GPtrArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		struct statement *s = into(w, TABLE_STEP);

		statement_put_int(s, verdict_id);
		statement_put_int(s, flag_id);
		statement_put_text(s, step->where.path);
		statement_put_int(s, step->where.line);
		statement_put_int(s, step->where.column);
		statement_put_text(s, step->text ? step->text : "");
		if (!insert(w, TABLE_STEP, NULL))
			return false;
	}
	return true;
}

/* owner: the site or the verdict that the words belong to. */
static bool write_words(struct writer *w, enum table table, gint64 owner, const GPtrArray *words)
{
	for (guint i = 0; i < words->len; i++) {
		statement_put_int(into(w, table), owner);
		statement_put_text(into(w, table), g_ptr_array_index(words, i));
		if (!insert(w, table, NULL))
			return false;
	}
	return true;
}

static bool write_verdicts(struct writer *w, gint64 site_id, const GPtrArray *verdicts)
{
	for (guint i = 0; i < verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(verdicts, i);
		struct statement *s = into(w, TABLE_VERDICT);
		gint64 id;

		statement_put_int(s, site_id);
		statement_put_text(s, v->errno_name);
		statement_put_text(s, verdict_name(v->verdict));
		statement_put_text(s, consequence_name(v->consequence));
		statement_put_text(s, v->reason);
		if (!insert(w, TABLE_VERDICT, &id) || !write_words(w, TABLE_ASSUMPTION, id, v->assumes) ||
		    !write_steps(w, id, 0, v->steps))
			return false;
	}
	return true;
}

static bool write_flags(struct writer *w, gint64 site_id, const GPtrArray *flags)
{
	for (guint i = 0; i < flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(flags, i);
		struct statement *s = into(w, TABLE_FLAG);
		gint64 id;

		statement_put_int(s, site_id);
		statement_put_text(s, f->flag);
		statement_put_text(s, flag_state_name(f->state));
		statement_put_text(s, f->reason);
		if (!insert(w, TABLE_FLAG, &id) || !write_steps(w, 0, id, f->steps))
			return false;
	}
	return true;
}

static bool write_site(struct writer *w, const struct site *site)
{
	struct statement *s = into(w, TABLE_SITE);
	gint64 id;

	if (!write_file(w, site->where.path))
		return false;
	statement_put_int(s, w->run_id);
	statement_put_text(s, site->id ? site->id : "");
	statement_put_text(s, site->rule);
	statement_put_text(s, site->call);
	statement_put_text(s, site->where.path);
	statement_put_int(s, site->where.line);
	statement_put_int(s, site->where.column);
	statement_put_int(s, site->where.end_line);
	statement_put_int(s, site->where.end_column);
	statement_put_text(s, site->function ? site->function : "");
	statement_put_text(s, site_form_name(site->form));
	statement_put_text(s, site->guard);
	statement_put_text(s, severity_name(site->severity));
	statement_put_text(s, site->suppressed_by);
	statement_put_text(s, site->suppressed_reason);
	statement_put_text(s, site_part_name(site->suppressed_part));
	statement_put_text(s, site->part_by);
	statement_put_text(s, site->part_reason);
	return insert(w, TABLE_SITE, &id) && write_verdicts(w, id, site->verdicts) && write_flags(w, id, site->flags) &&
	       write_words(w, TABLE_ALSO, id, site->also_handled) && write_words(w, TABLE_PATTERN, id, site->patterns);
}

static bool write_occurrence(struct writer *w, const struct occurrence *o)
{
	struct statement *s = into(w, TABLE_OCCURRENCE);

	if (!write_file(w, o->where.path))
		return false;
	statement_put_int(s, w->run_id);
	statement_put_text(s, o->where.path);
	statement_put_int(s, o->where.line);
	statement_put_int(s, o->where.column);
	statement_put_text(s, o->rule);
	statement_put_text(s, occurrence_class_name(o->class));
	statement_put_text(s, o->note);
	return insert(w, TABLE_OCCURRENCE, NULL);
}

static bool write_problem(struct writer *w, const struct problem *p)
{
	struct statement *s = into(w, TABLE_PROBLEM);
	const char *path = p->path && *p->path ? p->path : NULL;

	if (path && !write_file(w, path))
		return false;
	statement_put_int(s, w->run_id);
	statement_put_text(s, path);
	statement_put_int(s, p->line);
	statement_put_text(s, p->kind);
	statement_put_text(s, p->text ? p->text : "");
	statement_put_int(s, p->incomplete);
	return insert(w, TABLE_PROBLEM, NULL);
}

static bool write_all(struct writer *w, const struct run *run)
{
	bool ok = write_run_row(w, run);

	for (guint i = 0; ok && i < run->sites->len; i++)
		ok = write_site(w, g_ptr_array_index(run->sites, i));
	for (guint i = 0; ok && i < run->occurrences->len; i++)
		ok = write_occurrence(w, g_ptr_array_index(run->occurrences, i));
	for (guint i = 0; ok && i < run->problems->len; i++)
		ok = write_problem(w, g_ptr_array_index(run->problems, i));
	return ok;
}

static int write_in_transaction(struct store *store, const struct run *run, gint64 *out_id)
{
	struct writer w = {0};
	int rc = sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return rc;
	for (int i = 0; i < TABLE_COUNT; i++) {
		statement_prepare(&w.tables[i], store->db, inserts[i]);
		if (w.rc == SQLITE_OK)
			w.rc = w.tables[i].rc;
	}
	if (w.rc == SQLITE_OK)
		(void)write_all(&w, run);
	for (int i = 0; i < TABLE_COUNT; i++)
		statement_finish(&w.tables[i]);
	if (w.rc == SQLITE_OK)
		w.rc = sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
	*out_id = w.run_id;
	return w.rc;
}

bool store_write_run(struct store *store, struct run *run, GError **error)
{
	gint64 id = 0;
	int rc = write_in_transaction(store, run, &id);

	if (rc == SQLITE_OK) {
		run->id = id;
		return true;
	}
	(void)store_fail(store, rc, STORE_ERROR_WRITE, error);
	if (!sqlite3_get_autocommit(store->db))
		(void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return false;
}
