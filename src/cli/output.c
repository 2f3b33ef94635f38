/* Everything is rendered before the first byte is written, so that a fault in one format spoils none. Source lines for
 * the text are read from the files as they are now. */
#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/aside.h"
#include "cli/conclude.h"
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

/* A file that was asked for. */
struct source {
	GMappedFile *file; /* NULL: can't be read */
	GArray *lines;     /* NULL until one is asked for */
};

struct sources {
	const char *root;
	const struct source_overlay *overlay;
	GHashTable *files; /* path -> struct source *, owned */
};

static void source_free(gpointer data)
{
	struct source *s = data;

	if (s->file)
		g_mapped_file_unref(s->file);
	if (s->lines)
		g_array_unref(s->lines);
	g_free(s);
}

static struct source *source_open(struct sources *sources, const char *path)
{
	struct source *s = g_hash_table_lookup(sources->files, path);
	g_autofree char *absolute = g_canonicalize_filename(path, sources->root);

	if (s)
		return s;
	s = g_new0(struct source, 1);
	g_hash_table_insert(sources->files, g_strdup(path), s);
	if (!source_overlay_covers(sources->overlay, absolute) && !g_file_test(absolute, G_FILE_TEST_IS_REGULAR))
		return s;
	s->file = source_overlay_map(sources->overlay, absolute, NULL);
	if (s->file && g_mapped_file_get_length(s->file) > SOURCE_MAX)
		g_clear_pointer(&s->file, g_mapped_file_unref);
	return s;
}

static const char *source_bytes(const char *path, size_t *out_length, void *data)
{
	const struct source *s = source_open(data, path);

	if (!s->file)
		return NULL;
	*out_length = g_mapped_file_get_length(s->file);
	return *out_length ? g_mapped_file_get_contents(s->file) : "";
}

static char *source_line(const char *path, unsigned line, void *data)
{
	struct source *s = source_open(data, path);
	size_t length, size;
	const char *bytes = source_bytes(path, &size, data);

	if (!bytes)
		return NULL;
	if (!s->lines)
		s->lines = lines_index(bytes, size);
	const char *text = lines_get(s->lines, bytes, size, line, &length);

	return text ? g_strndup(text, length) : NULL;
}

/* What is to be rendered: a run, or what changed between two. */
struct subject {
	const struct run *run;
	const struct diff *diff; /* NULL: the run */
	const struct rule_set *rules;
	const GPtrArray *history;
	GHashTable *patches;
	const struct source_overlay *overlay;
	int exit_code;
};

/* standard: for standard output, which may be a terminal. */
static GString *render(const struct subject *subject, const struct renderer *renderer, bool standard,
		       const struct options *options)
{
	const char *root = subject->run->root;
	g_autofree char *prefix = renderer->from_top ? root_place(root) : root_prefix(root);
	struct sources sources = {subject->run->root, subject->overlay,
				  g_hash_table_new_full(g_str_hash, g_str_equal, g_free, source_free)};
	struct render_options how = {.rules = subject->rules,
				     .color = standard && term_has_color(options->color, STDOUT_FILENO),
				     .links = standard && term_has_links(STDOUT_FILENO),
				     .command_line = options->command_line,
				     .exit_code = subject->exit_code,
				     .quiet = options->quiet,
				     .verbose = options->verbose,
				     .path_prefix = prefix,
				     .source_line = source_line,
				     .source_bytes = source_bytes,
				     .source_data = &sources,
				     .history = subject->history,
				     .patches = subject->patches,
				     .local_paths = options->local_paths};
	g_autoptr(GError) error = NULL;
	GString *out = g_string_new(NULL);
	bool ok = subject->diff ? diff_render(subject->diff, renderer, &how, out, &error)
				: renderer->render(subject->run, &how, out, &error);

	if (!ok) {
		cli_error("cannot print the run as %s: %s", renderer->name, error ? error->message : "unknown reason");
		g_string_free(out, TRUE);
		out = NULL;
	}
	g_hash_table_unref(sources.files);
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
	bool ok = true;

	for (guint i = 0; i < options->outputs->len; i++) {
		const struct output_file *file = g_ptr_array_index(options->outputs, i);

		g_ptr_array_add(contents, render(subject, file->renderer, false, options));
		ok = ok && g_ptr_array_index(contents, i);
	}
	GString *printed = render(subject, options->format, true, options);

	g_ptr_array_add(contents, printed);
	if (!ok || !printed)
		return false;
	ok = write_files(options->outputs, contents);
	return output_stdout(printed->str, printed->len) && ok;
}

bool output_shows_origin(const struct options *options)
{
	bool shown = options->format->shows_origin;

	for (guint i = 0; i < options->outputs->len; i++)
		shown = shown ||
			((const struct output_file *)g_ptr_array_index(options->outputs, i))->renderer->shows_origin;
	return shown;
}

static bool wants_record(const struct options *options)
{
	bool wanted = options->format->shows_record;

	for (guint i = 0; i < options->outputs->len; i++)
		wanted = wanted ||
			 ((const struct output_file *)g_ptr_array_index(options->outputs, i))->renderer->shows_record;
	return wanted;
}

bool output_run(const struct run *run, const struct rule_set *rules, const struct options *options)
{
	g_autoptr(GPtrArray) history = NULL;
	g_autoptr(GHashTable) patches = NULL;

	if (wants_record(options))
		aside_read(options, run, &history, &patches);
	return output(
		&(struct subject){run, NULL, rules, history, patches, options->overlay, conclude_code(run, options)},
		options);
}

bool output_diff(const struct diff *diff, const struct rule_set *rules, const struct options *options, int exit_code)
{
	return output(&(struct subject){diff->now, diff, rules, NULL, NULL, NULL, exit_code}, options);
}
