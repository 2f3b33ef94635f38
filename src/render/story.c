/* The sentences. Errors whose evidence differs in nothing but their names are one story. */
#include "render/story.h"

#include <string.h>

#include "render/tally.h"

const char *const story_at_run_time[CONSEQUENCE_COUNT] = {
	[CONSEQUENCE_BUSY_LOOP] = "the same call is made again and again (busy loop)",
	[CONSEQUENCE_ABORT] = "the program aborts",
	[CONSEQUENCE_EXIT] = "the program exits",
	[CONSEQUENCE_SILENTLY_DROPPED] = "nothing is reported: the failure is dropped silently",
	[CONSEQUENCE_FLAG_LOST] = "the flag is lost: what it should prevent can happen",
	[CONSEQUENCE_FEATURE_OFF] = "the program goes on without what the call was for",
	[CONSEQUENCE_ERROR_RETURNED] = "the error is returned to the caller, and the work is not done",
	[CONSEQUENCE_OTHER] = "the program gives up what the call was for",
};

/* What a site is called: "accept4()", "syscall(SYS_accept4)", "accept4". */
static char *call_text(const struct site *site)
{
	switch (site->form) {
	case FORM_SYSCALL: return g_strdup_printf("syscall(%s)", site->call);
	case FORM_ADDRESS:
	case FORM_FNPTR: return g_strdup_printf("%s (through its address)", site->call);
	default: return g_strdup_printf("%s()", site->call);
	}
}

/* "ENOSYS, EPERM" of the verdicts of one kind (or two). */
static char *names_with(const struct site *site, enum verdict a, enum verdict b)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (v->verdict == a || v->verdict == b)
			g_string_append_printf(names, "%s%s", names->len ? ", " : "", v->errno_name);
	}
	return g_string_free(names, FALSE);
}

static void append_clause(GString *s, bool *first, const char *words, const char *names)
{
	if (!*names)
		return;
	g_string_append_printf(s, "%s%s %s", *first ? "" : ", ", words, names);
	*first = false;
}

char *story_headline(const struct site *site)
{
	g_autofree char *call = call_text(site);
	g_autofree char *good = names_with(site, VERDICT_HANDLED, VERDICT_DEFERRED);
	g_autofree char *bad = names_with(site, VERDICT_UNHANDLED, VERDICT_UNHANDLED);
	g_autofree char *maybe = names_with(site, VERDICT_CONDITIONAL, VERDICT_CONDITIONAL);
	g_autofree char *open = names_with(site, VERDICT_UNKNOWN, VERDICT_UNKNOWN);
	GString *s = g_string_new(call);
	bool first = true;

	g_string_append_c(s, ' ');
	append_clause(s, &first, "falls back on", good);
	append_clause(s, &first, "falls back on only some paths for", maybe);
	append_clause(s, &first, *good || *maybe ? "but not on" : "has no fallback for", bad);
	append_clause(s, &first, first ? "could not be judged for" : "not decided for", open);
	return g_string_free(s, FALSE);
}

/* The text with the errno's own name blanked out: what is the same for two errnos compares equal. */
static char *without_name(const char *text, const char *name)
{
	g_auto(GStrv) parts = g_strsplit(text ? text : "", name, -1);

	return g_strjoinv("\001", parts);
}

static bool same_but_for_names(const char *a, const char *a_name, const char *b, const char *b_name)
{
	g_autofree char *x = without_name(a, a_name);
	g_autofree char *y = without_name(b, b_name);

	return strcmp(x, y) == 0;
}

static bool same_story(const struct errno_verdict *a, const struct errno_verdict *b)
{
	if (a->verdict != b->verdict || a->consequence != b->consequence || a->steps->len != b->steps->len ||
	    !same_but_for_names(a->reason, a->errno_name, b->reason, b->errno_name))
		return false;
	for (guint i = 0; i < a->steps->len; i++) {
		const struct step *x = g_ptr_array_index(a->steps, i), *y = g_ptr_array_index(b->steps, i);

		if (location_compare(&x->where, &y->where) != 0 ||
		    !same_but_for_names(x->text, a->errno_name, y->text, b->errno_name))
			return false;
	}
	return true;
}

