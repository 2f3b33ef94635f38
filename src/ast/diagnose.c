/* What the compiler says about a file as it stands: no stubs, no declarations put before it, since a patch must not be
 * helped by what only sysfall knows. Where headers are missing, or the call itself is not declared (a fragment, a file
 * whose includes hang on a config.h that is not there), what is declared cannot be told: then the system's headers are
 * put before it. */
#include "ast/diagnose.h"

#include <string.h>

static GPtrArray *configs_of(const struct ast_request *request)
{
	const struct source_text *text = request->text;
	g_autofree int *arms = g_new0(int, text->matches->len + 1);
	g_autofree unsigned *which = g_new0(unsigned, text->matches->len + 1);
	unsigned n = 0;
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		auto_ptr(config) config = NULL;
		g_autofree char *guard = NULL;
		enum arm_state state =
			match_is_code(request, m) ? conditions_solve(text, m->arm, &config, &guard) : ARM_INACTIVE;
		if (state == ARM_ALWAYS || state == ARM_SOLVED)
			arms[n++] = m->arm;
	}
	return conditions_cover(text, arms, n, which);
}

static void collect(CXTranslationUnit tu, const struct ast_request *request, GPtrArray *out)
{
	CXFile file = clang_getFile(tu, request->absolute);
	unsigned n = clang_getNumDiagnostics(tu);
	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		struct cx_place p = cx_place(clang_getDiagnosticLocation(d));
		bool own = p.file && file && clang_File_isEqual(p.file, file);
		if (own && clang_getDiagnosticSeverity(d) >= CXDiagnostic_Warning) {
			auto_cxstring text = clang_getDiagnosticSpelling(d);
			g_ptr_array_add(out, g_strdup(clang_getCString(text)));
		}
		clang_disposeDiagnostic(d);
	}
}

static void diagnose_with(CXIndex index, const struct ast_request *request, GPtrArray *flags,
			  const struct includes *includes, bool prelude, GPtrArray *out)
{
	static const char *const warnings[] = {"-Wall", "-Wimplicit-function-declaration", "-ferror-limit=0"};
	g_autofree char *text = g_strndup(request->text->bytes, request->text->length);
	for (size_t i = 0; i < G_N_ELEMENTS(warnings); i++)
		g_ptr_array_add(flags, g_strdup(warnings[i]));
	struct tu_input input = {.request = request,
				 .flags = flags,
				 .text = text,
				 .missing = includes ? includes->missing : NULL,
				 .stubs = prelude ? "" : NULL,
				 .cxx = flags_say_cxx(flags, request, NULL)};
	struct prelude *none = NULL;
	CXTranslationUnit tu = tu_parse(index, &input, &none);
	if (!tu)
		return;
	collect(tu, request, out);
	clang_disposeTranslationUnit(tu);
}

static bool complains_of_call(const struct ast_request *request, const GPtrArray *complaints)
{
	g_autoptr(GPtrArray) names = rule_set_names(request->rules);
	for (guint i = 0; i < complaints->len; i++)
		for (guint k = 0; k < names->len; k++)
			if (strstr(complaints->pdata[i], names->pdata[k]))
				return true;
	return false;
}

static void diagnose_best(CXIndex index, const struct ast_request *request, GPtrArray *flags,
			  const struct includes *includes, GPtrArray *out)
{
	g_autoptr(GPtrArray) bare = g_ptr_array_new_with_free_func(g_free);
	bool prelude = includes->missing->len > 0;
	if (!prelude)
		diagnose_with(index, request, flags, includes, false, bare);
	if (prelude || complains_of_call(request, bare))
		diagnose_with(index, request, flags, includes, true, out);
	else
		g_ptr_array_extend_and_steal(out, g_steal_pointer(&bare));
}

static void diagnose_made_up(CXIndex index, const struct ast_request *request, GPtrArray *out)
{
	auto_ptr(includes) includes = includes_find(request, flags_is_cxx(request));
	g_autoptr(GPtrArray) configs = configs_of(request);
	for (guint i = 0; i < MAX(configs->len, 1); i++) {
		g_autoptr(GPtrArray) flags = flags_made_up(flags_is_cxx(request));
		if (includes->modern)
			flags_use_newest(flags);
		if (i < configs->len)
			flags_add_config(flags, configs->pdata[i], request);
		includes_add_flags(includes, flags);
		diagnose_best(index, request, flags, includes, out);
	}
}

GPtrArray *diagnose(const struct ast_request *request)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	CXIndex index = clang_createIndex(0, 0);
	for (guint i = 0; request->commands && i < request->commands->len; i++) {
		g_autoptr(GPtrArray) flags = flags_of_command(request->commands->pdata[i]);
		diagnose_with(index, request, flags, NULL, false, out);
	}
	if (!request->commands || request->commands->len == 0)
		diagnose_made_up(index, request, out);
	clang_disposeIndex(index);
	return out;
}
