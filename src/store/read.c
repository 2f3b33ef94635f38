/* Reading runs back, one statement per table, in the order in which they were written. A word that this program does
 * not know is an error and not a guess: somebody edited the database, or it is damaged. */
#include "store/statement.h"
#include "store/store_internal.h"

enum query {
	QUERY_SITES,
	QUERY_VERDICTS,
	QUERY_ASSUMPTIONS,
	QUERY_FLAGS,
	QUERY_VERDICT_STEPS,
	QUERY_FLAG_STEPS,
	QUERY_ALSO,
	QUERY_PATTERNS,
	QUERY_OCCURRENCES,
	QUERY_PROBLEMS,
	QUERY_COUNT
};

#define RUN_COLUMNS                                                                                                    \
	"SELECT id, root, started, seconds, complete, tool_version, kernel, arch, libc, sandbox, files_seen,"          \
	" files_searched, files_candidates, files_analysed, files_cached, files_failed, compile_database,"             \
	" configurations, parses, top, repository, revision, branch FROM run "
#define STEP_COLUMNS "SELECT path, line, \"column\", text FROM step "

static const char *const queries[QUERY_COUNT] = {
	[QUERY_SITES] =
		"SELECT id, stable_id, rule, call, path, line, \"column\", end_line, end_column, function, form,"
		" guard, severity, suppressed_by, suppressed_reason, suppressed_part, part_by, part_reason"
		" FROM site WHERE run_id = ? ORDER BY id",
	[QUERY_VERDICTS] = "SELECT id, errno, verdict, consequence, reason FROM verdict WHERE site_id = ? ORDER BY id",
	[QUERY_ASSUMPTIONS] = "SELECT text FROM assumption WHERE verdict_id = ? ORDER BY id",
	[QUERY_FLAGS] = "SELECT id, flag, state, reason FROM flag WHERE site_id = ? ORDER BY id",
	[QUERY_VERDICT_STEPS] = STEP_COLUMNS "WHERE verdict_id = ? ORDER BY id",
	[QUERY_FLAG_STEPS] = STEP_COLUMNS "WHERE flag_id = ? ORDER BY id",
	[QUERY_ALSO] = "SELECT errno FROM also_handled WHERE site_id = ? ORDER BY id",
	[QUERY_PATTERNS] = "SELECT pattern FROM pattern WHERE site_id = ? ORDER BY id",
	[QUERY_OCCURRENCES] =
		"SELECT path, line, \"column\", rule, class, note FROM occurrence WHERE run_id = ? ORDER BY id",
	[QUERY_PROBLEMS] = "SELECT path, line, kind, incomplete, text FROM problem WHERE run_id = ? ORDER BY id",
};

struct reader {
	struct statement queries[QUERY_COUNT];
	int rc;
	char *odd_word; /* owned: what could not be understood */
};

static struct statement *start(struct reader *r, enum query query, gint64 key)
{
	struct statement *s = &r->queries[query];

	statement_rewind(s);
	statement_put_int(s, key);
	return s;
}

/* True when a statement came to its end; keeps the first failure otherwise. */
static bool ended(struct reader *r, const struct statement *s)
{
	if (r->rc == SQLITE_OK)
		r->rc = s->rc;
	return r->rc == SQLITE_OK && !r->odd_word;
}

static void odd(struct reader *r, const char *what, const char *word)
{
	if (!r->odd_word && r->rc == SQLITE_OK)
		r->odd_word = g_strdup_printf("%s '%s'", what, word ? word : "(null)");
}

static const char *take_interned(struct statement *s)
{
	return g_intern_string(statement_take_text(s));
}

static void take_run(struct statement *s, struct run *run)
{
	run->id = statement_take_int(s);
	run->root = g_strdup(statement_take_text(s));
	run->started = g_strdup(statement_take_text(s));
	run->seconds = statement_take_double(s);
	run->complete = statement_take_int(s) != 0;
	run->tool_version = g_strdup(statement_take_text(s));
	run->target.kernel = g_strdup(statement_take_text(s));
	run->target.arch = g_strdup(statement_take_text(s));
	run->target.libc = g_strdup(statement_take_text(s));
	run->target.sandbox = statement_take_int(s) != 0;
	run->files.seen = (unsigned)statement_take_int(s);
	run->files.searched = (unsigned)statement_take_int(s);
	run->files.candidates = (unsigned)statement_take_int(s);
	run->files.analysed = (unsigned)statement_take_int(s);
	run->files.cached = (unsigned)statement_take_int(s);
	run->files.failed = (unsigned)statement_take_int(s);
	run->compile_database = g_strdup(statement_take_text(s));
	run->files.configurations = (unsigned)statement_take_int(s);
	run->files.parses = (unsigned)statement_take_int(s);
	run->origin.top = g_strdup(statement_take_text(s));
	run->origin.repository = g_strdup(statement_take_text(s));
	run->origin.revision = g_strdup(statement_take_text(s));
	run->origin.branch = g_strdup(statement_take_text(s));
}

