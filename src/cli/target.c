/* A target's kernel that has the call, and no sandbox that could deny it, makes the rule's findings moot: they stay in
 * the record, with severity "none". In doubt nothing is turned off. */
#include "cli/target.h"

#include "cli/cli.h"

#define ANY_KERNEL "9999.0" /* newer than all: a rule that knows the architecture has an answer for it */

static bool any_rule_knows(const struct rule_set *rules, const char *arch)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		if (rule_presence(g_ptr_array_index(rules->rules, i), ANY_KERNEL, arch) != RULE_PRESENCE_UNKNOWN)
			return true;
	}
	return false;
}

bool target_check(const struct options *options, const struct rule_set *rules)
{
	unsigned release[3];

	if (options->kernel && !kernel_release_parse(options->kernel, release)) {
		cli_error("--kernel: '%s' is no kernel release, such as 2.6.35 or 5.10.0-20-amd64", options->kernel);
		return false;
	}
	if (options->arch && !any_rule_knows(rules, options->arch))
		cli_warning("--arch: no rule knows the architecture '%s', so no finding is turned off for it "
			    "(sysfall explain RULE lists them)",
			    options->arch);
	return true;
}

static void tell(const struct run_target *target, const struct rule *rule, unsigned count)
{
	g_autoptr(GString) where = g_string_new(target->kernel ? "Linux " : "");

	g_string_append(where, target->kernel ? target->kernel : "");
	if (target->arch)
		g_string_append_printf(where, "%s%s", where->len ? " on " : "", target->arch);
	cli_note("%s has %s(): %u finding%s not count (with --sandbox %s)", where->str, rule->call.name, count,
		 count == 1 ? " does" : "s do", count == 1 ? "it would" : "they would");
}

static void add_name(GString *list, const char *name)
{
	g_string_append_printf(list, "%s%s", list->len ? ", " : "", name);
}

/* A kernel alone: what it has may hang on the architecture, and as long as one that the rule knows lacks the call, its
 * findings count. */
static void tell_architectures(const struct run_target *target, const struct rule *rule)
{
	g_autoptr(GString) has = g_string_new(NULL), lacks = g_string_new(NULL);

	for (guint i = 0; i < rule->availability->len; i++) {
		const struct rule_availability *a = g_ptr_array_index(rule->availability, i);
		bool there = rule_presence(rule, target->kernel, a->arch) == RULE_PRESENT;

		add_name(there ? has : lacks, a->arch);
	}
	if (has->len && lacks->len)
		cli_note("Linux %s has %s() on %s, but not on %s: findings count (--arch says which it is)",
			 target->kernel, rule->call.name, has->str, lacks->str);
	else if (lacks->len)
		cli_note("Linux %s has %s() on no architecture: findings count", target->kernel, rule->call.name);
}

static bool has_sites(const struct run *run, const struct rule *rule)
{
	for (guint i = 0; i < run->sites->len; i++)
		if (((const struct site *)g_ptr_array_index(run->sites, i))->rule == rule->id)
			return true;
	return false;
}

void target_apply(struct run *run, const struct rule_set *rules)
{
	for (guint i = 0; i < rules->rules->len && !run->target.sandbox; i++) {
		const struct rule *rule = g_ptr_array_index(rules->rules, i);
		unsigned count = 0;

		if (run->target.kernel && !run->target.arch && has_sites(run, rule))
			tell_architectures(&run->target, rule);
		if (rule_presence(rule, run->target.kernel, run->target.arch) != RULE_PRESENT)
			continue;
		for (guint k = 0; k < run->sites->len; k++) {
			struct site *site = g_ptr_array_index(run->sites, k);

			if (site->rule != rule->id || site->severity == SEVERITY_NONE)
				continue;
			site->severity = SEVERITY_NONE;
			count++;
		}
		if (count)
			tell(&run->target, rule, count);
	}
}
