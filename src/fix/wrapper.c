/* A function of the file that makes the call and falls back, and its name in place of the call's: works in any
 * expression. With --helper the function is in a header of its own. */
#include <string.h>

#include "fix/wrapper.h"
#include "source/walk.h"

static GPtrArray *parameter_names(const char *list)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) parts = g_strsplit(list, ",", -1);
	for (char **p = parts; *p; p++) {
		const char *end = *p + strlen(*p), *begin = end;
		while (begin > *p && (g_ascii_isalnum(begin[-1]) || begin[-1] == '_'))
			begin--;
		g_ptr_array_add(names, g_strndup(begin, (gsize)(end - begin)));
	}
	return names;
}

/* "accept4(sock, addr, …)", or with a prefix as it stands at the site. */
static char *call_of(const char *name, const GPtrArray *arguments, unsigned n)
{
	GString *out = g_string_new(name);
	g_string_append_c(out, '(');
	for (unsigned i = 0; i < n && i < arguments->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", (char *)arguments->pdata[i]);
	g_string_append_c(out, ')');
	return g_string_free(out, FALSE);
}

static GArray *all_asked(const struct rule *rule, const GPtrArray *names)
{
	GArray *asked = flags_new(rule);
	for (guint i = 0; i < rule->flags->len && rule->flags_argument >= 0; i++) {
		struct asked *a = &g_array_index(asked, struct asked, i);
		a->state = ASKED_AT_RUN_TIME;
		a->condition = g_strdup_printf("(%s & %s)", (char *)names->pdata[rule->flags_argument],
					       ((struct rule_flag *)rule->flags->pdata[i])->name);
	}
	return asked;
}

static void fallback_fill(struct fallback *f, const struct rule *rule, const GPtrArray *names)
{
	const struct rule_call *to = rule->fallbacks->pdata[0];
	f->variable = g_strdup(rule->fix->variable);
	f->target = g_strdup(rule->fix->variable);
	g_autofree char *call = call_of(to->name, names, to->arity);
	f->call = g_strconcat(f->global ? "::" : "", call, NULL);
	f->failed = g_strdup(rule->fix->failed);
	f->succeeded = g_strdup(rule->fix->succeeded);
	f->restore = true;
	f->asked = all_asked(rule, names);
}

char *wrapper_text(const struct rule *rule, const struct wrapper_form *form)
{
	const struct style *style = form->style;
	g_autoptr(GPtrArray) names = parameter_names(rule->fix->parameters);
	auto_ptr(fallback) f = g_new0(struct fallback, 1);
	struct code code;
	f->rule = rule;
	f->style = style;
	f->nolint = form->nolint;
	f->global = form->cxx;
	fallback_fill(f, rule, names);
	g_autofree char *arguments = call_of("", names, rule->call.arity);
	const char *scope = form->cxx ? "::" : "";
	g_autofree char *call = form->raw ? g_strdup_printf("%ssyscall(%s, %s", scope, form->name, arguments + 1)
					  : g_strdup_printf("%s%s%s", scope, form->name, arguments);
	g_autofree char *helper = g_strconcat(rule->fix->helper, form->raw ? "_raw" : "", NULL);
	code_init(&code, style, form->base);
	code_linef(&code, 0, "/* %s(), or %s() where it is missing at run time. */", rule->call.name,
		   ((struct rule_call *)rule->fallbacks->pdata[0])->name);
	const char *kind = form->shared ? "static inline" : "static";
	if (style->braces == BRACE_GNU) {
		code_linef(&code, 0, "%s %s", kind, rule->fix->type);
		code_linef(&code, 0, "%s(%s)", helper, rule->fix->parameters);
	} else {
		code_linef(&code, 0, "%s %s %s(%s)", kind, rule->fix->type, helper, rule->fix->parameters);
	}
	code_line(&code, 0, "{");
	code_linef(&code, style->unit, "%s %s = %s;", rule->fix->type, f->variable, call);
	g_string_append(code.out, style->eol);
	compose_fallback(&code, style->unit, f);
	code_linef(&code, style->unit, "return %s;", f->variable);
	code_line(&code, 0, "}");
	g_string_append(code.out, style->eol);
	return code_finish(&code);
}

/* --- where it goes ---------------------------------------------------------------------------------------------- */

/* The tokens that are replaced by the helper's name: "::accept4", "syscall(SYS_accept4,". */
struct spot {
	size_t begin, end;
	bool raw;
};

static bool find_spot(const struct source_text *text, size_t offset, const char *name, struct spot *out)
{
	size_t length = strlen(name), begin = offset, end = offset + length;
	const char *b = text->bytes;
	if (offset + length > text->length || memcmp(b + offset, name, length) != 0)
		return false;
	while (begin > 0 && (b[begin - 1] == ' ' || b[begin - 1] == '('))
		begin--;
	size_t word = begin;
	while (word > 0 && (g_ascii_isalnum(b[word - 1]) || b[word - 1] == '_'))
		word--;
	g_autofree char *before = g_strndup(b + word, begin - word);
	if (strcmp(before, "syscall") == 0 && memchr(b + begin, '(', offset - begin)) {
		while (end < text->length && b[end] != ',')
			end++;
		end++;
		while (end < text->length && (b[end] == ' ' || b[end] == '\t'))
			end++;
		*out = (struct spot){word, end, true};
		return true;
	}
	begin = offset;
	if (begin >= 2 && b[begin - 1] == ':' && b[begin - 2] == ':')
		begin -= 2;
	*out = (struct spot){begin, end, false};
	return true;
}

/* Where the macro's replacement has the call, when the site is the macro's use. */
static const struct lex_match *match_in_macro(const struct fix_file *file, const struct site *site)
{
	const char *macro = NULL;
	for (guint i = 0; i < file->text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(file->text->matches, struct lex_match, i);
		if (m->class == LEX_MACRO_BODY && m->macro)
			macro = m->macro;
		if (!macro || m->class != LEX_MACRO_BODY)
			continue;
		size_t at = g_array_index(file->text->lines, size_t, site->where.line - 1) + site->where.column - 1;
		size_t n = strlen(m->macro);
		if (at + n <= file->text->length && memcmp(file->text->bytes + at, m->macro, n) == 0)
			return m;
	}
	return NULL;
}

/* The comment that belongs to a function stands before it. */
static size_t before_comment(const struct source_text *text, size_t at)
{
	while (at > 0 && text->bytes[at - 1] != '\n')
		at--;
	for (;;) {
		size_t end = at;
		if (end < 3 || text->bytes[end - 2] == '\n')
			return at;
		size_t line = end - 1;
		while (line > 0 && text->bytes[line - 1] != '\n')
			line--;
		const char *p = text->bytes + line;
		while (*p == ' ' || *p == '\t')
			p++;
		bool comment = g_str_has_prefix(p, "//") || g_str_has_prefix(p, "/*") || g_str_has_prefix(p, "*");
		if (!comment)
			return at;
		at = line;
	}
}

/* The first line that is code behind the includes, where no function is around. */
static size_t place_of_helper(const struct fix_file *file, size_t offset)
{
	const struct lex_function *f = source_text_function_at(file->text, offset);
	if (f)
		return before_comment(file->text, f->begin);
	size_t at = offset;
	while (at > 0 && !(file->text->bytes[at - 1] == '\n' && (at == 1 || file->text->bytes[at - 2] == '\n')))
		at--;
	return at;
}

/* The conditions of all sites of the file: the function is there where one of them is. NULL: always. */
static char *guard_of_sites(const struct fix_job *job)
{
	g_autoptr(GPtrArray) guards = g_ptr_array_new();
	for (guint i = 0; i < job->sites->len; i++) {
		const struct site *s = job->sites->pdata[i];
		if (s->where.path != job->site->where.path)
			continue;
		if (!s->guard)
			return NULL;
		if (!g_ptr_array_find_with_equal_func(guards, s->guard, g_str_equal, NULL))
			g_ptr_array_add(guards, s->guard);
	}
	if (guards->len == 1)
		return g_strdup(guards->pdata[0]);
	g_ptr_array_add(guards, NULL);
	g_autofree char *all = g_strjoinv(") || (", (char **)guards->pdata);
	return g_strdup_printf("(%s)", all);
}

static char *guarded(const struct fix_job *job, const char *text)
{
	const char *eol = job->file->style.eol;
	g_autofree char *guard = guard_of_sites(job);
	if (!guard)
		return g_strdup(text);
	g_autofree char *body = g_strndup(text, strlen(text) - strlen(eol));
	return g_strdup_printf("#if %s%s%s#endif%s%s", guard, eol, body, eol, eol);
}

static size_t site_offset(const struct fix_file *file, const struct site *site)
{
	size_t at = g_array_index(file->text->lines, size_t, site->where.line - 1) + site->where.column - 1;
	const struct lex_match *m = site->form == FORM_MACRO ? match_in_macro(file, site) : NULL;
	return m ? m->offset : at;
}

/* One place for all sites of the file, so that the function is there once. */
static size_t place_for_all(const struct fix_job *job)
{
	size_t at = place_of_helper(job->file, site_offset(job->file, job->site));
	for (guint i = 0; i < job->sites->len; i++) {
		const struct site *s = job->sites->pdata[i];
		if (s->where.path == job->site->where.path && s->where.line <= job->file->text->lines->len)
			at = MIN(at, place_of_helper(job->file, site_offset(job->file, s)));
	}
	return at;
}

static GPtrArray *all_names(const struct rule *rule)
{
	GPtrArray *names = g_ptr_array_new();
	for (guint i = 0; i < rule->fix->headers->len; i++)
		g_ptr_array_add(names, (gpointer)((struct rule_header *)rule->fix->headers->pdata[i])->name);
	return names;
}

struct edits *fix_wrapper(const struct fix_job *job, char **out_why)
{
	const struct rule *rule = job->rule;
	auto_ptr(edits) edits = edits_new();
	size_t offset = job->offset;
	const char *name = job->site->call;
	struct spot spot;
	if (job->site->form == FORM_MACRO) {
		const struct lex_match *m = match_in_macro(job->file, job->site);
		if (m && memcmp(job->file->text->bytes + offset, name, strlen(name)) != 0) {
			offset = m->offset;
			name = m->name;
		}
	}
	if (offset > 0 && job->file->text->bytes[offset - 1] == '"') {
		*out_why = g_strdup("the function is looked up by its name when the program runs");
		return NULL;
	}
	if (!find_spot(job->file->text, offset, name, &spot)) {
		*out_why = g_strdup("the call's name comes from a macro of another file");
		return NULL;
	}
	g_autofree char *instead = g_strconcat(rule->fix->helper, spot.raw ? "_raw" : "",
					       spot.raw ? job->file->style.call : "", spot.raw ? "(" : "", NULL);
	edits_add(edits, job->file->path, spot.begin, spot.end, g_steal_pointer(&instead));
	if (job->helper) {
		g_autofree char *header = wrapper_include(job);
		include_add(job->tree, job->file, header, edits);
		return g_steal_pointer(&edits);
	}
	size_t at = place_for_all(job);
	g_autofree char *base = style_indent_at(job->file->text, at);
	struct wrapper_form form = {.style = &job->file->style,
				    .name = name,
				    .base = base,
				    .raw = spot.raw,
				    .nolint = job->nolint,
				    .cxx = source_is_cxx(job->file->path)};
	g_autofree char *text = wrapper_text(rule, &form);
	edits_add(edits, job->file->path, at, at, guarded(job, text));
	g_autoptr(GPtrArray) names = all_names(rule);
	include_names(job, job->file, names, edits);
	return g_steal_pointer(&edits);
}

/* --- a header of its own ---------------------------------------------------------------------------------------- */

/* The header's name as the file includes it: relative to the file's folder. */
char *wrapper_include(const struct fix_job *job)
{
	g_autofree char *folder = g_path_get_dirname(job->file->path);
	g_auto(GStrv) from = g_strsplit(strcmp(folder, ".") == 0 ? "" : folder, "/", -1);
	g_auto(GStrv) to = g_strsplit(job->helper, "/", -1);
	GString *out = g_string_new("\"");
	guint same = 0;
	while (from[same] && to[same] && to[same + 1] && strcmp(from[same], to[same]) == 0)
		same++;
	for (guint i = same; from[i]; i++)
		if (*from[i])
			g_string_append(out, "../");
	for (guint i = same; to[i]; i++)
		g_string_append_printf(out, "%s%s", to[i], to[i + 1] ? "/" : "\"");
	return g_string_free(out, FALSE);
}

char *wrapper_header(const struct rule *rule, const struct style *style, const char *path, bool nolint)
{
	g_autofree char *guard = g_ascii_strup(path, -1);
	GString *out = g_string_new(NULL);
	for (char *p = guard; *p; p++)
		if (!g_ascii_isalnum(*p))
			*p = '_';
	const char *eol = style->eol;
	g_string_append_printf(out, "#ifndef %s%s#define %s%s%s", guard, eol, guard, eol, eol);
	for (guint i = 0; i < rule->fix->headers->len; i++)
		g_string_append_printf(out, "#include <%s>%s",
				       ((struct rule_header *)rule->fix->headers->pdata[i])->header, eol);
	struct wrapper_form form = {
		.style = style, .name = rule->call.name, .base = "", .shared = true, .nolint = nolint};
	g_autofree char *text = wrapper_text(rule, &form);
	g_string_append_printf(out, "%s%s#endif%s", eol, text, eol);
	return g_string_free(out, FALSE);
}
