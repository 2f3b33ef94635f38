/* Changed code: a call counts as new when a line of the function around it is; a test that is taken out changes no line
 * of the call. */
#include <string.h>

#include "cli/gate_internal.h"
#include "source/text.h"

struct gate_text {
	GMappedFile *file;
	struct source_text *text; /* NULL: can't be read */
};

void gate_text_free(gpointer data)
{
	struct gate_text *t = data;

	source_text_free(t->text);
	if (t->file)
		g_mapped_file_unref(t->file);
	g_free(t);
}

static const struct source_text *text_of(struct gate *gate, const char *path)
{
	struct gate_text *t = g_hash_table_lookup(gate->texts, path);

	if (t)
		return t->text;
	t = g_new0(struct gate_text, 1);
	g_hash_table_insert(gate->texts, g_strdup(path), t);
	g_autofree char *absolute = g_build_filename(gate->vcs->top, path, NULL);

	t->file = source_overlay_map(gate->sides[VCS_NOW].overlay, absolute, NULL);
	if (t->file && g_mapped_file_get_length(t->file)) {
		auto_ptr(source_needles) none = source_needles_new(NULL);

		t->text = source_text_lex(path, g_mapped_file_get_contents(t->file), g_mapped_file_get_length(t->file),
					  none);
	}
	return t->text;
}

const struct vcs_change *gate_change_of(const struct gate *gate, const char *path)
{
	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];

		if (c->path && strcmp(c->path, path) == 0)
			return c;
	}
	return NULL;
}

static bool touches(const GArray *changed, unsigned first, unsigned last)
{
	for (guint i = 0; i < changed->len; i++) {
		const struct vcs_lines *l = &g_array_index(changed, struct vcs_lines, i);

		/* Lines taken out: the ones on both sides of the gap must be within. */
		if (first <= l->last && l->first <= last)
			return true;
	}
	return false;
}

/* The one that begins on that very line counts, too. */
static const struct lex_function *function_at(const struct source_text *text, unsigned line)
{
	size_t begin = g_array_index(text->lines, size_t, line - 1);
	size_t end = line < text->lines->len ? g_array_index(text->lines, size_t, line) - 1 : text->length - 1;
	const struct lex_function *f = source_text_function_at(text, begin);

	return f ? f : source_text_function_at(text, end);
}

bool gate_is_changed(struct gate *gate, const char *path, unsigned first, unsigned last)
{
	const struct vcs_change *c = gate_change_of(gate, path);

	if (gate->named && gate->vcs->names && vcs_is_asked(gate->vcs, path))
		return true;
	if (!c || !vcs_is_asked(gate->vcs, path))
		return false;
	if (gate->whole || !c->lines || touches(c->lines, first, MAX(first, last)))
		return true;
	const struct source_text *text = text_of(gate, path);

	if (!text || first == 0 || first > text->lines->len)
		return false;
	const struct lex_function *f = function_at(text, first);

	return f && touches(c->lines, source_text_line(text, f->begin, NULL),
			    source_text_line(text, f->end ? f->end - 1 : 0, NULL));
}
