/* Changes as text, one on a line, what is new first:
 *
 *     new:       src/a.c:12:3: error: accept4() has no fallback for ENOSYS, EPERM, ENOTSUP [sysfall-accept4]
 *     changed:   src/b.c:40:2: warning: serve(): EPERM was handled and is unhandled [sysfall-accept4]
 *     fixed:     src/c.c: serve(): ENOSYS, EPERM are handled now
 *     1 new, 1 changed, 1 fixed, 12 unchanged. */
#include <string.h>

#include "policy/compare.h"
#include "render/diff_formats.h"
#include "render/story.h"
#include "render/terminal.h"
#include "util/term.h"

static const enum term_style kind_style[CHANGE_KIND_COUNT] = {
	[CHANGE_NEW] = STYLE_ERROR,
	[CHANGE_FIXED] = STYLE_GOOD,
	[CHANGE_CHANGED] = STYLE_WARNING,
	[CHANGE_UNCHANGED] = STYLE_FAINT,
};

struct text {
	const struct render_options *options;
	GString *out;
};

static void put_place(struct text *t, const struct known *known)
{
	terminal_put(t->out, t->options->path_prefix ? t->options->path_prefix : "");
	terminal_put(t->out, known->path);
	if (known->site)
		g_string_append_printf(t->out, ":%u:%u", known->site->where.line, known->site->where.column);
	g_string_append(t->out, ": ");
}

static const struct known_state *state_of(const struct known *known, const char *name)
{
	for (guint i = 0; i < known->states->len; i++) {
		const struct known_state *s = &g_array_index(known->states, struct known_state, i);

		if (s->name == name)
			return s;
	}
	return NULL;
}

static void put_function(struct text *t, const struct known *known)
{
	terminal_put(t->out, *known->function ? known->function : known->call);
	g_string_append(t->out, *known->function ? "(): " : ": ");
}

/* "EPERM was handled and is unhandled, SOCK_CLOEXEC was lost and is not any more" */
static void put_states(struct text *t, const struct change *c)
{
	const char *separator = "";

	for (guint i = 0; i < c->now->states->len; i++) {
		const struct known_state *is = &g_array_index(c->now->states, struct known_state, i);
		const struct known_state *was = state_of(c->before, is->name);

		if (was && was->word == is->word)
			continue;
		g_string_append_printf(t->out, "%s%s was %s and is %s", separator, is->name, was ? was->word : "fine",
				       is->word);
		separator = ", ";
	}
	for (guint i = 0; i < c->before->states->len; i++) {
		const struct known_state *was = &g_array_index(c->before->states, struct known_state, i);

		if (state_of(c->now, was->name))
			continue;
		g_string_append_printf(t->out, "%s%s was %s and is not any more", separator, was->name, was->word);
		separator = ", ";
	}
	if (!*separator)
		g_string_append(t->out, "the same as before");
}

static void put_what(struct text *t, const struct change *c)
{
	const struct known *known = c->now ? c->now : c->before;

	if (c->kind == CHANGE_NEW) {
		g_autofree char *headline = story_headline(known->site);
		g_autofree char *lost = story_lost_flags(known->site);

		g_string_append_printf(t->out, "%s: ", severity_name(known->site->severity));
		terminal_put(t->out, headline);
		if (lost)
			g_string_append_printf(t->out, "; %s", lost);
		return;
	}
	put_function(t, known);
	if (!c->now)
		g_string_append_printf(t->out, "the call of %s is gone", known->call);
	else
		put_states(t, c);
}

static void put_change(struct text *t, const struct change *c)
{
	const struct known *known = c->now ? c->now : c->before;
	g_autofree char *label = g_strdup_printf("%s:", change_kind_name(c->kind));

	g_string_append_printf(t->out, "%s%-10s%s ", term_begin(kind_style[c->kind], t->options->color), label,
			       term_end(kind_style[c->kind], t->options->color));
	put_place(t, known);
	put_what(t, c);
	if (c->before && c->now && c->before->path != c->now->path) {
		g_string_append(t->out, " (it was in ");
		terminal_put(t->out, c->before->path);
		g_string_append_c(t->out, ')');
	}
	if (c->now && c->now->site->suppressed_by)
		g_string_append_printf(t->out, " (suppressed by %s)", c->now->site->suppressed_by);
	g_string_append_printf(t->out, " [sysfall-%s]\n", known->rule);
}

void diff_text(const struct diff *diff, const struct render_options *options, GString *out)
{
	static const enum change_kind order[] = {CHANGE_NEW, CHANGE_CHANGED, CHANGE_FIXED, CHANGE_UNCHANGED};
	struct text t = {options, out};
	unsigned counts[CHANGE_KIND_COUNT] = {0};

	for (guint k = 0; k < G_N_ELEMENTS(order); k++) {
		for (guint i = 0; i < diff->changes->len; i++) {
			const struct change *c = g_ptr_array_index(diff->changes, i);

			if (c->kind != order[k])
				continue;
			counts[c->kind]++;
			if (!options->quiet || c->kind != CHANGE_UNCHANGED)
				put_change(&t, c);
		}
	}
	if (!options->quiet)
		g_string_append_printf(out, "Since %s: %u new, %u changed, %u fixed, %u unchanged.\n",
				       diff->before_name, counts[CHANGE_NEW], counts[CHANGE_CHANGED],
				       counts[CHANGE_FIXED], counts[CHANGE_UNCHANGED]);
}