bool story_told_before(const struct site *site, guint index)
{
	for (guint i = 0; i < index; i++) {
		if (same_story(g_ptr_array_index(site->verdicts, i), g_ptr_array_index(site->verdicts, index)))
			return true;
	}
	return false;
}

/* "EPERM (and likewise ENOTSUP, …)" */
char *story_names(const struct site *site, guint index)
{
	const struct errno_verdict *first = g_ptr_array_index(site->verdicts, index);
	GString *s = g_string_new(first->errno_name);
	bool others = false;

	for (guint i = index + 1; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (!same_story(first, v))
			continue;
		g_string_append_printf(s, "%s%s", others ? ", " : " (and likewise ", v->errno_name);
		others = true;
	}
	if (others)
		g_string_append_c(s, ')');
	return g_string_free(s, FALSE);
}

char *story_text(const struct site *site, guint index)
{
	const struct errno_verdict *v = g_ptr_array_index(site->verdicts, index);
	g_autofree char *names = story_names(site, index);
	const char *reason = v->reason ? v->reason : verdict_name(v->verdict);
	const char *then = v->consequence == CONSEQUENCE_NONE ? "" : story_at_run_time[v->consequence];
	/* the reason may be all that there is to say of what happens */
	bool said = *then && g_str_has_prefix(then, reason);

	return g_strdup_printf("with %s: %s%s%s%s", names, said ? "" : reason,
			       v->verdict == VERDICT_DEFERRED ? " (helps from the next call on)" : "",
			       *then && !said ? "; at run time " : "", then);
}

enum consequence story_consequence(const struct site *site)
{
	enum consequence worst = CONSEQUENCE_NONE;

	for (guint i = 0; i < site->verdicts->len; i++) {
		enum consequence c = ((const struct errno_verdict *)g_ptr_array_index(site->verdicts, i))->consequence;

		if (consequence_is_worse(c, worst))
			worst = c;
	}
	return worst;
}

char *story_sentence(const struct site *site)
{
	g_autofree char *headline = story_headline(site);
	enum consequence worst = story_consequence(site);

	return worst == CONSEQUENCE_NONE ? g_steal_pointer(&headline)
					 : g_strdup_printf("%s; at run time %s", headline, story_at_run_time[worst]);
}

bool story_is_bad(const struct errno_verdict *v)
{
	return v->verdict != VERDICT_HANDLED && v->verdict != VERDICT_DEFERRED;
}

char *story_lost_flags(const struct site *site)
{
	g_autoptr(GString) names = g_string_new(NULL);
	unsigned count = 0;

	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state == FLAG_LOST)
			g_string_append_printf(names, "%s%s", count++ ? ", " : "", f->flag);
	}
	return count ? g_strdup_printf("%s %s lost on the fallback path", names->str, count == 1 ? "is" : "are") : NULL;
}

bool story_is_suppressed(const struct site *site, enum site_part part)
{
	return site->suppressed_by || site->suppressed_part == part;
}

bool story_is_told(const struct site *site)
{
	return site->severity != SEVERITY_NONE && (tally_outcome(site) != OUTCOME_HANDLED || tally_loses_flag(site));
}

const char *story_path_prefix(const struct render_options *options)
{
	const char *prefix = options->path_prefix;

	return prefix && prefix[0] != '/' ? prefix : "";
}

char *story_shell_path(const char *prefix, const char *path)
{
	static const char plain[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_./+,:@%=-";
	g_autofree char *whole = g_strconcat(*path == '/' ? "" : prefix, *path == '-' ? "./" : "", path, NULL);

	return whole[strspn(whole, plain)] ? g_shell_quote(whole) : g_steal_pointer(&whole);
}
