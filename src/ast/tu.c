/* One parse: the file, what stands before it, and the headers that exist in memory only. */
#include "ast/ladder.h"

#include <string.h>

#include "source/pasting.h"
#include "source/path.h"

#define MISSING_FOLDER VIRTUAL_FOLDER "/missing"

static struct CXUnsavedFile in_memory(const char *name, const char *text)
{
	return (struct CXUnsavedFile){name, text, strlen(text)};
}

struct memory_files {
	GArray *files;    /* of struct CXUnsavedFile */
	GPtrArray *names; /* of char *, owned */
};

static struct memory_files *memory_files_new(void)
{
	struct memory_files *m = g_new0(struct memory_files, 1);
	m->files = g_array_new(FALSE, FALSE, sizeof(struct CXUnsavedFile));
	m->names = g_ptr_array_new_with_free_func(g_free);
	return m;
}

static void memory_files_free(struct memory_files *m)
{
	if (!m)
		return;
	g_array_unref(m->files);
	g_ptr_array_unref(m->names);
	g_free(m);
}
UTIL_DEFINE_AUTO(memory_files, memory_files_free)

/* What a header that is not there may have defined. */
static char *missing_text(void)
{
	g_autofree char *joiners = pasting_library_text();
	GString *text = g_string_new(joiners);
	for (const char *const *name = conditions_library_macros(); *name; name++)
		g_string_append_printf(text, "#ifndef %s\n#define %s 1\n#endif\n", *name, *name);
	return g_string_free(text, FALSE);
}

static void add_missing(struct memory_files *m, const GPtrArray *missing)
{
	char *text = missing_text();
	g_ptr_array_add(m->names, text);
	for (guint i = 0; missing && i < missing->len; i++) {
		char *name = g_build_filename(MISSING_FOLDER, missing->pdata[i], NULL);
		struct CXUnsavedFile f = in_memory(name, text);
		g_ptr_array_add(m->names, name);
		g_array_append_val(m->files, f);
	}
}

/* Contents other than the disk's. The file itself has its own text when it has one. */
static void add_overlay(struct memory_files *m, const struct tu_input *input)
{
	const struct source_overlay *overlay = input->request->tree ? input->request->tree->overlay : NULL;
	GHashTableIter it;
	gpointer name, file;
	if (!overlay)
		return;
	g_hash_table_iter_init(&it, overlay->files);
	while (g_hash_table_iter_next(&it, &name, &file)) {
		if (!file || (input->text && strcmp(name, input->request->absolute) == 0))
			continue;
		const char *bytes = g_mapped_file_get_contents(file);
		struct CXUnsavedFile f = {name, bytes ? bytes : "", g_mapped_file_get_length(file)};
		g_array_append_val(m->files, f);
	}
}

/* To the compiler a folder that the disk does not have has no "..": headers in memory are there by the names, too, that
 * the #include lines make for them. */
static void add_spelled(struct memory_files *m, const struct tu_input *input)
{
	const struct source_overlay *overlay = input->request->tree ? input->request->tree->overlay : NULL;
	const struct includes *includes = overlay && g_hash_table_size(overlay->files) && input->request->includes
						  ? includes_shared(input->request)
						  : NULL;
	for (guint i = 0; includes && i < includes->headers->len; i++) {
		const char *spelled = includes->headers->pdata[i];
		g_autofree char *plain = path_absolute("/", spelled);
		GMappedFile *file = g_hash_table_lookup(overlay->files, plain);
		if (!file || strcmp(plain, spelled) == 0)
			continue;
		const char *bytes = g_mapped_file_get_contents(file);
		struct CXUnsavedFile f = {spelled, bytes ? bytes : "", g_mapped_file_get_length(file)};
		g_array_append_val(m->files, f);
	}
}

static void trace_folders(const struct tu_input *input)
{
	static const char *const with_folder[] = {"-I", "-isystem", "-iquote", "-idirafter", "-isysroot", NULL};
	static const char *const root = "--sysroot=";
	for (guint i = 0; i < input->flags->len; i++) {
		const char *flag = input->flags->pdata[i];
		if (i + 1 < input->flags->len && g_strv_contains(with_folder, flag))
			ast_trace_folder(input->request->trace, input->flags->pdata[i + 1]);
		else if (g_str_has_prefix(flag, root))
			ast_trace_folder(input->request->trace, flag + strlen(root));
	}
}

static void trace_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData trace)
{
	(void)stack;
	(void)depth;
	auto_cxstring name = clang_getFileName(file);
	const char *path = clang_getCString(name);
	if (path && !g_str_has_prefix(path, VIRTUAL_FOLDER "/"))
		ast_trace_read(trace, path);
}

/* Everything but what stands before the file. */
static void add_file(const struct tu_input *input, struct memory_files *m, GPtrArray *args)
{
	if (input->missing && input->missing->len) {
		add_missing(m, input->missing);
		g_ptr_array_add(args, (gpointer) "-idirafter");
		g_ptr_array_add(args, (gpointer)MISSING_FOLDER);
	}
	if (input->text) {
		struct CXUnsavedFile own = {input->request->absolute, input->text, input->request->text->length};
		g_array_append_val(m->files, own);
	}
	add_overlay(m, input);
	add_spelled(m, input);
	trace_folders(input);
}

