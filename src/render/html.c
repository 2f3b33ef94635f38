/* The HTML report: one file that needs nothing else and asks for nothing else (its policy forbids every connection).
 * What an auditor reads first, the summary and the table, is plain HTML; the script adds sorting, filtering and a page
 * for each site. Every name and line that comes from the scanned source is text, never markup. */
#include <stdarg.h>
#include <string.h>

#include "render/formats.h"
#include "render/html_assets.h"
#include "render/html_parts.h"
#include "util/utf8.h"

const char *const html_outcome_class[OUTCOME_COUNT] = {
	[OUTCOME_HANDLED] = "handled",
	[OUTCOME_PARTLY] = "partly",
	[OUTCOME_UNHANDLED] = "unhandled",
	[OUTCOME_UNDECIDED] = "undecided",
};

const char *const html_outcome_text[OUTCOME_COUNT] = {
	[OUTCOME_HANDLED] = "handled",
	[OUTCOME_PARTLY] = "partly handled",
	[OUTCOME_UNHANDLED] = "no fallback",
	[OUTCOME_UNDECIDED] = "not decided",
};

void html_put(GString *out, const char *text)
{
	g_autofree char *printable = utf8_printable(text, strlen(text));
	g_autofree char *escaped = g_markup_escape_text(printable, -1);

	g_string_append(out, escaped);
}

void html_printf(GString *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	for (const char *p = format; *p; p++) {
		if (p[0] == '%' && p[1] == 's') {
			html_put(out, va_arg(args, const char *));
			p++;
		} else if (p[0] == '%' && p[1] == 'u') {
			g_string_append_printf(out, "%u", va_arg(args, unsigned));
			p++;
		} else {
			g_string_append_c(out, *p);
		}
	}
	va_end(args);
}

/* "src/net/" of "src/net/a.c" and "src/net/b/c.c". */
char *html_common_folder(const struct run *run)
{
	const char *first = run->sites->len ? ((struct site *)g_ptr_array_index(run->sites, 0))->where.path : "";
	size_t length = strlen(first);

	for (guint i = 0; i < run->sites->len; i++) {
		const char *path = ((struct site *)g_ptr_array_index(run->sites, i))->where.path;
		size_t same = 0;

		while (same < length && path[same] == first[same])
			same++;
		length = same;
	}
	while (length > 0 && first[length - 1] != '/')
		length--;
	return g_strndup(first, length);
}

char *html_component(const char *common, const char *path)
{
	size_t skip = g_str_has_prefix(path, common) ? strlen(common) : 0;
	const char *slash = strchr(path + skip, '/');

	if (slash)
		return g_strndup(path, (gsize)(slash - path));
	return skip > 1 ? g_strndup(path, skip - 1) : g_strdup("(top folder)");
}

static void put_target(const struct run *run, GString *out)
{
	const struct run_target *target = &run->target;

	if (!target->kernel && !target->arch && !target->libc && !target->sandbox)
		return;
	g_string_append(out, "; target:");
	html_printf(out, " Linux %s", target->kernel ? target->kernel : "of any age");
	html_printf(out, " on %s", target->arch ? target->arch : "any processor");
	if (target->libc)
		html_printf(out, " with %s", target->libc);
	if (target->sandbox)
		g_string_append(out, " in a sandbox");
}

static void put_head(const struct run *run, const char *title, GString *out)
{
	g_string_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
			     "'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
			     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	html_printf(out, "<title>%s</title>\n<style>\n", title);
	g_string_append(out, html_css);
	g_string_append(out,
			"</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#sites-list\">To the list of sites</a>\n"
			"<header>\n");
	html_printf(out, "<h1>%s</h1>\n", title);
	g_string_append(out, "<button type=\"button\" id=\"theme\" class=\"js\" hidden>Light / dark</button>\n");
	html_printf(out, "<p class=\"facts\">sysfall %s, %s, in %s", run->tool_version ? run->tool_version : "",
		    run->started ? run->started : "", run->root ? run->root : "");
	if (run->compile_database)
		html_printf(out, ", with the flags of %s", run->compile_database);
	put_target(run, out);
	g_string_append(out,
			".</p>\n</header>\n<main>\n<noscript><p class=\"warn\">The pages of the sites, sorting and "
			"filtering need JavaScript; the summary and the table are complete without.</p></noscript>\n");
}

static void put_tile(GString *out, const char *class, unsigned number, const char *text)
{
	html_printf(out, "<li class=\"%s\"><b>%u</b> %s</li>\n", class, number, text);
}

static void put_summary(const struct run *run, const struct tally *tally, GString *out)
{
	g_string_append(out, "<h2>Summary</h2>\n");
	if (!run->complete)
		html_printf(out,
			    "<p class=\"warn\">This answer is incomplete: <a href=\"#not-analysed\">%u places could "
			    "not be analysed</a>.</p>\n",
			    tally->incomplete + tally->occurrences[OCCURRENCE_UNREACHED]);
	if (run->files.searched == 0)
		g_string_append(out, "<p class=\"warn\">No C or C++ file was searched.</p>\n");
	g_string_append(out, "<ul class=\"tiles\">\n");
	put_tile(out, "plain", run->sites->len, run->sites->len == 1 ? "site" : "sites");
	for (int i = OUTCOME_COUNT; i-- > 0;) {
		static const int order[OUTCOME_COUNT] = {OUTCOME_HANDLED, OUTCOME_UNDECIDED, OUTCOME_PARTLY,
							 OUTCOME_UNHANDLED};
		int outcome = order[i];

		if (tally->sites[outcome] || outcome != OUTCOME_UNDECIDED)
			put_tile(out, html_outcome_class[outcome], tally->sites[outcome], html_outcome_text[outcome]);
	}
	put_tile(out, "partly", tally->lost_flags, "lose a flag");
	if (tally->suppressed)
		put_tile(out, "off", tally->suppressed, "suppressed");
	if (tally->turned_off)
		put_tile(out, "off", tally->turned_off, "do not count for the target");
	g_string_append(out, "</ul>\n");
}

static bool render_html(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	g_autofree char *name = run->root && *run->root ? g_path_get_basename(run->root) : g_strdup("run");
	g_autofree char *title = g_strdup_printf("System calls without fallback: %s", name);
	struct tally tally;

	(void)error;
	tally_run(run, &tally);
	put_head(run, title, out);
	g_string_append(out, "<div id=\"overview\">\n");
	put_summary(run, &tally, out);
	html_plots(run, options, out);
	html_tables(run, options, out);
	g_string_append(out,
			"</div>\n<section id=\"page\" aria-labelledby=\"page-title\" hidden></section>\n</main>\n"
			"<footer>A site is a place where a call is made that may be missing at run time. It is handled "
			"when on every path the older call is tried.</footer>\n"
			"<script type=\"application/json\" id=\"data\">");
	html_data(run, options, title, out);
	g_string_append(out, "</script>\n<script>\n");
	g_string_append(out, html_js);
	g_string_append(out, "</script>\n</body>\n</html>\n");
	return true;
}

const struct renderer renderer_html = {
	.name = "html",
	.summary = "a report for people, in one file",
	.marks_changes = true,
	.shows_record = true,
	.render = render_html,
};
