/* What was looked at, in two or three lines: silence must never be taken for a clean result, so a scan that saw nothing
 * says so, and so does one that could not see everything. */
#include "render/text_summary.h"

#include <string.h>

#include "render/tally.h"

static const char *plural(unsigned n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static void add_count(GString *out, unsigned n, const char *what)
{
	if (n > 0)
		g_string_append_printf(out, ", %u %s", n, what);
}

const char *text_summary_empty(const struct run *run)
{
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		if (!p->incomplete && !*p->path && strcmp(p->kind, "empty") == 0)
			return p->text;
	}
	return NULL;
}

static void put_sites(const struct run *run, const struct tally *tally, GString *out)
{
	guint n = run->sites->len;

	const char *why = text_summary_empty(run);

	if (run->files.searched == 0 && why) {
		g_string_append_printf(out, "Nothing was analysed: %s.\n", why);
		return;
	}
	if (run->files.searched == 0) {
		g_string_append(out, run->complete ? "Nothing was analysed: there is no C or C++ file here.\n"
						   : "Nothing could be analysed.\n");
		return;
	}
	if (n == 0) {
		g_string_append_printf(out, "No calls to check in %u %s.\n", run->files.searched,
				       plural(run->files.searched, "file", "files"));
		return;
	}
	g_string_append_printf(out, "%u %s: %u handled, %u partly, %u without a fallback", n,
			       plural(n, "site", "sites"), tally->sites[OUTCOME_HANDLED], tally->sites[OUTCOME_PARTLY],
			       tally->sites[OUTCOME_UNHANDLED]);
	add_count(out, tally->sites[OUTCOME_UNDECIDED], "not decided");

	if (tally->lost_flags)
		g_string_append_printf(out, "; %u of them %s", tally->lost_flags,
				       plural(tally->lost_flags, "loses a flag", "lose a flag"));
	if (tally->suppressed)
		g_string_append_printf(out, "; %u suppressed", tally->suppressed);
	if (tally->partly_suppressed)
		g_string_append_printf(out, "; %u suppressed in part", tally->partly_suppressed);
	g_string_append(out, ".\n");
}

static void put_target(const struct run *run, const struct tally *tally, GString *out)
{
	const struct run_target *target = &run->target;

	if (!tally->turned_off)
		return;
	g_string_append_printf(out, "%u %s not reported: ", tally->turned_off,
			       plural(tally->turned_off, "finding", "findings"));
	if (target->kernel)
		g_string_append_printf(out, "Linux %s", target->kernel);
	if (target->arch)
		g_string_append_printf(out, "%s%s", target->kernel ? " on " : "", target->arch);
	g_string_append(out, " has the call.\n");
}

static void put_files(const struct run *run, const struct tally *tally, GString *out)
{
	const struct run_files *files = &run->files;
	unsigned unreached = tally->occurrences[OCCURRENCE_UNREACHED];

	g_string_append_printf(out, "Files: %u seen, %u searched, %u parsed", files->seen, files->searched,
			       files->analysed);
	if (files->configurations > files->analysed)
		g_string_append_printf(out, " in %u configurations", files->configurations);
	add_count(out, files->cached, "from the cache");
	add_count(out, files->failed, "not analysed");
	if (unreached)
		g_string_append_printf(out, "; %u %s could not be reached", unreached,
				       plural(unreached, "place", "places"));
	g_string_append(out, ".\n");
}

static void put_occurrences(const struct tally *tally, GString *out)
{
	unsigned total = 0;
	const char *separator = "";

	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_UNREACHED; i++)
		total += tally->occurrences[i];
	if (total == 0)
		return;
	g_string_append(out, "Other mentions: ");
	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_UNREACHED; i++) {
		if (tally->occurrences[i] == 0)
			continue;
		g_string_append_printf(out, "%s%u %s", separator, tally->occurrences[i],
				       occurrence_class_name((enum occurrence_class)i));
		separator = ", ";
	}
	g_string_append(out, ".\n");
}

void text_summary(const struct run *run, GString *out)
{
	struct tally tally;

	tally_run(run, &tally);
	put_sites(run, &tally, out);
	put_target(run, &tally, out);
	put_files(run, &tally, out);
	put_occurrences(&tally, out);
	if (!run->complete)
		g_string_append(out, "Incomplete: the notes and warnings above name what could not be analysed.\n");
}
