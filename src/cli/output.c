/* Everything is rendered before the first byte is written, so that a fault in one format spoils none. Source lines for
 * the text are read from the files as they are now; the last file is kept, since findings come file by file. */
#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/record.h"
#include "cli/root.h"
#include "util/file.h"
#include "util/lines.h"

#define SOURCE_MAX (64 << 20) /* bytes of a file that snippets are shown of */

bool output_stdout(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			cli_error("cannot write to standard output: %s; what was printed is not complete",
				  g_strerror(errno));
			return false;
		}
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

/* The one file that is open. */
struct sources {
	const char *root;
	char *path;
	GMappedFile *file; /* NULL: can't be read */
	GArray *lines;
};

static void sources_clear(struct sources *s)
{
	g_clear_pointer(&s->path, g_free);
	g_clear_pointer(&s->file, g_mapped_file_unref);
	g_clear_pointer(&s->lines, g_array_unref);
}

static void sources_open(struct sources *s, const char *path)
{
	g_autofree char *absolute = g_path_is_absolute(path) ? g_strdup(path) : g_build_filename(s->root, path, NULL);

	sources_clear(s);
	s->path = g_strdup(path);
	if (!g_file_test(absolute, G_FILE_TEST_IS_REGULAR))
		return;
	s->file = g_mapped_file_new(absolute, FALSE, NULL);
	if (s->file && g_mapped_file_get_length(s->file) > SOURCE_MAX)
		g_clear_pointer(&s->file, g_mapped_file_unref);
	if (s->file)
		s->lines = lines_index(g_mapped_file_get_contents(s->file), g_mapped_file_get_length(s->file));
}

static char *source_line(const char *path, unsigned line, void *data)
{
	struct sources *s = data;
	size_t length;

	if (g_strcmp0(s->path, path) != 0)
		sources_open(s, path);
	if (!s->file)
		return NULL;
	const char *text = lines_get(s->lines, g_mapped_file_get_contents(s->file), g_mapped_file_get_length(s->file),
				     line, &length);
	return text ? g_strndup(text, length) : NULL;
}

static const char *source_bytes(const char *path, size_t *out_length, void *data)
{
	struct sources *s = data;

	if (g_strcmp0(s->path, path) != 0)
		sources_open(s, path);
	if (!s->file)
		return NULL;
	*out_length = g_mapped_file_get_length(s->file);
	return *out_length ? g_mapped_file_get_contents(s->file) : "";
}

/* What is to be rendered: a run, or what changed between two. */
struct subject {
	const struct run *run;
	const struct diff *diff; /* NULL: the run */
	const struct rule_set *rules;
	const GPtrArray *history;
};

static GString *render(const struct subject *subject, const struct renderer *renderer, bool color, bool quiet)
{
	g_autofree char *prefix = root_prefix(subject->run->root);
	struct sources sources = {.root = subject->run->root};
	struct render_options how = {.rules = subject->rules,
				     .color = color,
				     .quiet = quiet,
				     .path_prefix = prefix,
				     .source_line = source_line,
				     .source_bytes = source_bytes,
				     .source_data = &sources,
				     .history = subject->history};
	g_autoptr(GError) error = NULL;
	GString *out = g_string_new(NULL);
	bool ok = subject->diff ? diff_render(subject->diff, renderer, &how, out, &error)
				: renderer->render(subject->run, &how, out, &error);

	if (!ok) {
		cli_error("cannot print the run as %s: %s", renderer->name, error ? error->message : "unknown reason");
		g_string_free(out, TRUE);
		out = NULL;
	}
	sources_clear(&sources);
	return out;
}

static void string_free(gpointer string)
{
	if (string)
		g_string_free(string, TRUE);
}

static bool write_files(const GPtrArray *files, const GPtrArray *contents)
{
	bool ok = true;

	for (guint i = 0; i < files->len; i++) {
		const struct output_file *file = g_ptr_array_index(files, i);
		const GString *bytes = g_ptr_array_index(contents, i);
		g_autoptr(GError) error = NULL;

		if (file_put(file->path, bytes->str, bytes->len, &error))
			continue;
		cli_error("%s; name another file with --output %s=FILE", error->message, file->renderer->name);
		ok = false;
	}
	return ok;
}

static bool output(const struct subject *subject, const struct options *options)
{
	g_autoptr(GPtrArray) contents = g_ptr_array_new_with_free_func(string_free);
	bool color = term_has_color(options->color, STDOUT_FILENO);
	bool ok = true;

	for (guint i = 0; i < options->outputs->len; i++) {
		const struct output_file *file = g_ptr_array_index(options->outputs, i);

		g_ptr_array_add(contents, render(subject, file->renderer, false, options->quiet));
		ok = ok && g_ptr_array_index(contents, i);
	}
	GString *printed = render(subject, options->format, color, options->quiet);

	g_ptr_array_add(contents, printed);
	if (!ok || !printed)
		return false;
	ok = write_files(options->outputs, contents);
	return output_stdout(printed->str, printed->len) && ok;
}

static bool wants_history(const struct options *options)
{
	bool wanted = options->format->shows_history;

	for (guint i = 0; i < options->outputs->len; i++)
		wanted = wanted ||
			 ((const struct output_file *)g_ptr_array_index(options->outputs, i))->renderer->shows_history;
	return wanted;
}

bool output_run(const struct run *run, const struct rule_set *rules, const struct options *options)
{
	g_autoptr(GPtrArray) history = wants_history(options) ? record_history(options, run) : NULL;

	return output(&(struct subject){run, NULL, rules, history}, options);
}

bool output_diff(const struct diff *diff, const struct rule_set *rules, const struct options *options)
{
	return output(&(struct subject){diff->now, diff, rules, NULL}, options);
}