static bool read_steps(struct reader *r, enum query query, gint64 key, GPtrArray *out)
{
	struct statement *s = start(r, query, key);

	while (statement_next(s)) {
		const char *path = take_interned(s);
		unsigned line = (unsigned)statement_take_int(s);
		unsigned column = (unsigned)statement_take_int(s);

		g_ptr_array_add(out, step_new(path, line, column, statement_take_text(s)));
	}
	return ended(r, s);
}

static bool read_assumptions(struct reader *r, gint64 verdict_id, GPtrArray *out)
{
	struct statement *s = start(r, QUERY_ASSUMPTIONS, verdict_id);

	while (statement_next(s))
		g_ptr_array_add(out, g_strdup(statement_take_text(s)));
	return ended(r, s);
}

static bool read_verdicts(struct reader *r, gint64 site_id, GPtrArray *out)
{
	struct statement *s = start(r, QUERY_VERDICTS, site_id);

	while (statement_next(s)) {
		gint64 id = statement_take_int(s);
		struct errno_verdict *v = errno_verdict_new(statement_take_text(s));
		const char *word = statement_take_text(s);
		const char *consequence;

		g_ptr_array_add(out, v);
		if (!verdict_parse(word, &v->verdict))
			odd(r, "verdict", word);
		consequence = statement_take_text(s);
		if (consequence && !consequence_parse(consequence, &v->consequence))
			odd(r, "consequence", consequence);
		v->reason = g_strdup(statement_take_text(s));
		if (!read_assumptions(r, id, v->assumes) || !read_steps(r, QUERY_VERDICT_STEPS, id, v->steps))
			return false;
	}
	return ended(r, s);
}

static bool read_flags(struct reader *r, gint64 site_id, GPtrArray *out)
{
	struct statement *s = start(r, QUERY_FLAGS, site_id);

	while (statement_next(s)) {
		gint64 id = statement_take_int(s);
		struct flag_verdict *f = flag_verdict_new(statement_take_text(s));
		const char *word = statement_take_text(s);

		g_ptr_array_add(out, f);
		if (!flag_state_parse(word, &f->state))
			odd(r, "flag state", word);
		f->reason = g_strdup(statement_take_text(s));
		if (!read_steps(r, QUERY_FLAG_STEPS, id, f->steps))
			return false;
	}
	return ended(r, s);
}

static bool read_words(struct reader *r, enum query query, gint64 site_id, GPtrArray *out)
{
	struct statement *s = start(r, query, site_id);

	while (statement_next(s))
		g_ptr_array_add(out, (gpointer)take_interned(s));
	return ended(r, s);
}

static struct site *take_site(struct reader *r, struct statement *s)
{
	g_autofree char *stable_id = g_strdup(statement_take_text(s));
	const char *rule = take_interned(s);
	struct site *site = site_new(rule, take_interned(s));
	const char *word;

	site->id = g_steal_pointer(&stable_id);
	site->where.path = take_interned(s);
	site->where.line = (unsigned)statement_take_int(s);
	site->where.column = (unsigned)statement_take_int(s);
	site->where.end_line = (unsigned)statement_take_int(s);
	site->where.end_column = (unsigned)statement_take_int(s);
	site->function = take_interned(s);
	word = statement_take_text(s);
	if (!site_form_parse(word, &site->form))
		odd(r, "form", word);
	site->guard = g_strdup(statement_take_text(s));
	word = statement_take_text(s);
	if (!severity_parse(word, &site->severity))
		odd(r, "severity", word);
	site->suppressed_by = g_strdup(statement_take_text(s));
	site->suppressed_reason = g_strdup(statement_take_text(s));
	word = statement_take_text(s);
	if (word && !site_part_parse(word, &site->suppressed_part))
		odd(r, "suppressed_part", word);
	site->part_by = g_strdup(statement_take_text(s));
	site->part_reason = g_strdup(statement_take_text(s));
	return site;
}

static bool read_sites(struct reader *r, gint64 run_id, GPtrArray *out)
{
	struct statement *s = start(r, QUERY_SITES, run_id);

	while (statement_next(s)) {
		gint64 id = statement_take_int(s);
		struct site *site = take_site(r, s);

		g_ptr_array_add(out, site);
		if (!read_verdicts(r, id, site->verdicts) || !read_flags(r, id, site->flags) ||
		    !read_words(r, QUERY_ALSO, id, site->also_handled) ||
		    !read_words(r, QUERY_PATTERNS, id, site->patterns))
			return false;
	}
	return ended(r, s);
}

