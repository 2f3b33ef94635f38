/* Fills the templates in from the rule: the call's names and types, the errnos, the fallback and how each flag is given
 * afterwards. No call is known here by name. */
#include "fix/shim/shim.h"

#include <errno.h>
#include <string.h>

#include "fix/shim/template.h"
#include "util/file.h"

GQuark shim_error_quark(void)
{
	return g_quark_from_static_string("shim-error");
}

static void shim_file_free(gpointer data)
{
	struct shim_file *file = data;
	g_free(file->name);
	g_free(file->text);
	g_free(file);
}

/* --- what stands in for the templates' words ------------------------------------------------------------------------
 */

/* The names in a list of parameters: "sock, addr, addrlen, flags"; the first n of them, and none that is the flags. */
static char *argument_names(const char *parameters, unsigned n)
{
	g_auto(GStrv) parts = g_strsplit(parameters, ",", -1);
	GString *out = g_string_new(NULL);
	for (unsigned i = 0; parts[i] && i < n; i++) {
		const char *end = parts[i] + strlen(g_strchomp(parts[i])), *begin = end;
		while (begin > parts[i] && (g_ascii_isalnum(begin[-1]) || begin[-1] == '_'))
			begin--;
		g_string_append_printf(out, "%s%.*s", i ? ", " : "", (int)(end - begin), begin);
	}
	return g_string_free(out, FALSE);
}

static char *argument_name(const char *parameters, unsigned index)
{
	g_autofree char *all = argument_names(parameters, index + 1);
	const char *last = strrchr(all, ' ');
	return g_strdup(last ? last + 1 : all);
}

/* "@" in a rule's expression is the result. */
static char *with_variable(const char *expression, const char *variable)
{
	g_auto(GStrv) parts = g_strsplit(expression, "@", -1);
	return g_strjoinv(variable, parts);
}

/* "error == ENOSYS || error == EPERM" with before "error == " and between " || " */
static char *errno_list(const struct rule *rule, const char *before, const char *between)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < rule->errnos->len; i++)
		g_string_append_printf(out, "%s%s%s", i ? between : "", before,
				       ((const struct rule_errno *)g_ptr_array_index(rule->errnos, i))->name);
	return g_string_free(out, FALSE);
}

/* An #include of each header that the rule knows, once, and of errno.h. */
static char *includes(const struct rule *rule)
{
	g_autoptr(GPtrArray) headers = g_ptr_array_new();
	GString *out = g_string_new("#include <errno.h>\n");
	g_ptr_array_add(headers, (gpointer)g_intern_static_string("errno.h"));
	for (guint i = 0; i < rule->fix->headers->len; i++) {
		const char *header = ((const struct rule_header *)g_ptr_array_index(rule->fix->headers, i))->header;
		bool known = false;
		for (guint k = 0; k < headers->len; k++)
			known |= strcmp(g_ptr_array_index(headers, k), header) == 0;
		if (known)
			continue;
		g_ptr_array_add(headers, (gpointer)header);
		g_string_append_printf(out, "#include <%s>\n", header);
	}
	return g_string_free(out, FALSE);
}

/* The header that declares the fallback declares the types of the parameters, too. */
static char *own_headers(const struct rule *rule, const char *fallback)
{
	for (guint i = 0; i < rule->fix->headers->len; i++) {
		const struct rule_header *header = g_ptr_array_index(rule->fix->headers, i);
		if (strcmp(header->name, fallback) == 0)
			return g_strdup_printf("#include <%s>\n", header->header);
	}
	return g_strdup("");
}

static void append_flags(GString *out, const struct rule *rule, const char *flags, const char *between)
{
	for (guint i = 0; i < rule->flags->len; i++) {
		const struct rule_flag *flag = g_ptr_array_index(rule->flags, i);
		g_autofree char *restore = with_variable(flag->restore, rule->fix->variable);
		g_string_append_printf(out, "%s((%s & %s) && %s == -1)", i ? between : "", flags, flag->name, restore);
	}
}

/* What fall_back() does: refuses flags that the call would refuse, asks the older call, gives the flags. */
static char *body(const struct rule *rule, const struct rule_call *to)
{
	const char *variable = rule->fix->variable, *parameters = rule->fix->parameters;
	g_autofree char *arguments = argument_names(parameters, to->arity);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "\t%s %s;\n\n", rule->fix->type, variable);
	if (rule->flags_argument < 0 || rule->flags->len == 0) {
		g_string_append_printf(out, "\t%s = %s(%s);\n\treturn %s;\n", variable, to->name, arguments, variable);
		return g_string_free(out, FALSE);
	}
	g_autofree char *flags = argument_name(parameters, (unsigned)rule->flags_argument);
	g_string_append_printf(out, "\tif (%s & ~(", flags);
	for (guint i = 0; i < rule->flags->len; i++)
		g_string_append_printf(out, "%s%s", i ? " | " : "",
				       ((const struct rule_flag *)g_ptr_array_index(rule->flags, i))->name);
	g_string_append_printf(out, ")) {\n\t\terrno = EINVAL;\n\t\treturn %" G_GINT64_FORMAT ";\n\t}\n",
			       rule->failure);
	g_string_append_printf(out, "\t%s = %s(%s);\n\tif (%s %s)\n\t\treturn %s;\n\tif (", variable, to->name,
			       arguments, variable, rule->fix->failed, variable);
	append_flags(out, rule, flags, " ||\n\t    ");
	g_autofree char *undo = with_variable(rule->fix->undo, variable);
	g_string_append_printf(out,
			       ") {\n\t\tint saved = errno;\n\n\t\t(void)%s;\n\t\terrno = saved;\n\t\treturn "
			       "%" G_GINT64_FORMAT ";\n\t}\n\treturn %s;\n",
			       undo, rule->failure, variable);
	return g_string_free(out, FALSE);
}

