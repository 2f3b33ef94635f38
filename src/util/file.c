/* Replacing files. g_file_set_contents_full() does most of this, but forgets the mode of what it replaces and turns a
 * symbolic link into a file. */
#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

static mode_t wanted_mode(const char *path)
{
	struct stat st;
	if (stat(path, &st) == 0)
		return st.st_mode & 07777;
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

/* close() is asked too: some file systems only then say that the disk is full. */
static bool fill(int fd, const char *path, const void *bytes, size_t length)
{
	bool ok = fchmod(fd, wanted_mode(path)) == 0 && write_all(fd, bytes, length) && fsync(fd) == 0;
	int saved = errno;
	if (close(fd) != 0 && ok)
		return false;
	errno = saved;
	return ok;
}

/* So that the rename survives a power cut; where a folder cannot be synced it is done as well as it can be. */
static void sync_folder(const char *path)
{
	g_autofree char *dir = g_path_get_dirname(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)fsync(fd);
	(void)close(fd);
}

static bool fail(const char *path, GError **error)
{
	int why = errno;
	g_autofree char *name = g_filename_display_name(path);
	g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(why), "cannot write %s: %s", name,
		    g_strerror(why));
	return false;
}

bool file_replace(const char *path, const void *bytes, size_t length, GError **error)
{
	char *resolved = realpath(path, NULL);
	g_autofree char *target = g_strdup(resolved ? resolved : path);
	free(resolved);
	struct stat st;
	if (stat(target, &st) == 0 && !S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return fail(path, error);
	}
	g_autofree char *dir = g_path_get_dirname(target);
	g_autofree char *base = g_path_get_basename(target);
	g_autofree char *temporary = g_strdup_printf("%s/.%.200s.XXXXXX", dir, base);
	int fd = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(path, error);
	if (!fill(fd, target, bytes, length) || rename(temporary, target) != 0) {
		int saved = errno;
		(void)g_unlink(temporary);
		errno = saved;
		return fail(path, error);
	}
	sync_folder(target);
	return true;
}

/* The descriptor that a name stands for; -1 for other names. What a shell has redirected to a file must be written
 * where the file stands open, not beside it. */
static int own_descriptor(const char *path)
{
	static const char *const names[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
	guint64 number;

	for (int fd = 0; fd < (int)G_N_ELEMENTS(names); fd++) {
		if (strcmp(path, names[fd]) == 0)
			return fd;
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(folders); i++) {
		if (g_str_has_prefix(path, folders[i]) &&
		    g_ascii_string_to_unsigned(path + strlen(folders[i]), 10, 0, G_MAXINT, &number, NULL))
			return (int)number;
	}
	return -1;
}

static bool is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

bool file_put(const char *path, const void *bytes, size_t length, GError **error)
{
	int own = own_descriptor(path);

	if (own >= 0)
		return write_all(own, bytes, length) || fail(path, error);
	if (!is_special(path))
		return file_replace(path, bytes, length, error);
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return fail(path, error);
	bool ok = write_all(fd, bytes, length);
	int saved = errno;

	if (close(fd) != 0 && ok)
		return fail(path, error);
	errno = saved;
	return ok || fail(path, error);
}
