/* A target's kernel that has the call, and no sandbox that could deny it, makes the rule's findings moot: they stay in
 * the record, with severity "none". In doubt nothing is turned off. */
#include "cli/target.h"

#include "rules/severity.h"

enum { KEY_KERNEL = 1280, KEY_ARCH, KEY_LIBC, KEY_SANDBOX };

static void set_string(char **place, const char *text)
{
	g_free(*place);
	*place = g_strdup(text);
}

static error_t parse_target(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_KERNEL: set_string(&options->kernel, text); return 0;
	case KEY_ARCH: set_string(&options->arch, text); return 0;
	case KEY_LIBC: set_string(&options->libc, text); return 0;
	case KEY_SANDBOX: options->sandbox = true; return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option table[] = {
	{"kernel", KEY_KERNEL, "RELEASE", 0,
	 "Findings about calls that this kernel has are not reported, as in 2.6.35; without --arch: that it has on all "
	 "architectures",
	 0},
	{"arch", KEY_ARCH, "ARCH", 0, "The processor's architecture, as in arm or x86_64", 0},
	{"libc", KEY_LIBC, "NAME", 0, "The C library; recorded with the run", 0},
	{"sandbox", KEY_SANDBOX, NULL, 0, "A sandbox may refuse calls that the kernel has: all findings are reported",
	 0},
	{0}};
const struct argp options_target = {.options = table, .parser = parse_target};

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

static void add_name(GString *list, const char *name)
{
	g_string_append_printf(list, "%s%s", list->len ? ", " : "", name);
}

/* A kernel alone: what it has may hang on the architecture, and as long as one that the rule knows lacks the call, its
 * findings count. */
static void tell_architectures(const struct run_target *target, const struct rule *rule, const char *then)
{
	g_autoptr(GString) has = g_string_new(NULL), lacks = g_string_new(NULL);

	for (guint i = 0; i < rule->availability->len; i++) {
		const struct rule_availability *a = g_ptr_array_index(rule->availability, i);
		bool there = rule_presence(rule, target->kernel, a->arch) == RULE_PRESENT;

		add_name(there ? has : lacks, a->arch);
	}
	if (has->len && lacks->len)
		cli_note("Linux %s has %s() on %s, but not on %s: %s (--arch says which it is)", target->kernel,
			 rule->call.name, has->str, lacks->str, then);
	else if (lacks->len)
		cli_note("Linux %s has %s() on no architecture: %s", target->kernel, rule->call.name, then);
}

/* "Linux 5.10 on arm"; owned. */
static char *target_text(const struct run_target *target)
{
	GString *text = g_string_new(target->kernel ? "Linux " : "");

	g_string_append(text, target->kernel ? target->kernel : "");
	if (target->arch)
		g_string_append_printf(text, "%s%s", text->len ? " on " : "", target->arch);
	return g_string_free(text, FALSE);
}

bool target_keep_missing(struct rule_set *rules, const struct options *options)
{
	const struct run_target target = {options->kernel, options->arch, options->libc, options->sandbox};
	g_autofree char *where = target_text(&target);

	if (!target_given(options) || options->sandbox)
		return true;
	for (guint i = rules->rules->len; i-- > 0;) {
		const struct rule *rule = g_ptr_array_index(rules->rules, i);

		if (target.kernel && !target.arch)
			tell_architectures(&target, rule, "it fails");
		if (rule_presence(rule, target.kernel, target.arch) == RULE_PRESENT)
			g_ptr_array_remove_index(rules->rules, i);
	}
	if (rules->rules->len == 0)
		cli_error("%s has all of the rules' calls: nothing would fail there (--sandbox makes them fail)",
			  where);
	return rules->rules->len;
}

static void tell_turned_off(const struct run_target *target, const struct rule *rule, unsigned count)
{
	g_autofree char *where = target_text(target);

	if (count)
		cli_note("%u finding%s not reported: %s has %s() (with --sandbox %s)", count, count == 1 ? "" : "s",
			 where, rule->call.name, count == 1 ? "it would be" : "they would be");
}

static bool has_sites(const struct run *run, const struct rule *rule)
{
	for (guint i = 0; i < run->sites->len; i++)
		if (((const struct site *)g_ptr_array_index(run->sites, i))->rule == rule->id)
			return true;
	return false;
}

bool target_given(const struct options *options)
{
	return options->kernel || options->arch || options->libc || options->sandbox;
}

void target_change(struct run *run, const struct options *options, const struct rule_set *rules)
{
	if (!target_given(options))
		return;
	run_target_clear(&run->target);
	run->target = (struct run_target){g_strdup(options->kernel), g_strdup(options->arch), g_strdup(options->libc),
					  options->sandbox};
	for (guint i = 0; i < run->sites->len; i++) {
		struct site *site = g_ptr_array_index(run->sites, i);
		const struct rule *rule = rule_set_find(rules, site->rule);

		if (rule)
			site->severity = rule_severity(rule, site);
	}
	target_apply(run, rules);
	target_tell(run, rules);
	run->complete = run_is_complete(run);
}

void target_apply(struct run *run, const struct rule_set *rules)
{
	for (guint i = 0; i < run->sites->len && !run->target.sandbox; i++) {
		struct site *site = g_ptr_array_index(run->sites, i);
		const struct rule *rule = rule_set_find(rules, site->rule);

		if (rule && rule_presence(rule, run->target.kernel, run->target.arch) == RULE_PRESENT)
			site->severity = SEVERITY_NONE;
	}
}

/* What somebody has suppressed would not be reported for any target. */
static unsigned count_turned_off(const struct run *run, const struct rule *rule)
{
	unsigned count = 0;

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(run->sites, i);

		count += site->rule == rule->id && site->severity == SEVERITY_NONE && !site->suppressed_by &&
			 rule_severity(rule, site) != SEVERITY_NONE;
	}
	return count;
}

void target_tell(const struct run *run, const struct rule_set *rules)
{
	const struct run_target *target = &run->target;

	for (guint i = 0; i < rules->rules->len && !target->sandbox; i++) {
		const struct rule *rule = g_ptr_array_index(rules->rules, i);

		if (target->kernel && !target->arch && has_sites(run, rule))
			tell_architectures(target, rule, "findings are reported");
		if (rule_presence(rule, target->kernel, target->arch) == RULE_PRESENT)
			tell_turned_off(target, rule, count_turned_off(run, rule));
	}
}
