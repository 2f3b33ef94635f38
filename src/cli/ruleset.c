/* Loading rules, and narrowing them down before anything sees them. */
#include "cli/ruleset.h"

#include <string.h>

#include "cli/nearest.h"
#include "util/paths.h"

static bool load_dir(struct rule_set *set, const char *dir)
{
	g_autoptr(GError) error = NULL;

	if (rule_set_load(set, dir, &error))
		return true;
	cli_error("%s", error->message);
	return false;
}

static bool load_all(struct rule_set *set, const GPtrArray *dirs)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *installed = paths_find_rules(&error);

	if (!installed) {
		cli_error("%s", error->message);
		return false;
	}
	if (!load_dir(set, installed))
		return false;
	for (guint i = 0; i < dirs->len; i++) {
		if (!load_dir(set, g_ptr_array_index(dirs, i)))
			return false;
	}
	return true;
}

/* What a rule finds beside its call has a name of its own. */
static const struct rule *rule_of_finding(const struct rule_set *set, const char *id)
{
	static const char *const suffixes[] = {"-flags", "-unreached"};

	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
		if (!g_str_has_suffix(id, suffixes[i]))
			continue;
		g_autofree char *rule = g_strndup(id, strlen(id) - strlen(suffixes[i]));

		return rule_set_find(set, rule);
	}
	return NULL;
}

const struct rule *ruleset_find(const struct rule_set *set, const char *word)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	const char *id = g_str_has_prefix(word, "sysfall-") ? word + strlen("sysfall-") : word;
	const struct rule *rule = rule_set_find(set, id);

	if (!rule)
		rule = rule_set_by_name(set, id);
	if (!rule)
		rule = rule_of_finding(set, id);
	if (rule)
		return rule;
	for (guint i = 0; i < set->rules->len; i++)
		g_ptr_array_add(ids, (gpointer)((const struct rule *)g_ptr_array_index(set->rules, i))->id);
	g_autofree char *hint = nearest_hint(id, "", ids);

	cli_error("there is no rule '%s'%s (sysfall rules lists them)", word, hint);
	return NULL;
}

/* --rule: only these stay. */
static bool keep_rules(struct rule_set *set, const GPtrArray *ids)
{
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	for (guint i = 0; i < ids->len; i++) {
		const struct rule *rule = ruleset_find(set, g_ptr_array_index(ids, i));

		if (!rule)
			return false;
		g_ptr_array_add(kept, (gpointer)rule);
	}
	for (guint i = set->rules->len; ids->len && i-- > 0;) {
		if (!g_ptr_array_find(kept, g_ptr_array_index(set->rules, i), NULL))
			g_ptr_array_remove_index(set->rules, i);
	}
	return true;
}

static bool has_number(const GArray *numbers, int number)
{
	for (guint i = 0; i < numbers->len; i++) {
		if (g_array_index(numbers, int, i) == number)
			return true;
	}
	return false;
}

/* An errno of the list that a rule only tells as handled is judged then. */
static unsigned move_wanted(GPtrArray *from, GPtrArray *to, const GArray *numbers)
{
	unsigned moved = 0;

	for (guint i = 0; i < from->len;) {
		const struct rule_errno *e = g_ptr_array_index(from, i);

		if (!has_number(numbers, e->number)) {
			i++;
			continue;
		}
		g_ptr_array_add(to, g_ptr_array_steal_index(from, i));
		moved++;
	}
	return moved;
}

static unsigned keep_errnos_of(struct rule *rule, const GArray *numbers)
{
	GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
	unsigned count = move_wanted(rule->errnos, kept, numbers);

	count += move_wanted(rule->also, kept, numbers);
	g_ptr_array_unref(rule->errnos);
	rule->errnos = kept;
	return count;
}

/* --errno: only these are judged; rules that know none of them leave. */
static bool keep_errnos(struct rule_set *set, const GPtrArray *names)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int));
	int number;

	if (names->len == 0)
		return true;
	for (guint i = 0; i < names->len; i++) {
		if (!errno_number(g_ptr_array_index(names, i), &number)) {
			cli_error("--errno: '%s' is no error's name, such as ENOSYS (see sysfall rules)",
				  (const char *)g_ptr_array_index(names, i));
			return false;
		}
		g_array_append_val(numbers, number);
	}
	for (guint i = set->rules->len; i-- > 0;) {
		if (keep_errnos_of(g_ptr_array_index(set->rules, i), numbers) == 0)
			g_ptr_array_remove_index(set->rules, i);
	}
	if (set->rules->len)
		return true;
	cli_error("--errno: no rule knows any of these errors (sysfall rules lists those that each knows)");
	return false;
}

struct rule_set *ruleset_load(const struct options *options)
{
	auto_ptr(rule_set) set = rule_set_new();

	if (!load_all(set, options->rule_dirs) || !keep_rules(set, options->rule_ids) ||
	    !keep_errnos(set, options->errnos))
		return NULL;
	return g_steal_pointer(&set);
}