static void add_stubs(const char *text, struct memory_files *m, GPtrArray *args)
{
	struct CXUnsavedFile stubs = in_memory(VIRTUAL_STUBS, text);
	g_array_append_val(m->files, stubs);
	g_ptr_array_add(args, (gpointer) "-include");
	g_ptr_array_add(args, (gpointer)VIRTUAL_STUBS);
}

static CXTranslationUnit parse(CXIndex index, const struct tu_input *input, const struct memory_files *m,
			       const GPtrArray *args)
{
	CXTranslationUnit tu = NULL;
	clang_parseTranslationUnit2(index, input->main ? input->main : input->request->absolute,
				    (const char *const *)args->pdata, (int)args->len,
				    (struct CXUnsavedFile *)m->files->data, m->files->len,
				    CXTranslationUnit_KeepGoing | CXTranslationUnit_DetailedPreprocessingRecord, &tu);
	if (tu && input->request->trace)
		clang_getInclusions(tu, trace_inclusion, input->request->trace);
	return tu;
}

/* The prelude read as text, or none of it. */
static CXTranslationUnit parse_text(CXIndex index, const struct tu_input *input)
{
	auto_ptr(memory_files) m = memory_files_new();
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	g_autofree char *stubs =
		g_strconcat(input->macros ? input->macros : "", input->stubs ? input->stubs : "", NULL);
	for (guint i = 0; i < input->flags->len; i++)
		g_ptr_array_add(args, input->flags->pdata[i]);
	if (input->stubs) {
		struct CXUnsavedFile prelude = in_memory(VIRTUAL_PRELUDE, input->prelude);
		g_array_append_val(m->files, prelude);
		g_ptr_array_add(args, (gpointer) "-include");
		g_ptr_array_add(args, (gpointer)VIRTUAL_PRELUDE);
		add_stubs(stubs, m, args);
	}
	add_file(input, m, args);
	return parse(index, input, m, args);
}

/* The prelude compiled before; NULL when it does not fit the system's headers any more. The definitions come after it:
 * they give way to what the headers define, as they would before them. */
static CXTranslationUnit parse_compiled(CXIndex index, const struct tu_input *input, const char *precompiled)
{
	auto_ptr(memory_files) m = memory_files_new();
	g_autoptr(GPtrArray) flags = g_ptr_array_new();
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	for (guint i = 0; i < input->flags->len; i++)
		g_ptr_array_add(flags, input->flags->pdata[i]);
	g_autofree char *definitions = prelude_definitions(flags);
	g_autofree char *stubs = g_strconcat(definitions, input->macros ? input->macros : "", input->stubs, NULL);
	for (guint i = 0; i < flags->len; i++)
		g_ptr_array_add(args, flags->pdata[i]);
	g_ptr_array_add(args, (gpointer) "-include-pch");
	g_ptr_array_add(args, (gpointer)precompiled);
	add_stubs(stubs, m, args);
	add_file(input, m, args);
	return parse(index, input, m, args);
}

CXTranslationUnit tu_parse(CXIndex index, const struct tu_input *input, struct prelude **out_prelude)
{
	const struct ast_tree *tree = input->request->tree;
	const char *folder = tree && input->stubs ? tree->header_cache : NULL;
	*out_prelude = NULL;
	/* twice: the first may turn out to be out of date, and is made anew */
	for (unsigned attempt = 0; folder && attempt < 2; attempt++) {
		auto_ptr(prelude) prelude = prelude_compiled(folder, input->flags, input->prelude, input->cxx);
		CXTranslationUnit tu = prelude ? parse_compiled(index, input, prelude_path(prelude)) : NULL;
		if (tu) {
			prelude_trace(prelude_path(prelude), input->request->trace);
			*out_prelude = g_steal_pointer(&prelude);
			return tu;
		}
		if (!prelude)
			break;
		prelude_discard(prelude);
	}
	return parse_text(index, input);
}

bool tu_has_error(CXTranslationUnit tu)
{
	g_autofree char *error = tu_first_error(tu);

	return error != NULL;
}

/* The first error whose text holds the words. */
static char *first_with(CXTranslationUnit tu, const char *words)
{
	unsigned n = clang_getNumDiagnostics(tu);
	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		char *text = NULL;
		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error) {
			auto_cxstring s = clang_getDiagnosticSpelling(d);
			struct cx_place p = cx_place(clang_getDiagnosticLocation(d));
			if (strstr(clang_getCString(s), words))
				text = g_strdup_printf("line %u: %s", p.line, clang_getCString(s));
		}
		clang_disposeDiagnostic(d);
		if (text)
			return text;
	}
	return NULL;
}

char *tu_first_error(CXTranslationUnit tu)
{
	return first_with(tu, "");
}

char *tu_missing_header(CXTranslationUnit tu)
{
	return first_with(tu, "file not found");
}

struct looked_for {
	CXFile file;
	bool found;
};

static void compare_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct looked_for *l = data;

	(void)stack;
	(void)depth;
	l->found = l->found || clang_File_isEqual(file, l->file);
}

bool tu_includes(CXTranslationUnit tu, const char *absolute)
{
	struct looked_for l = {clang_getFile(tu, absolute), false};

	if (l.file)
		clang_getInclusions(tu, compare_inclusion, &l);
	return l.found;
}
