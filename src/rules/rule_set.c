/* Loading a folder of rules, and finding rules. The files are read in the order of their names, so that an error is the
 * same one every time. */
#include "rules/rule.h"

#include <string.h>

#include "rules/rule_build.h"
#include "rules/rule_file.h"
#include "rules/yaml_doc.h"

G_DEFINE_QUARK(sysfall_rules_error, rules_error)

struct rule_set *rule_set_new(void)
{
	struct rule_set *set = g_new0(struct rule_set, 1);
	set->rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
	return set;
}

void rule_set_free(struct rule_set *set)
{
	if (!set)
		return;
	g_ptr_array_unref(set->rules);
	g_free(set);
}

const struct rule *rule_set_find(const struct rule_set *set, const char *id)
{
	for (unsigned i = 0; i < set->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(set->rules, i);
		if (strcmp(rule->id, id) == 0)
			return rule;
	}
	return NULL;
}

/* Calls `visit` with the call's and the raw names of a rule; ends early when it gives true. */
static bool rule_each_name(const struct rule *rule, bool (*visit)(const char *name, void *data), void *data)
{
	if (visit(rule->call.name, data))
		return true;
	for (unsigned i = 0; i < rule->raw->len; i++) {
		const struct rule_call *raw = g_ptr_array_index(rule->raw, i);
		if (visit(raw->name, data))
			return true;
	}
	return false;
}

static bool add_name(const char *name, void *data)
{
	GPtrArray *names = data;
	if (!g_ptr_array_find(names, name, NULL))
		g_ptr_array_add(names, (char *)name);
	return false;
}

GPtrArray *rule_set_names(const struct rule_set *set)
{
	GPtrArray *names = g_ptr_array_new();
	for (unsigned i = 0; i < set->rules->len; i++)
		rule_each_name(g_ptr_array_index(set->rules, i), add_name, names);
	return names;
}

static bool is_name(const char *name, void *data)
{
	return strcmp(name, data) == 0;
}

const struct rule *rule_set_by_name(const struct rule_set *set, const char *identifier)
{
	for (unsigned i = 0; i < set->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(set->rules, i);
		if (rule_each_name(rule, is_name, (char *)identifier))
			return rule;
	}
	return NULL;
}

/* ---- loading ---- */

/* libcyaml reports through a log. What the schema forbids was found before it ran, so this is for what is left. */
static void G_GNUC_PRINTF(3, 0) keep_first_message(cyaml_log_t level, void *data, const char *format, va_list args)
{
	GString *message = data;
	if (level >= CYAML_LOG_ERROR && message->len == 0)
		g_string_append_vprintf(message, format, args);
}

static struct rule *load_bytes(const char *path, const char *bytes, size_t length, GError **error)
{
	auto_ptr(yaml_doc) doc = yaml_doc_parse(path, "rule", bytes, length, error);
	if (!doc || !yaml_doc_check(doc, &rule_file_schema, error))
		return NULL;
	g_autoptr(GString) message = g_string_new(NULL);
	const struct cyaml_config config = {.log_fn = keep_first_message,
					    .log_ctx = message,
					    .log_level = CYAML_LOG_WARNING,
					    .mem_fn = cyaml_mem,
					    .flags = CYAML_CFG_DEFAULT};
	struct rule_file *file = NULL;
	cyaml_err_t failed = cyaml_load_data((const uint8_t *)bytes, length, &config, &rule_file_schema,
					     (cyaml_data_t **)&file, NULL);
	if (failed != CYAML_OK || !file) {
		yaml_doc_expected(doc, error, "", "a rule: %s", g_strchomp(message->str));
		return NULL;
	}
	struct rule *rule = rule_build(file, doc, path, error);
	cyaml_free(&config, &rule_file_schema, file, 0);
	return rule;
}

static struct rule *load_file(const char *path, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize length;
	g_autoptr(GError) unread = NULL;
	if (!g_file_get_contents(path, &bytes, &length, &unread)) {
		g_set_error(error, RULES_ERROR, RULES_ERROR_READ, "cannot read the rule: %s", unread->message);
		return NULL;
	}
	struct rule *rule = load_bytes(path, bytes, length, error);
	if (rule)
		rule->digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
	return rule;
}

static int path_compare(gconstpointer left, gconstpointer right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Every .yaml of DIR, hidden ones aside, sorted. */
static GPtrArray *list_files(const char *dir, GError **error)
{
	g_autoptr(GError) unread = NULL;
	g_autoptr(GDir) handle = g_dir_open(dir, 0, &unread);
	if (!handle) {
		g_set_error(error, RULES_ERROR, RULES_ERROR_READ, "cannot read the rules: %s", unread->message);
		return NULL;
	}
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	for (const char *name; (name = g_dir_read_name(handle));) {
		if (name[0] != '.' && g_str_has_suffix(name, ".yaml"))
			g_ptr_array_add(paths, g_build_filename(dir, name, NULL));
	}
	g_ptr_array_sort(paths, path_compare);
	return paths;
}

static int rule_compare(gconstpointer left, gconstpointer right)
{
	return strcmp((*(struct rule *const *)left)->id, (*(struct rule *const *)right)->id);
}

static bool add_rule(struct rule_set *set, GPtrArray *loaded, struct rule *rule, GError **error)
{
	struct rule_set fresh = {loaded};
	const struct rule *same = rule_set_find(set, rule->id);
	if (!same)
		same = rule_set_find(&fresh, rule->id);
	g_ptr_array_add(loaded, rule);
	if (!same)
		return true;
	g_set_error(error, RULES_ERROR, RULES_ERROR_DUPLICATE, "%s: the rule '%s' is in %s already", rule->path,
		    rule->id, same->path);
	return false;
}

bool rule_set_load(struct rule_set *set, const char *dir, GError **error)
{
	g_autoptr(GPtrArray) paths = list_files(dir, error);
	if (!paths)
		return false;
	if (paths->len == 0) {
		g_set_error(error, RULES_ERROR, RULES_ERROR_READ, "no rules (*.yaml) in %s", dir);
		return false;
	}
	g_autoptr(GPtrArray) loaded = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
	for (unsigned i = 0; i < paths->len; i++) {
		struct rule *rule = load_file(g_ptr_array_index(paths, i), error);
		if (!rule || !add_rule(set, loaded, rule, error))
			return false;
	}
	g_ptr_array_extend_and_steal(set->rules, g_steal_pointer(&loaded));
	g_ptr_array_sort(set->rules, rule_compare);
	return true;
}

static bool flag_restored_by(const struct rule_flag *flag, const char *name)
{
	for (unsigned i = 0; i < flag->restores->len; i++)
		if (strcmp(((const struct rule_restore *)g_ptr_array_index(flag->restores, i))->call, name) == 0)
			return true;
	return false;
}

bool rule_set_restores(const struct rule_set *set, const char *name)
{
	for (unsigned i = 0; i < set->rules->len; i++) {
		const GPtrArray *flags = ((const struct rule *)g_ptr_array_index(set->rules, i))->flags;
		for (unsigned k = 0; k < flags->len; k++)
			if (flag_restored_by(g_ptr_array_index(flags, k), name))
				return true;
	}
	return false;
}

bool rule_set_multiplexes(const struct rule_set *set, const char *name)
{
	for (unsigned i = 0; i < set->rules->len; i++) {
		const GPtrArray *names = ((const struct rule *)g_ptr_array_index(set->rules, i))->multiplexers;
		if (g_ptr_array_find_with_equal_func((GPtrArray *)names, name, g_str_equal, NULL))
			return true;
	}
	return false;
}