/* Words of a template ("%call%") and what they become; the values are owned. */
static GHashTable *words_of(const struct rule *rule, const struct rule_call *to)
{
	GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	const struct rule_fix *fix = rule->fix;
	char *file = g_strdup_printf("%s_shim", rule->call.name);
	const struct {
		const char *word;
		char *value;
	} table[] = {
		{"id", g_strdup(rule->id)},
		{"call", g_strdup(rule->call.name)},
		{"fallback", g_strdup(to->name)},
		{"file", file},
		{"MACRO", g_ascii_strup(file, -1)},
		{"errnos", errno_list(rule, "", ", ")},
		{"missing", errno_list(rule, "error == ", " || ")},
		{"includes", includes(rule)},
		{"headers", own_headers(rule, to->name)},
		{"type", g_strdup(fix->type)},
		{"parameters", g_strdup(fix->parameters)},
		{"arguments", argument_names(fix->parameters, rule->call.arity)},
		{"variable", g_strdup(fix->variable)},
		{"succeeded", g_strdup(fix->succeeded)},
		{"failure", g_strdup_printf("%" G_GINT64_FORMAT, rule->failure)},
		{"body", body(rule, to)},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(table); i++)
		g_hash_table_insert(words, (gpointer)table[i].word, table[i].value);
	return words;
}

static char *fill(const char *template, GHashTable *words)
{
	GString *out = g_string_new(NULL);
	for (const char *at = template;;) {
		const char *open = strchr(at, '%'), *end = open ? strchr(open + 1, '%') : NULL;
		if (!end) {
			g_string_append(out, at);
			return g_string_free(out, FALSE);
		}
		g_autofree char *word = g_strndup(open + 1, (gsize)(end - open - 1));
		const char *value = g_hash_table_lookup(words, word);
		g_assert(value); /* the templates are ours */
		g_string_append_len(out, at, open - at);
		g_string_append(out, value);
		at = end + 1;
	}
}

/* --- the files -------------------------------------------------------------------------------------------------------
 */

static bool can_be_made(const struct rule *rule, GError **error)
{
	const struct rule_call *to = rule->fallbacks->len ? g_ptr_array_index(rule->fallbacks, 0) : NULL;
	const char *why = NULL;
	if (!rule->fix)
		why = "does not say how patches are written (key fix)";
	else if (!to || to->raw || to->arity > rule->call.arity)
		why = "has no fallback first that takes the call's own arguments";
	for (guint i = 0; !why && i < rule->flags->len; i++)
		if (!((const struct rule_flag *)g_ptr_array_index(rule->flags, i))->restore)
			why = "does not say how a patch gives each flag (key restore)";
	if (why)
		g_set_error(error, SHIM_ERROR, SHIM_ERROR_RULE, "there is no shim for %s(): the rule %s %s",
			    rule->call.name, rule->id, why);
	return !why;
}

GPtrArray *shim_files(const struct rule *rule, GError **error)
{
	if (!can_be_made(rule, error))
		return NULL;
	g_autoptr(GHashTable) words = words_of(rule, g_ptr_array_index(rule->fallbacks, 0));
	GPtrArray *files = g_ptr_array_new_with_free_func(shim_file_free);
	for (const struct shim_template *t = shim_templates; t->ending; t++) {
		struct shim_file *file = g_new(struct shim_file, 1);
		file->name = g_strdup_printf("%s.%s", (char *)g_hash_table_lookup(words, "file"), t->ending);
		file->text = fill(t->text, words);
		g_ptr_array_add(files, file);
	}
	return files;
}

/* False when a file with other contents is in the way. */
static bool is_free(const char *path, const char *text, GError **error)
{
	g_autofree char *old = NULL;
	gsize length;
	if (!g_file_test(path, G_FILE_TEST_EXISTS) || (g_file_get_contents(path, &old, &length, NULL) &&
						       length == strlen(text) && memcmp(old, text, length) == 0))
		return true;
	g_set_error(error, SHIM_ERROR, SHIM_ERROR_EXISTS,
		    "%s is there and is not this shim; remove it, or name another folder", path);
	return false;
}

bool shim_write(const char *dir, const struct rule *rule, GError **error)
{
	g_autoptr(GPtrArray) files = shim_files(rule, error);
	if (!files)
		return false;
	if (g_mkdir_with_parents(dir, 0777) != 0) {
		g_set_error(error, SHIM_ERROR, SHIM_ERROR_WRITE, "cannot make the folder %s: %s", dir,
			    g_strerror(errno));
		return false;
	}
	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < files->len; i++) {
			const struct shim_file *file = g_ptr_array_index(files, i);
			g_autofree char *path = g_build_filename(dir, file->name, NULL);
			if (pass == 0 ? !is_free(path, file->text, error)
				      : !file_replace(path, file->text, strlen(file->text), error))
				return false;
		}
	}
	return true;
}
