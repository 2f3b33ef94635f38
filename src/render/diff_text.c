/* Changes as text, one on a line, what is new first:
 *
 *     new:       src/a.c:12:3: error: accept4() has no fallback for ENOSYS, EPERM, ENOTSUP [sysfall-accept4]
 *     changed:   src/b.c:40:2: serve(): EPERM was handled and is unhandled [sysfall-accept4]
 *     fixed:     src/c.c:7:9: serve(): ENOSYS, EPERM were unhandled and are handled
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

/* One name's way from a word to another; "fine" for what was, or is, not there. */
struct turn {
	const char *name, *was, *is; /* interned */
};

static void add_turn(GArray *turns, const char *name, const struct known_state *was, const struct known_state *is)
{
	struct turn turn = {name, was ? was->word : "fine", is ? is->word : "fine"};

	if (!was || !is || was->word != is->word)
		g_array_append_val(turns, turn);
}

static GArray *turns_of(const struct change *c)
{
	GArray *turns = g_array_new(FALSE, FALSE, sizeof(struct turn));

	for (guint i = 0; i < c->now->states->len; i++) {
		const struct known_state *is = &g_array_index(c->now->states, struct known_state, i);

		add_turn(turns, is->name, state_of(c->before, is->name), is);
	}
	for (guint i = 0; i < c->before->states->len; i++) {
		const struct known_state *was = &g_array_index(c->before->states, struct known_state, i);

		if (!state_of(c->now, was->name))
			add_turn(turns, was->name, was, NULL);
	}
	return turns;
}

/* "ENOSYS, EPERM were unhandled and are handled; SOCK_CLOEXEC was fine and is lost" */
static void put_states(struct text *t, const struct change *c)
{
	g_autoptr(GArray) turns = turns_of(c);
	const char *separator = "";

	if (turns->len == 0)
		g_string_append(t->out, "the same as before");
	while (turns->len > 0) {
		const struct turn first = g_array_index(turns, struct turn, 0);
		unsigned count = 0;

		for (guint i = 0; i < turns->len;) {
			const struct turn *turn = &g_array_index(turns, struct turn, i);

			if (strcmp(turn->was, first.was) != 0 || strcmp(turn->is, first.is) != 0) {
				i++;
				continue;
			}
			g_string_append_printf(t->out, "%s%s", count++ ? ", " : separator, turn->name);
			g_array_remove_index(turns, i);
		}
		g_string_append_printf(t->out, count == 1 ? " was %s and is %s" : " were %s and are %s", first.was,
				       first.is);
		separator = "; ";
	}
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

void changes_text(const struct diff *diff, const struct render_options *options, GString *out)
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
