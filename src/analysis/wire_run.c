/* A whole run's findings as bytes, for the memory of an answer: what judging found, before target, suppressions and
 * baseline are applied. Strings are bytes here, since file names need not be UTF-8. */
#include "analysis/ast_loader.h"
#include "analysis/wire.h"

#define SITE_TYPE       "(ayayayuuuuayuayuay)"
#define OCCURRENCE_TYPE "(ayuuayubay)"
#define PROBLEM_TYPE    "(ayuaybay)"
#define RUN_TYPE        "(uuuuuuubaya" SITE_TYPE "a" OCCURRENCE_TYPE "a" PROBLEM_TYPE "aayaayaayaay)"

static GVariant *text(const char *s)
{
	return g_variant_new_bytestring(s ? s : "");
}

static GVariant *judged(const struct site *s)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	struct judgement j = {s->verdicts, s->flags, s->also_handled, s->patterns, none};

	wire_pack_judgement(&j, bytes);
	return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, bytes->data, bytes->len, 1);
}

static void pack_sites(GVariantBuilder *b, const GPtrArray *sites)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("a" SITE_TYPE));
	for (guint i = 0; i < sites->len; i++) {
		const struct site *s = sites->pdata[i];

		g_variant_builder_add(b, "(@ay@ay@ayuuuu@ayu@ayu@ay)", text(s->rule), text(s->call),
				      text(s->where.path), s->where.line, s->where.column, s->where.end_line,
				      s->where.end_column, text(s->function), (guint)s->form,
				      g_variant_new_bytestring(s->guard ? s->guard : ""),
				      (guint)s->severity << 1 | (s->guard != NULL), judged(s));
	}
	g_variant_builder_close(b);
}

static void pack_rest(GVariantBuilder *b, const struct run *run)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("a" OCCURRENCE_TYPE));
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = run->occurrences->pdata[i];

		g_variant_builder_add(b, "(@ayuu@ayub@ay)", text(o->where.path), o->where.line, o->where.column,
				      text(o->rule), (guint)o->class, o->note != NULL, text(o->note));
	}
	g_variant_builder_close(b);
	g_variant_builder_open(b, G_VARIANT_TYPE("a" PROBLEM_TYPE));
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = run->problems->pdata[i];

		g_variant_builder_add(b, "(@ayu@ayb@ay)", text(p->path), p->line, text(p->kind), p->incomplete,
				      text(p->text));
	}
	g_variant_builder_close(b);
}

static void pack_paths(GVariantBuilder *b, const GPtrArray *paths)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("aay"));
	for (guint i = 0; i < paths->len; i++)
		g_variant_builder_add_value(b, text(paths->pdata[i]));
	g_variant_builder_close(b);
}

GBytes *wire_pack_run(const struct run *run)
{
	GVariantBuilder b;

	g_variant_builder_init(&b, G_VARIANT_TYPE(RUN_TYPE));
	g_variant_builder_add(&b, "u", run->files.seen);
	g_variant_builder_add(&b, "u", run->files.searched);
	g_variant_builder_add(&b, "u", run->files.candidates);
	g_variant_builder_add(&b, "u", run->files.analysed);
	g_variant_builder_add(&b, "u", run->files.failed);
	g_variant_builder_add(&b, "u", run->files.configurations);
	g_variant_builder_add(&b, "u", run->files.parses);
	g_variant_builder_add(&b, "b", run->compile_database != NULL);
	g_variant_builder_add_value(&b, text(run->compile_database));
	pack_sites(&b, run->sites);
	pack_rest(&b, run);
	pack_paths(&b, run->remarked);
	pack_paths(&b, run->reach.files);
	pack_paths(&b, run->reach.mentions);
	pack_paths(&b, run->reach.defines);
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_builder_end(&b));

	return g_variant_get_data_as_bytes(v);
}

/* Takes the judgement's parts. */
static void take(GPtrArray **into, GPtrArray **from)
{
	GPtrArray *old = *into;

	*into = *from;
	*from = old;
}

