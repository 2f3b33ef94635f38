/* The text output tells what is wrong; this tells everything: what is handled, too, and the path that proves it. What
 * comes from source files goes through the repair. */
#include "cli/site_text.h"

#include <string.h>

#include "util/term.h"
#include "util/utf8.h"

struct text {
	GString *out;
	const char *prefix;
	bool color;
};

static const enum term_style verdict_style[VERDICT_COUNT] = {
	[VERDICT_HANDLED] = STYLE_GOOD,    [VERDICT_DEFERRED] = STYLE_GOOD, [VERDICT_CONDITIONAL] = STYLE_WARNING,
	[VERDICT_UNHANDLED] = STYLE_ERROR, [VERDICT_UNKNOWN] = STYLE_NOTE,
};

static void put(struct text *t, enum term_style style, const char *words)
{
	g_autofree char *shown = utf8_printable(words, strlen(words));

	g_string_append_printf(t->out, "%s%s%s", term_begin(style, t->color), shown, term_end(style, t->color));
}

static void put_place(struct text *t, enum term_style style, const char *path, unsigned line, unsigned column)
{
	g_autofree char *place =
		g_strdup_printf("%s%s:%u:%u", path && path[0] != '/' ? t->prefix : "", path ? path : "", line, column);

	put(t, style, place);
}

static void put_property(struct text *t, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	g_string_append_printf(t->out, "  %s: ", name);
	put(t, STYLE_PLAIN, value);
	g_string_append_c(t->out, '\n');
}

static void put_list(struct text *t, const char *name, GPtrArray *words)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(words, i));
	put_property(t, name, list->str);
}

static void put_steps(struct text *t, const GPtrArray *steps)
{
	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);

		g_string_append(t->out, "    ");
		put_place(t, STYLE_FAINT, step->where.path, step->where.line, step->where.column);
		g_string_append(t->out, ": ");
		put(t, STYLE_PLAIN, step->text ? step->text : "");
		g_string_append_c(t->out, '\n');
	}
}

static void put_head(struct text *t, const struct site *site)
{
	g_autofree char *suppressed = NULL, *part = NULL;

	put_place(t, STYLE_BOLD, site->where.path, site->where.line, site->where.column);
	g_string_append(t->out, ": ");
	put(t, STYLE_BOLD, site->call);
	if (site->function && *site->function) {
		g_string_append(t->out, " in ");
		put(t, STYLE_PLAIN, site->function);
		g_string_append(t->out, "()");
	}
	g_string_append_printf(t->out, " [sysfall-%s]\n", site->rule);
	put_property(t, "id", site->id);
	put_property(t, "form", site_form_name(site->form));
	put_property(t, "severity", severity_name(site->severity));
	put_property(t, "compiled where", site->guard);
	if (site->suppressed_by)
		suppressed = g_strconcat(site->suppressed_by, site->suppressed_reason ? ": " : "",
					 site->suppressed_reason, NULL);
	put_property(t, "suppressed by", suppressed);
	if (site->suppressed_part)
		part = g_strconcat(site->suppressed_part == PART_FLAGS ? "the lost flags" : "the missing fallback",
				   " by ", site->part_by, site->part_reason ? ": " : "", site->part_reason, NULL);
	put_property(t, "suppressed alone", part);
	put_list(t, "patterns", site->patterns);
}

static void put_verdict(struct text *t, const struct errno_verdict *v)
{
	const char *consequence = consequence_name(v->consequence);

	g_string_append(t->out, "  ");
	put(t, STYLE_BOLD, v->errno_name);
	g_string_append(t->out, ": ");
	put(t, verdict_style[v->verdict], verdict_name(v->verdict));
	if (consequence)
		g_string_append_printf(t->out, " (%s)", consequence);
	if (v->reason && *v->reason) {
		g_string_append(t->out, ": ");
		put(t, STYLE_PLAIN, v->reason);
	}
	g_string_append_c(t->out, '\n');
	put_steps(t, v->steps);
	for (guint i = 0; i < v->assumes->len; i++) {
		g_string_append(t->out, "    assuming: ");
		put(t, STYLE_PLAIN, g_ptr_array_index(v->assumes, i));
		g_string_append_c(t->out, '\n');
	}
}

static void put_flag(struct text *t, const struct flag_verdict *f, bool fallback)
{
	g_string_append(t->out, "  ");
	put(t, STYLE_BOLD, f->flag);
	g_string_append(t->out, ": ");
	if (f->state == FLAG_NA)
		put(t, STYLE_PLAIN,
		    fallback ? "not applicable: the call does not ask for it" : "not applicable: there is no fallback");
	else
		put(t, f->state == FLAG_LOST ? STYLE_WARNING : STYLE_PLAIN, flag_state_name(f->state));
	if (f->reason && *f->reason) {
		g_string_append(t->out, ": ");
		put(t, STYLE_PLAIN, f->reason);
	}
	g_string_append_c(t->out, '\n');
	put_steps(t, f->steps);
}

static bool has_fallback(const struct site *site)
{
	for (guint i = 0; i < site->verdicts->len; i++) {
		enum verdict v = ((const struct errno_verdict *)g_ptr_array_index(site->verdicts, i))->verdict;

		if (v == VERDICT_HANDLED || v == VERDICT_DEFERRED || v == VERDICT_CONDITIONAL)
			return true;
	}
	return false;
}

void site_text(const struct site *site, const char *prefix, bool color, GString *out)
{
	struct text t = {out, prefix, color};

	put_head(&t, site);
	for (guint i = 0; i < site->verdicts->len; i++)
		put_verdict(&t, g_ptr_array_index(site->verdicts, i));
	put_list(&t, "also handled", site->also_handled);
	for (guint i = 0; i < site->flags->len; i++)
		put_flag(&t, g_ptr_array_index(site->flags, i), has_fallback(site));
}
