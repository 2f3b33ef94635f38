/* The overlay keeps each content in an anonymous file, mapped: what reads source maps files anyway, and need not know
 * where one came from. Names are compared normalised, since compilers and include lines write "dir/../x.h". */
#include "source/overlay.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
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
