/* The HTML report: one file that needs nothing else and asks for nothing else (its policy forbids every connection).
 * What is read first, the answer and the table, is plain HTML; the script adds sorting, filtering, a page for each site
 * and the evidence on paper. Where the tree lies on this machine is not told unless that was asked for. */
#include "render/formats.h"
#include "render/html_assets.h"
#include "render/html_parts.h"

static void put_head(const char *title, GString *out)
{
	g_string_append(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
			     "'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
			     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			     "<meta name=\"color-scheme\" content=\"light dark\">\n");
	html_printf(out, "<title>%s</title>\n<style>\n", title);
	g_string_append(out, html_css);
	g_string_append(
		out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#sites-list\">To the list of places</a>\n");
}

static void put_facts(const struct html_report *r, GString *out)
{
	const struct run *run = r->run;
	g_autofree char *target = html_target_name(&run->target);
	g_autofree char *date = html_date(run->started ? run->started : "");

	html_printf(out, "<p class=\"facts\"><span>%s</span><span>%s</span><span>sysfall %s</span>", date,
		    target ? target : "any Linux target", run->tool_version ? run->tool_version : "");
	if (r->options->local_paths && run->root)
		html_printf(out, "<span class=\"mono\">%s</span>", run->root);
	if (r->options->local_paths && run->compile_database)
		html_printf(out, "<span class=\"mono\">%s</span>", run->compile_database);
	html_printf(out, "</p>\n");
}

static void put_top(const struct html_report *r, GString *out)
{
	html_printf(out,
		    "<header>\n<div class=\"title\"><p class=\"eyebrow\">System calls without a fallback</p>\n"
		    "<h1>%s</h1>\n",
		    r->name);
	put_facts(r, out);
	html_printf(out,
		    "</div>\n<div class=\"tools js\" hidden><button type=\"button\" id=\"print\">Print</button>"
		    "<button type=\"button\" id=\"theme\">Dark</button></div>\n</header>\n<main>\n"
		    "<noscript><p class=\"note\">The pages of the places, sorting and filtering need JavaScript; the "
		    "answer and the table are complete without.</p></noscript>\n");
}

static void put_overview(const struct html_report *r, GString *out)
{
	html_printf(out, "<div id=\"overview\">\n");
	html_lead(r, out);
	html_advice(r, out);
	html_figures(r, out);
	html_history(r, out);
	if (r->run->sites->len)
		html_sites(r, out);
	html_remarks(r, out);
	html_printf(out, "</div>\n");
}

static bool render_html(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	struct html_report r;

	(void)error;
	html_report_init(&r, run, options);
	g_autofree char *title = g_strdup_printf("%s: system calls without a fallback", r.name);

	put_head(title, out);
	put_top(&r, out);
	put_overview(&r, out);
	html_printf(out,
		    "<section id=\"page\" aria-labelledby=\"page-title\" hidden></section>\n"
		    "<div id=\"paper\"></div>\n</main>\n"
		    "<footer>Made by sysfall, which reads C and C++ code for system calls that may be missing where it "
		    "runs. What stands here was computed from the source alone; no program was run.</footer>\n"
		    "<script type=\"application/json\" id=\"data\">");
	html_data(&r, title, out);
	g_string_append(out, "</script>\n<script>\n");
	g_string_append(out, html_js);
	g_string_append(out, "</script>\n</body>\n</html>\n");
	html_report_clear(&r);
	return true;
}

const struct renderer renderer_html = {
	.name = "html",
	.summary = "a report for people, in one file",
	.marks_changes = true,
	.shows_record = true,
	.render = render_html,
};
