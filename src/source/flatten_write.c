/* Writing a file's directives out with those of the headers it includes in their place: the text that the solver reads.
 */
#include "source/flatten_internal.h"

#include <string.h>

#include "source/cond_internal.h"

#define BYTES_MAX (4 << 20) /* of one flattened text */
#define DEPTH_MAX 60
#define AGAIN_MAX 500 /* times that one header is written out */

enum event_kind { EVENT_ARM, EVENT_END, EVENT_DEFINE, EVENT_INCLUDE };

struct event {
	size_t at;
	enum event_kind kind;
	unsigned number;
};

static int event_compare(gconstpointer a, gconstpointer b)
{
	const struct event *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->number > y->number ? -1 : x->number < y->number; /* groups that the file's end closes: inner first */
}

static void add_event(GArray *events, size_t at, enum event_kind kind, unsigned number)
{
	struct event event = {at, kind, number};

	g_array_append_val(events, event);
}

static size_t line_start(const struct source_text *text, unsigned line)
{
	return line && line <= text->lines->len ? g_array_index(text->lines, size_t, line - 1) : 0;
}

/* Every directive of the text in its order; a group's #endif goes by its last arm. */
static GArray *events_of(const struct source_text *text)
{
	GArray *events = g_array_new(FALSE, FALSE, sizeof(struct event));
	g_autofree bool *followed = g_new0(bool, text->arms->len + 1);

	for (unsigned i = 0; i < text->arms->len; i++) {
		const struct if_arm *arm = &g_array_index(text->arms, struct if_arm, i);

		if (arm->previous >= 0)
			followed[arm->previous] = true;
		add_event(events, line_start(text, arm->line), EVENT_ARM, i);
	}
	for (unsigned i = 0; i < text->arms->len; i++)
		if (!followed[i])
			add_event(events, g_array_index(text->arms, struct if_arm, i).end, EVENT_END, i);
	for (unsigned i = 0; i < text->defines->len; i++)
		add_event(events, g_array_index(text->defines, struct lex_define, i).offset, EVENT_DEFINE, i);
	for (unsigned i = 0; i < text->includes->len; i++)
		add_event(events, line_start(text, g_array_index(text->includes, struct lex_include, i).line),
			  EVENT_INCLUDE, i);
	g_array_sort(events, event_compare);
	return events;
}

/* The condition, with a 1 for every header asked for that the tree has. */
static void put_condition(struct flattener *f, const char *condition, const char *path)
{
	const char *at;

	while ((at = strstr(condition, "__has_include"))) {
		const char *end;
		bool angled;
		g_autofree char *name = cond_asked_header(at, &end, &angled);
		g_autofree char *found = name ? f->search->find(name, angled, path, f->search->data) : NULL;

		if (!found)
			end = at + strlen("__has_include");
		g_string_append_len(f->out, condition, at - condition);
		if (found)
			g_string_append(f->out, " 1 ");
		else
			g_string_append_len(f->out, at, end - at);
		condition = end;
	}
	g_string_append(f->out, condition);
}

static void put_arm(struct flattener *f, const struct if_arm *arm, const char *path)
{
	g_string_append(f->out, arm->previous < 0 ? "#if " : arm->condition ? "#elif " : "#else");
	if (arm->condition)
		put_condition(f, arm->condition, path);
	g_string_append_c(f->out, '\n');
	f->n_arms++;
}

/* Of a header, only what counts; of the file itself, all: the macros around a place are looked up here as well. */
static void put_define(struct flattener *f, const struct lex_define *d, const char *guard, bool own)
{
	if (!own && d->name != guard && !g_hash_table_contains(f->names, d->name))
		return;
	if (!d->body)
		g_string_append_printf(f->out, "#undef %s\n", d->name);
	else if (d->function_like)
		g_string_append_printf(f->out, "#define %s(%s) %s\n", d->name, d->params ? d->params : "", d->body);
	else
		g_string_append_printf(f->out, "#define %s %s\n", d->name, d->body);
}

static bool is_unconditional(const struct source_text *text, int arm)
{
	for (; arm >= 0; arm = g_array_index(text->arms, struct if_arm, arm).parent)
		if (!g_array_index(text->arms, struct if_arm, arm).header_guard)
			return false;
	return true;
}

void flatten_put_guard(struct flattener *f, const char *guard)
{
	enum platform_class class = platform_lookup(guard, f->cxx).class;

	if (!g_hash_table_contains(f->names, guard))
		g_string_append_printf(f->head, "#undef %s\n", guard);
	else if (class == PLATFORM_FREE || class == PLATFORM_RESERVED)
		g_hash_table_add(f->guards, (gpointer)guard);
}

static void put_header(struct flattener *f, const char *path, bool always)
{
	struct header *h = g_hash_table_lookup(f->headers, path);

	if (!h || !h->relevant || h->open || h->done)
		return;
	if (h->times >= AGAIN_MAX || f->depth >= DEPTH_MAX) {
		f->overflow = true;
		return;
	}
	if (h->times++ == 0 && h->guard)
		flatten_put_guard(f, h->guard);
	h->open = true;
	always = always && !(h->guard && g_hash_table_contains(f->names, h->guard));
	h->done = always && h->guard;
	f->depth++;
	if (h->once)
		g_string_append_printf(f->out, "#if !defined(%s)\n#define %s\n", h->guard, h->guard);
	struct written written = {h->text, path, h->guard, h->targets, always, NULL};

	flatten_put(f, &written);
	if (h->once)
		g_string_append(f->out, "#endif\n");
	f->n_arms += h->once;
	f->depth--;
	h->open = false;
}

static void put_event(struct flattener *f, const struct written *w, const struct event *e)
{
	const struct source_text *text = w->text;
	const struct if_arm *arm = e->kind <= EVENT_END ? &g_array_index(text->arms, struct if_arm, e->number) : NULL;

	if (arm && arm->header_guard && w->out_arms && !w->guard)
		w->out_arms[e->number] = -1;
	else if (e->kind == EVENT_ARM) {
		if (w->out_arms)
			w->out_arms[e->number] = (int)f->n_arms;
		put_arm(f, arm, w->path);
	} else if (e->kind == EVENT_END)
		g_string_append(f->out, "#endif\n");
	else if (e->kind == EVENT_DEFINE)
		put_define(f, &g_array_index(text->defines, struct lex_define, e->number), w->guard, w->out_arms);
	else if (w->targets->pdata[e->number])
		put_header(f, w->targets->pdata[e->number],
			   w->always &&
				   is_unconditional(text,
						    g_array_index(text->includes, struct lex_include, e->number).arm));
}

void flatten_put(struct flattener *f, const struct written *w)
{
	g_autoptr(GArray) events = events_of(w->text);

	for (unsigned i = 0; i < events->len && !f->overflow; i++) {
		put_event(f, w, &g_array_index(events, struct event, i));
		f->overflow = f->overflow || f->out->len > BYTES_MAX;
	}
}