static bool unpack_sites(GVariantIter *it, GPtrArray *out, GError **error)
{
	const char *rule, *call, *path, *function, *guard;
	guint line, column, end_line, end_column, form, severity;
	GVariant *bytes;

	while (g_variant_iter_next(it, "(^&ay^&ay^&ayuuuu^&ayu^&ayu@ay)", &rule, &call, &path, &line, &column,
				   &end_line, &end_column, &function, &form, &guard, &severity, &bytes)) {
		g_autoptr(GBytes) inner = g_variant_get_data_as_bytes(bytes);
		auto_ptr(judgement) j = wire_unpack_judgement(inner, error);
		struct site *s;

		g_variant_unref(bytes);
		if (!j)
			return false;
		s = site_new(rule, call);
		s->where = (struct location_range){g_intern_string(path), line, column, end_line, end_column};
		s->function = g_intern_string(function);
		s->form = form < FORM_COUNT ? (enum site_form)form : FORM_DIRECT;
		s->guard = severity & 1 ? g_strdup(guard) : NULL;
		s->severity = severity >> 1 < SEVERITY_COUNT ? (enum severity)(severity >> 1) : SEVERITY_ERROR;
		take(&s->verdicts, &j->verdicts);
		take(&s->flags, &j->flags);
		take(&s->also_handled, &j->also_handled);
		take(&s->patterns, &j->patterns);
		g_ptr_array_add(out, s);
	}
	return true;
}

static void unpack_rest(GVariantIter *occurrences, GVariantIter *problems, struct run *run)
{
	const char *path, *word, *note;
	guint line, column, class;
	gboolean flag;

	while (g_variant_iter_next(occurrences, "(^&ayuu^&ayub^&ay)", &path, &line, &column, &word, &class, &flag,
				   &note))
		g_ptr_array_add(
			run->occurrences,
			occurrence_new(
				path, line, column, word,
				class < OCCURRENCE_CLASS_COUNT ? (enum occurrence_class) class : OCCURRENCE_UNREACHED,
				flag ? note : NULL));
	while (g_variant_iter_next(problems, "(^&ayu^&ayb^&ay)", &path, &line, &word, &flag, &note))
		g_ptr_array_add(run->problems, problem_new(path, line, word, flag, note));
}

static void unpack_paths(GVariantIter *it, GPtrArray *out)
{
	const char *path;

	g_ptr_array_set_size(out, 0);
	while (g_variant_iter_next(it, "^&ay", &path))
		g_ptr_array_add(out, (gpointer)g_intern_string(path));
}

bool wire_unpack_run(GBytes *bytes, struct run *out, GError **error)
{
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(RUN_TYPE), bytes, FALSE));
	g_autoptr(GVariantIter) sites = NULL, occurrences = NULL, problems = NULL, remarked = NULL;
	g_autoptr(GVariantIter) files_read = NULL, mentions = NULL, defines = NULL;
	g_autoptr(GPtrArray) fresh = g_ptr_array_new_with_free_func((GDestroyNotify)site_free);
	const char *database;
	gboolean has_database;
	struct run_files files = {0};

	if (!g_variant_is_normal_form(v)) {
		g_set_error(error, ANALYSIS_ERROR, ANALYSIS_ERROR_WIRE, "a stored answer is damaged");
		return false;
	}
	g_variant_get(v, "(uuuuuuub^&aya" SITE_TYPE "a" OCCURRENCE_TYPE "a" PROBLEM_TYPE "aayaayaayaay)", &files.seen,
		      &files.searched, &files.candidates, &files.analysed, &files.failed, &files.configurations,
		      &files.parses, &has_database, &database, &sites, &occurrences, &problems, &remarked, &files_read,
		      &mentions, &defines);
	if (!unpack_sites(sites, fresh, error))
		return false;
	g_ptr_array_set_size(out->problems, 0);
	g_ptr_array_set_size(out->sites, 0);
	g_ptr_array_extend_and_steal(out->sites, g_steal_pointer(&fresh));
	unpack_rest(occurrences, problems, out);
	unpack_paths(remarked, out->remarked);
	unpack_paths(files_read, out->reach.files);
	unpack_paths(mentions, out->reach.mentions);
	unpack_paths(defines, out->reach.defines);
	out->files = files;
	g_free(out->compile_database);
	out->compile_database = has_database ? g_strdup(database) : NULL;
	return true;
}
