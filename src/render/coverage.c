/* Files, configurations, mentions by class, and everything that stayed unreached with its reason. The numbers are those
 * of the JSON's run.files and summary, and of the database's view "coverage". */
#include "render/coverage.h"

#include <string.h>

#include "render/tally.h"
#include "util/utf8.h"

static void put_number(GString *out, const char *what, unsigned number, const char *remark)
{
	g_string_append_printf(out, "  %-18s %7u%s%s\n", what, number, *remark ? "  " : "", remark);
}

static void put_files(const struct run *run, GString *out)
{
	const struct run_files *files = &run->files;
	g_autofree char *tries =
		g_strdup_printf("in %u configurations, %u parses", files->configurations, files->parses);

	g_string_append(out, "Files\n");
	put_number(out, "seen", files->seen, "of any kind");
	put_number(out, "searched", files->searched, "C and C++");
	put_number(out, "with a name", files->candidates, "that a rule is about, or that leads to one");
	put_number(out, "parsed", files->analysed, tries);
	put_number(out, "from the cache", files->cached, "");
	put_number(out, "not analysed", files->failed, "");
}

static void put_mentions(const struct run *run, const struct tally *tally, GString *out)
{
	unsigned total = run->sites->len + run->occurrences->len;

	g_string_append(out, "Mentions\n");
	put_number(out, "all", total, "");
	put_number(out, "sites", run->sites->len, "");
	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_CLASS_COUNT; i++)
		put_number(out, occurrence_class_name((enum occurrence_class)i), tally->occurrences[i], "");
}

static void put_place(GString *out, const char *prefix, const char *path, unsigned line, const char *text)
{
	g_autofree char *shown = utf8_printable(path, strlen(path));
	g_autofree char *words = utf8_printable(text ? text : "", text ? strlen(text) : 0);
	g_autofree char *number = line ? g_strdup_printf(":%u", line) : g_strdup("");

	g_string_append_printf(out, "  %s%s%s%s%s\n", *path && path[0] != '/' ? prefix : "", shown, number,
			       *path ? ": " : "", words);
}

static void put_unreached(const struct run *run, const char *prefix, GString *out)
{
	const char *title = "Not reached\n";

	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);

		if (o->class != OCCURRENCE_UNREACHED)
			continue;
		g_string_append(out, title);
		title = "";
		put_place(out, prefix, o->where.path, o->where.line, o->note);
	}
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);

		if (!p->incomplete)
			continue;
		g_string_append(out, title);
		title = "";
		put_place(out, prefix, p->path, p->line, p->text ? p->text : p->kind);
	}
}

void coverage_text(const struct run *run, const char *prefix, GString *out)
{
	struct tally tally;

	tally_run(run, &tally);
	put_files(run, out);
	put_mentions(run, &tally, out);
	put_unreached(run, prefix, out);
	g_string_append(out, run->complete ? "Complete: every mention was looked at.\n"
					   : "Incomplete: what is named above could not be analysed.\n");
}
