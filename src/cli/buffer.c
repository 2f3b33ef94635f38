/* The file's place in the tree counts (its headers, its compile command, the settings), its contents on the disk do
 * not. It need not be there yet: then its folder is scanned, which has it all the same. PATHs are scanned beside it,
 * for the callers and helpers in them; only the file is reported on. */
#include "cli/buffer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli/root.h"
#include "source/overlay.h"
#include "source/path.h"
#include "source/walk.h"

#define BYTES_MAX (64 << 20)

struct buffer {
	char *absolute;
	struct source_overlay *overlay;
};

void buffer_free(struct buffer *buffer)
{
	if (!buffer)
		return;
	source_overlay_free(buffer->overlay);
	g_free(buffer->absolute);
	g_free(buffer);
}

static GByteArray *read_all(void)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	char chunk[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			cli_error("cannot read standard input: %s", g_strerror(errno));
			return NULL;
		}
		g_byte_array_append(bytes, (const guint8 *)chunk, (guint)n);
		if (bytes->len > BYTES_MAX) {
			cli_error("standard input is too large for a source file (more than %d MiB)", BYTES_MAX >> 20);
			return NULL;
		}
	}
	return g_steal_pointer(&bytes);
}

struct buffer *buffer_read(struct options *options)
{
	g_autoptr(GByteArray) bytes = read_all();
	g_autoptr(GError) error = NULL;

	if (!bytes)
		return NULL;
	auto_ptr(buffer) buffer = g_new0(struct buffer, 1);

	buffer->absolute = g_canonicalize_filename(options->stdin_filename, NULL);
	if (g_file_test(buffer->absolute, G_FILE_TEST_IS_DIR)) {
		cli_error("--stdin-filename: '%s' is a folder", options->stdin_filename);
		return NULL;
	}
	buffer->overlay = source_overlay_new();
	if (!source_overlay_put(buffer->overlay, buffer->absolute, bytes->len ? (const char *)bytes->data : "",
				bytes->len, &error)) {
		cli_error("%s", error->message);
		return NULL;
	}
	g_ptr_array_add(options->arguments, g_file_test(buffer->absolute, G_FILE_TEST_EXISTS)
						    ? g_strdup(buffer->absolute)
						    : g_path_get_dirname(buffer->absolute));
	return g_steal_pointer(&buffer);
}

static bool path_is_below(const char *root, const char *path)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);

	return path_below(root, absolute);
}

/* An editor may run anywhere: the root is the repository's top, or else the current folder when it says something, or
 * else the file's folder. */
static char *natural_root(const char *folder)
{
	g_autofree char *here = g_get_current_dir();
	char *top = root_top(folder);

	if (top)
		return top;
	return strcmp(here, "/") != 0 && path_below(here, folder) ? g_steal_pointer(&here) : g_strdup(folder);
}

char *buffer_root(const struct buffer *buffer, const struct options *options)
{
	g_autofree char *folder = g_path_get_dirname(buffer->absolute);
	g_autofree char *root = natural_root(folder);
	g_autoptr(GError) error = NULL;
	bool enough = g_file_test(folder, G_FILE_TEST_IS_DIR);

	for (guint i = 0; i < options->arguments->len; i++)
		enough = enough && path_is_below(root, g_ptr_array_index(options->arguments, i));
	char *found = enough ? g_steal_pointer(&root) : root_find(options->arguments, &error);

	if (!found)
		cli_error("%s", error->message);
	return found;
}

const struct source_overlay *buffer_overlay(const struct buffer *buffer)
{
	return buffer->overlay;
}

static bool is_about(const char *path, const char *name)
{
	return strcmp(path, name) == 0;
}

/* A name that says nothing of C is passed over in the file's folder; a file that is there is named outright. */
static void tell_passed_over(const struct buffer *buffer, const char *name, struct run *run)
{
	if (!source_is_c(buffer->absolute) && !run->sites->len && !run->occurrences->len &&
	    !g_file_test(buffer->absolute, G_FILE_TEST_EXISTS))
		g_ptr_array_add(run->problems,
				problem_new(name, 0, "empty", true, "its name is not that of a C or C++ file"));
}

void buffer_narrow(const struct buffer *buffer, struct run *run)
{
	g_autofree char *prefix =
		g_str_has_suffix(run->root, "/") ? g_strdup(run->root) : g_strconcat(run->root, "/", NULL);
	const char *name = buffer->absolute + (g_str_has_prefix(buffer->absolute, prefix) ? strlen(prefix) : 0);

	for (guint i = run->sites->len; i-- > 0;)
		if (!is_about(((const struct site *)run->sites->pdata[i])->where.path, name))
			g_ptr_array_remove_index(run->sites, i);
	for (guint i = run->occurrences->len; i-- > 0;)
		if (!is_about(((const struct occurrence *)run->occurrences->pdata[i])->where.path, name))
			g_ptr_array_remove_index(run->occurrences, i);
	for (guint i = run->problems->len; i-- > 0;) {
		const char *path = ((const struct problem *)run->problems->pdata[i])->path;

		if (*path && !is_about(path, name))
			g_ptr_array_remove_index(run->problems, i);
	}
	tell_passed_over(buffer, name, run);
	run->complete = run_is_complete(run);
}