static bool read_occurrences(struct reader *r, gint64 run_id, GPtrArray *out)
{
	struct statement *s = start(r, QUERY_OCCURRENCES, run_id);

	while (statement_next(s)) {
		const char *path = take_interned(s);
		unsigned line = (unsigned)statement_take_int(s);
		unsigned column = (unsigned)statement_take_int(s);
		const char *rule = take_interned(s);
		const char *word = statement_take_text(s);
		enum occurrence_class class = OCCURRENCE_COMMENT;

		if (!occurrence_class_parse(word, &class))
			odd(r, "class", word);
		g_ptr_array_add(out, occurrence_new(path, line, column, rule, class, statement_take_text(s)));
	}
	return ended(r, s);
}

static bool read_problems(struct reader *r, gint64 run_id, GPtrArray *out)
{
	struct statement *s = start(r, QUERY_PROBLEMS, run_id);

	while (statement_next(s)) {
		const char *path = take_interned(s);
		unsigned line = (unsigned)statement_take_int(s);
		const char *kind = take_interned(s);
		bool incomplete = statement_take_int(s) != 0;

		g_ptr_array_add(out, problem_new(path, line, kind, incomplete, statement_take_text(s)));
	}
	return ended(r, s);
}

static bool read_contents(struct store *store, struct run *run, GError **error)
{
	struct reader r = {0};
	bool ok;

	for (int i = 0; i < QUERY_COUNT; i++) {
		statement_prepare(&r.queries[i], store->db, queries[i]);
		if (r.rc == SQLITE_OK)
			r.rc = r.queries[i].rc;
	}
	if (r.rc == SQLITE_OK && read_sites(&r, run->id, run->sites) && read_occurrences(&r, run->id, run->occurrences))
		(void)read_problems(&r, run->id, run->problems);
	if (r.rc != SQLITE_OK)
		(void)store_fail(store, r.rc, STORE_ERROR_READ, error);
	else if (r.odd_word)
		g_set_error(error, STORE_ERROR, STORE_ERROR_READ, "%s: run %" G_GINT64_FORMAT " has the unknown %s",
			    store->path, run->id, r.odd_word);
	for (int i = 0; i < QUERY_COUNT; i++)
		statement_finish(&r.queries[i]);
	ok = r.rc == SQLITE_OK && !r.odd_word;
	g_free(r.odd_word);
	return ok;
}

static struct run *read_run_row(struct store *store, gint64 id, GError **error)
{
	auto_ptr(run) run = run_new();
	struct statement s;
	bool found;
	int rc;

	statement_prepare(&s, store->db,
			  id ? RUN_COLUMNS "WHERE id = ?" : RUN_COLUMNS "WHERE id > ? ORDER BY id DESC LIMIT 1");
	statement_put_int(&s, id);
	found = statement_next(&s);
	if (found)
		take_run(&s, run);
	rc = s.rc;
	if (rc != SQLITE_OK)
		(void)store_fail(store, rc, STORE_ERROR_READ, error);
	else if (!found && id)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NO_RUN,
			    "%s has no run %" G_GINT64_FORMAT "; `sysfall runs` lists those there are", store->path,
			    id);
	else if (!found)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NO_RUN, "%s holds no run yet; run `sysfall scan` first",
			    store->path);
	statement_finish(&s);
	return found && rc == SQLITE_OK ? g_steal_pointer(&run) : NULL;
}

struct run *store_read_run(struct store *store, gint64 id, GError **error)
{
	auto_ptr(run) run = NULL;
	int rc = sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL);

	if (rc != SQLITE_OK) {
		(void)store_fail(store, rc, STORE_ERROR_READ, error);
		return NULL;
	}
	run = read_run_row(store, id, error);
	if (run && !read_contents(store, run, error))
		g_clear_pointer(&run, run_free);
	(void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return g_steal_pointer(&run);
}

GPtrArray *store_list_runs(struct store *store, GError **error)
{
	g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
	struct statement s;
	int rc;

	statement_prepare(&s, store->db, RUN_COLUMNS "ORDER BY id DESC");
	while (statement_next(&s)) {
		struct run *run = run_new();

		g_ptr_array_add(runs, run);
		take_run(&s, run);
	}
	rc = s.rc;
	if (rc != SQLITE_OK)
		(void)store_fail(store, rc, STORE_ERROR_READ, error);
	statement_finish(&s);
	return rc == SQLITE_OK ? g_steal_pointer(&runs) : NULL;
}
