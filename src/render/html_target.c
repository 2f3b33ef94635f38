/* What the report says of the target: which one it is, and whether it has the calls that the program makes. */
#include "render/html_parts.h"

/* Whether the target has the calls that the run has sites of. */
enum target_has { HAS_UNKNOWN, HAS_ALL, HAS_NONE, HAS_SOME };

static bool is_there(const struct html_report *r, const struct rule *rule)
{
	return rule_presence(rule, r->run->target.kernel, r->run->target.arch) == RULE_PRESENT;
}

static bool is_absent(const struct html_report *r, const struct rule *rule)
{
	return rule_presence(rule, r->run->target.kernel, r->run->target.arch) == RULE_ABSENT;
}

static bool is_not_there(const struct html_report *r, const struct rule *rule)
{
	return !is_there(r, rule);
}

static guint count(const struct html_report *r, bool (*which)(const struct html_report *, const struct rule *))
{
	guint number = 0;

	for (guint i = 0; i < r->rules->len; i++)
		number += which(r, g_ptr_array_index(r->rules, i));
	return number;
}

static enum target_has target_has(const struct html_report *r)
{
	guint there = count(r, is_there), absent = count(r, is_absent);

	if (r->rules->len && there == r->rules->len)
		return HAS_ALL;
	if (r->rules->len && absent == r->rules->len)
		return HAS_NONE;
	return there || absent ? HAS_SOME : HAS_UNKNOWN;
}

bool html_target_has_all(const struct html_report *r)
{
	return !r->run->target.sandbox && target_has(r) == HAS_ALL;
}

static const char *them(const struct html_report *r)
{
	return r->rules->len > 1 ? "the calls" : "the call";
}

static void put_since(const struct html_report *r, const char *opening, GString *out)
{
	const char *since = r->rules->len == 1 && r->run->target.arch
				    ? rule_since(g_ptr_array_index(r->rules, 0), r->run->target.arch)
				    : NULL;

	if (since)
		html_printf(out, " (%s Linux %s)", opening, since);
}

static void put_some(const struct html_report *r, GString *out)
{
	bool known = count(r, is_there) + count(r, is_absent) == r->rules->len;
	g_autofree char *there = html_calls(r, is_there, "and"), *not_there = html_calls(r, is_not_there, "or");

	if (count(r, is_there))
		html_printf(out, ", which has <code>%s</code>, but %s <code>%s</code>", there,
			    known ? "lacks" : "perhaps not", not_there);
	else
		html_printf(out, ", which lacks at least some of the calls");
}

void html_target(const struct html_report *r, GString *out)
{
	g_autofree char *name = html_target_name(&r->run->target);

	if (!name) {
		html_printf(out, "No target was named, so the question is what happens on any system that lacks %s",
			    them(r));
		return;
	}
	html_printf(out, "The target is <strong>%s</strong>", name);
	if (r->run->target.sandbox) {
		html_printf(out, ", which may refuse %s even where its kernel has %s", them(r),
			    r->rules->len > 1 ? "them" : "it");
		return;
	}
	switch (target_has(r)) {
	case HAS_ALL:
		html_printf(out, ", and it has %s", them(r));
		put_since(r, "since", out);
		break;
	case HAS_NONE:
		html_printf(out, ", which lacks %s", them(r));
		put_since(r, "there since", out);
		break;
	case HAS_SOME: put_some(r, out); break;
	default: html_printf(out, "; whether it has %s is not known", them(r));
	}
}
