/* #includes that a patch needs: added to the block that has its like, in its order, unless the file has the declaration
 * already, by itself or through a header of the tree. */
#include <string.h>

#include "fix/job.h"

#define REACH_MAX 400

/* --- what is reached -------------------------------------------------------------------------------------------- */

GPtrArray *include_reach(struct fix_tree *tree, const struct fix_file *file)
{
	GPtrArray *reach = g_ptr_array_new();
	g_autoptr(GPtrArray) queue = g_ptr_array_new();
	g_ptr_array_add(queue, (gpointer)file->path);
	for (guint i = 0; i < queue->len && reach->len < REACH_MAX; i++) {
		const struct fix_file *f = fix_tree_file(tree, queue->pdata[i]);
		for (guint k = 0; f && k < f->text->includes->len; k++) {
			const struct lex_include *in = &g_array_index(f->text->includes, struct lex_include, k);
			const char *name = fix_tree_header(tree, f->path, in->name);
			if (!name || g_ptr_array_find(queue, name, NULL))
				continue;
			g_ptr_array_add(queue, (gpointer)name);
			g_ptr_array_add(reach, (gpointer)name);
		}
	}
	return reach;
}

static bool includes(const struct fix_file *file, const char *header)
{
	for (guint k = 0; k < file->text->includes->len; k++)
		if (strcmp(g_array_index(file->text->includes, struct lex_include, k).name, header) == 0)
			return true;
	return false;
}

static bool reaches(struct fix_tree *tree, const struct fix_file *file, const char *header)
{
	g_autoptr(GPtrArray) reach = include_reach(tree, file);
	for (guint i = 0; i < reach->len; i++) {
		const struct fix_file *f = fix_tree_file(tree, reach->pdata[i]);
		if (f && includes(f, header))
			return true;
	}
	return false;
}

/* The name is used outside of comments and strings: then it is declared. */
static bool uses(const struct fix_file *file, const char *name)
{
	auto_ptr(tokens) t = tokens_new_all(file->text, 0, file->text->length);
	for (unsigned i = 0; i < t->n; i++)
		if (tokens_word(t, i, name) && (strcmp(name, "errno") == 0 || tokens_op(t, i + 1, '(')) &&
		    !(i > 0 &&
		      (tokens_op(t, i - 1, '.') || tokens_op(t, i - 1, OP_ARROW) || tokens_op(t, i - 1, OP_SCOPE))))
			return true;
	return false;
}

/* --- adding ----------------------------------------------------------------------------------------------------- */

static char *include_text(const struct lex_include *in)
{
	return g_strdup_printf(in->angled ? "<%s>" : "\"%s\"", in->name);
}

static bool is_plain(const struct fix_file *file, const struct lex_include *in)
{
	return in->arm < 0 || g_array_index(file->text->arms, struct if_arm, in->arm).header_guard;
}

/* The include behind which the new one goes: in a run of the same kind, sorted when the run is. */
static const struct lex_include *find_neighbour(struct fix_tree *tree, const struct fix_file *file, const char *header,
						bool *out_before)
{
	const struct lex_include *best = NULL, *anyone = NULL;
	bool angled = header[0] == '<';
	*out_before = false;
	for (guint k = 0; k < file->text->includes->len; k++) {
		const struct lex_include *in = &g_array_index(file->text->includes, struct lex_include, k);
		g_autofree char *text = include_text(in);
		if (!is_plain(file, in))
			continue;
		anyone = in;
		if (in->angled != angled || (angled && fix_tree_header(tree, file->path, in->name)))
			continue;
		if (!best || strcmp(text, header) < 0 || strchr(in->name, '/')) {
			bool smaller = strcmp(text, header) < 0;
			if (!best)
				*out_before = !smaller;
			else if (!smaller)
				continue;
			else
				*out_before = false;
			best = in;
		}
	}
	return best ? best : anyone;
}

static size_t code_begin(const struct source_text *text)
{
	auto_ptr(tokens) t = tokens_new_all(text, 0, text->length);
	size_t at = t->n ? token_at(t, 0)->begin : text->length;
	for (guint i = 0; i < text->defines->len; i++)
		at = MIN(at, g_array_index(text->defines, struct lex_define, i).offset);
	for (guint i = 0; i < text->includes->len; i++) {
		unsigned line = g_array_index(text->includes, struct lex_include, i).line;
		at = MIN(at, g_array_index(text->lines, size_t, line - 1));
	}
	while (at > 0 && text->bytes[at - 1] != '\n')
		at--;
	return at;
}

void include_add(struct fix_tree *tree, const struct fix_file *file, const char *header, struct edits *edits)
{
	bool before;
	const struct lex_include *in = find_neighbour(tree, file, header, &before);
	size_t at;
	if (in) {
		at = g_array_index(file->text->lines, size_t, in->line - 1);
		if (!before)
			at = insert_next_line(file->text, at);
	} else {
		at = code_begin(file->text);
	}
	edits_add(edits, file->path, at, at, g_strdup_printf("#include %s%s", header, file->style.eol));
}

void include_names(const struct fix_job *job, const struct fix_file *file, const GPtrArray *names, struct edits *edits)
{
	const GPtrArray *headers = job->rule->fix->headers;
	for (guint i = 0; i < headers->len; i++) {
		const struct rule_header *h = headers->pdata[i];
		if (!g_ptr_array_find((GPtrArray *)names, h->name, NULL) || includes(file, h->header) ||
		    uses(file, h->name) || reaches(job->tree, file, h->header))
			continue;
		g_autofree char *text = g_strdup_printf("<%s>", h->header);
		include_add(job->tree, file, text, edits);
	}
}
