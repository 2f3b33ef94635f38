/* Everything is rendered before the first byte is written, so that a fault in one format spoils none. Source lines for
 * the text are read from the files as they are now; the last file is kept, since findings come file by file. */
#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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
	const struct source_overlay *overlay;
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
	if (!source_overlay_covers(s->overlay, absolute) && !g_file_test(absolute, G_FILE_TEST_IS_REGULAR))
		return;
	s->file = source_overlay_map(s->overlay, absolute, NULL);
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

static GString *render(const struct run *run, const struct renderer *renderer, const struct rule_set *rules, bool color,
		       const struct options *options)
{
	g_autofree char *prefix = root_prefix(run->root);
	struct sources sources = {.root = run->root, .overlay = options->overlay};
	struct render_options how = {.rules = rules,
				     .color = color,
				     .quiet = options->quiet,
				     .path_prefix = prefix,
				     .source_line = source_line,
				     .source_data = &sources};
	g_autoptr(GError) error = NULL;
	GString *out = g_string_new(NULL);

	if (!renderer->render(run, &how, out, &error)) {
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

		if (file_replace(file->path, bytes->str, bytes->len, &error))
			continue;
		cli_error("%s; name another file with --output %s=FILE", error->message, file->renderer->name);
		ok = false;
	}
	return ok;
}

bool output_run(const struct run *run, const struct rule_set *rules, const struct options *options)
{
	g_autoptr(GPtrArray) contents = g_ptr_array_new_with_free_func(string_free);
	bool color = term_has_color(options->color, STDOUT_FILENO);
	bool ok = true;

	for (guint i = 0; i < options->outputs->len; i++) {
		const struct output_file *file = g_ptr_array_index(options->outputs, i);

		g_ptr_array_add(contents, render(run, file->renderer, rules, false, options));
		ok = ok && g_ptr_array_index(contents, i);
	}
	GString *printed = render(run, options->format, rules, color, options);

	g_ptr_array_add(contents, printed);
	if (!ok || !printed)
		return false;
	ok = write_files(options->outputs, contents);
	return output_stdout(printed->str, printed->len) && ok;
}
