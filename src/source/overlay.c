/* The overlay keeps each content in an anonymous file, mapped: what reads source maps files anyway, and need not know
 * where one came from. Names are compared normalised, since compilers and include lines write "dir/../x.h". */
#include "source/overlay.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/path.h"
#include "source/walk.h"

static void unmap(gpointer file)
{
	if (file)
		g_mapped_file_unref(file);
}

struct source_overlay *source_overlay_new(void)
{
	struct source_overlay *o = g_new0(struct source_overlay, 1);

	o->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unmap);
	return o;
}

void source_overlay_free(struct source_overlay *overlay)
{
	if (!overlay)
		return;
	g_hash_table_unref(overlay->files);
	g_free(overlay);
}

static bool write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		length -= (size_t)n;
	}
	return true;
}

static GMappedFile *in_memory(const void *bytes, size_t length)
{
	int fd = memfd_create("sysfall-overlay", MFD_CLOEXEC);
	GMappedFile *file = NULL;

	if (fd < 0)
		return NULL;
	if (write_all(fd, bytes, length))
		file = g_mapped_file_new_from_fd(fd, FALSE, NULL);
	close(fd);
	return file;
}

bool source_overlay_put(struct source_overlay *overlay, const char *absolute, const void *bytes, size_t length,
			GError **error)
{
	GMappedFile *file = bytes ? in_memory(bytes, length) : NULL;

	if (bytes && !file) {
		g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_READ, "no memory for the content of %s", absolute);
		return false;
	}
	g_hash_table_replace(overlay->files, path_absolute("/", absolute), file);
	return true;
}

static bool look_up(const struct source_overlay *overlay, const char *absolute, GMappedFile **out_file)
{
	gpointer found;

	if (!overlay || g_hash_table_size(overlay->files) == 0)
		return false;
	g_autofree char *name = path_absolute("/", absolute);

	if (!g_hash_table_lookup_extended(overlay->files, name, NULL, &found))
		return false;
	*out_file = found;
	return true;
}

GMappedFile *source_overlay_map(const struct source_overlay *overlay, const char *absolute, GError **error)
{
	GMappedFile *file;

	if (!look_up(overlay, absolute, &file))
		return g_mapped_file_new(absolute, FALSE, error);
	if (file)
		return g_mapped_file_ref(file);
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: %s", absolute, g_strerror(ENOENT));
	return NULL;
}

bool source_overlay_read(const struct source_overlay *overlay, const char *path, char **out_bytes, gsize *out_length,
			 GError **error)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);

	if (!source_overlay_covers(overlay, absolute))
		return g_file_get_contents(path, out_bytes, out_length, error);
	GMappedFile *file = source_overlay_map(overlay, absolute, error);

	if (!file)
		return false;
	GString *copy = g_string_new_len(g_mapped_file_get_contents(file), (gssize)g_mapped_file_get_length(file));

	g_mapped_file_unref(file);
	*out_length = copy->len;
	*out_bytes = g_string_free(copy, FALSE);
	return true;
}

/* --- looking ---------------------------------------------------------------------------------------------------- */

#define READ_MAX (1 << 20) /* bytes; a larger file is mapped */

/* The whole of a small regular file; false for any other, and for one that grows meanwhile or can't be read. */
static bool read_small(const char *absolute, GByteArray *buffer)
{
	int fd = open(absolute, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	bool small = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < READ_MAX;
	size_t got = 0;

	while (small) {
		g_byte_array_set_size(buffer, (guint)st.st_size + 1);
		ssize_t n = read(fd, buffer->data + got, (size_t)st.st_size + 1 - got);

		if (n < 0 && errno == EINTR)
			continue;
		small = n >= 0 && got + (size_t)n <= (size_t)st.st_size;
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	if (fd >= 0)
		close(fd);
	if (small)
		g_byte_array_set_size(buffer, (guint)got);
	return small;
}

bool source_overlay_view(const struct source_overlay *overlay, const char *absolute, GByteArray *buffer,
			 struct source_view *out_view, GError **error)
{
	GMappedFile *file;

	if (!source_overlay_covers(overlay, absolute) && read_small(absolute, buffer)) {
		*out_view = (struct source_view){.bytes = (const char *)buffer->data, .length = buffer->len};
		return true;
	}
	file = source_overlay_map(overlay, absolute, error);
	if (!file)
		return false;
	*out_view = (struct source_view){g_mapped_file_get_contents(file), g_mapped_file_get_length(file), file};
	return true;
}

void source_view_clear(struct source_view *view)
{
	if (view->file)
		g_mapped_file_unref(view->file);
	*view = (struct source_view){.bytes = NULL};
}

bool source_overlay_has(const struct source_overlay *overlay, const char *absolute)
{
	GMappedFile *file;

	if (look_up(overlay, absolute, &file))
		return file != NULL;
	return access(absolute, R_OK) == 0 && !g_file_test(absolute, G_FILE_TEST_IS_DIR);
}

bool source_overlay_covers(const struct source_overlay *overlay, const char *absolute)
{
	GMappedFile *file;

	return look_up(overlay, absolute, &file);
}
