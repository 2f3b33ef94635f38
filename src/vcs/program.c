/* Git is asked through git: what a repository may look like (split and sparse indexes, SHA-256, settings of a work
 * tree, whom it may belong to) is git's to know, and a library that knows half of it would refuse commits that git
 * takes.
 *
 * Only plumbing is run, whose output no setting changes, and nothing that a repository's settings name is executed: no
 * monitor of the file system, no filter, no external diff. In- and output are files in memory, so that no pipe fills.
 */
#include "vcs/program.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vcs/vcs.h"

#define SAID_MAX 2000 /* bytes of a failed git's words that are told */

/* The user's environment, less what would change the output. */
static char **environment(void)
{
	char **env = g_get_environ();

	env = g_environ_setenv(env, "LC_ALL", "C", TRUE);
	env = g_environ_setenv(env, "GIT_OPTIONAL_LOCKS", "0", TRUE);
	env = g_environ_unsetenv(env, "GIT_LITERAL_PATHSPECS");
	env = g_environ_unsetenv(env, "GIT_GLOB_PATHSPECS");
	env = g_environ_unsetenv(env, "GIT_NOGLOB_PATHSPECS");
	return g_environ_unsetenv(env, "GIT_ICASE_PATHSPECS");
}

static GPtrArray *command_of(const char *folder, const char *const *arguments)
{
	static const char *const always[] = {"-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-pager"};
	GPtrArray *command = g_ptr_array_new();

	g_ptr_array_add(command, (gpointer) "git");
	g_ptr_array_add(command, (gpointer) "-C");
	g_ptr_array_add(command, (gpointer)folder);
	for (guint i = 0; i < G_N_ELEMENTS(always); i++)
		g_ptr_array_add(command, (gpointer)always[i]);
	for (; *arguments; arguments++)
		g_ptr_array_add(command, (gpointer)*arguments);
	g_ptr_array_add(command, NULL);
	return command;
}

static int memory_file(GBytes *content)
{
	int fd = memfd_create("sysfall-git", MFD_CLOEXEC);
	gsize length = 0;
	const char *bytes = content ? g_bytes_get_data(content, &length) : NULL;

	for (gsize done = 0; fd >= 0 && done < length;) {
		ssize_t n = write(fd, bytes + done, length - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		done += (gsize)n;
	}
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static GBytes *written_to(int fd)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(fd, FALSE, NULL);

	return file ? g_mapped_file_get_bytes(file) : g_bytes_new(NULL, 0);
}

/* The exit status; -1 with errno set when it could not be run. */
static int spawn(const GPtrArray *command, const int files[3], char **env)
{
	posix_spawn_file_actions_t actions;
	int failed, status;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	for (int i = 0; i < 3; i++)
		posix_spawn_file_actions_adddup2(&actions, files[i], i);
	failed = posix_spawnp(&pid, "git", &actions, NULL, (char **)command->pdata, env);
	posix_spawn_file_actions_destroy(&actions);
	errno = failed;
	if (failed)
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void tell(const char *folder, int failed, GBytes *said, GError **error)
{
	gsize length;
	const char *bytes = g_bytes_get_data(said, &length);
	g_autofree char *text = g_strchomp(g_strndup(length ? bytes : "", MIN(length, SAID_MAX)));
	const char *plain = g_str_has_prefix(text, "fatal: ") ? text + strlen("fatal: ") : text;

	if (failed < 0)
		g_set_error(error, VCS_ERROR, VCS_ERROR_PROGRAM, "git cannot be run: %s", g_strerror(errno));
	else if (strstr(text, "not a git repository"))
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "%s does not lie in a git repository", folder);
	else if (strstr(text, "must be run in a work tree"))
		g_set_error(error, VCS_ERROR, VCS_ERROR_REPOSITORY, "%s has no work tree, or lies outside of it",
			    folder);
	else
		g_set_error(error, VCS_ERROR, VCS_ERROR_PROGRAM, "git: %s",
			    *plain ? plain : "it failed without a word");
}

/* Takes env. */
static GBytes *run(const char *folder, const char *const *arguments, GBytes *input, char **env, GError **error)
{
	g_autoptr(GPtrArray) command = command_of(folder, arguments);
	g_auto(GStrv) own = env;
	int files[3] = {memory_file(input), memory_file(NULL), memory_file(NULL)};
	int status = files[0] < 0 || files[1] < 0 || files[2] < 0 ? -1 : spawn(command, files, own);
	GBytes *out = NULL;

	if (status == 0) {
		out = written_to(files[1]);
	} else {
		int why = errno;
		g_autoptr(GBytes) said = files[2] < 0 ? g_bytes_new(NULL, 0) : written_to(files[2]);

		errno = why;
		tell(folder, status, said, error);
	}
	for (int i = 0; i < 3; i++)
		if (files[i] >= 0)
			close(files[i]);
	return out;
}

GBytes *git_run(const char *folder, const char *const *arguments, GBytes *input, GError **error)
{
	return run(folder, arguments, input, environment(), error);
}

/* One more setting by way of the environment, where its name may hold any bytes. */
static char **add_setting(char **env, const char *key, const char *value)
{
	guint64 count = 0;
	const char *before = g_environ_getenv(env, "GIT_CONFIG_COUNT");

	if (before && !g_ascii_string_to_unsigned(before, 10, 0, G_MAXINT, &count, NULL))
		return env; /* git will say so */
	g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, count + 1);
	g_autofree char *key_name = g_strdup_printf("GIT_CONFIG_KEY_%" G_GUINT64_FORMAT, count);
	g_autofree char *value_name = g_strdup_printf("GIT_CONFIG_VALUE_%" G_GUINT64_FORMAT, count);

	env = g_environ_setenv(env, "GIT_CONFIG_COUNT", number, TRUE);
	env = g_environ_setenv(env, key_name, key, TRUE);
	return g_environ_setenv(env, value_name, value, TRUE);
}

/* Where no setting has the name, git fails without a word. */
static char **without_filters(const char *folder, char **env)
{
	static const char *const command[] = {
		"config", "--name-only", "-z", "--get-regexp", "^filter\\..*\\.(clean|process|required)$", NULL};
	g_autoptr(GBytes) bytes = git_run(folder, command, NULL, NULL);
	gsize length = 0;
	const char *at = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	for (const char *end = at + length; at < end; at += strlen(at) + 1)
		env = add_setting(env, at, g_str_has_suffix(at, ".required") ? "false" : "");
	return env;
}

GBytes *git_run_unfiltered(const char *folder, const char *const *arguments, GError **error)
{
	return run(folder, arguments, NULL, without_filters(folder, environment()), error);
}

char *git_line(const char *folder, const char *const *arguments, GError **error)
{
	g_autoptr(GBytes) bytes = git_run(folder, arguments, NULL, error);
	gsize length;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	if (!bytes)
		return NULL;
	if (length && text[length - 1] == '\n')
		length--;
	return g_strndup(length ? text : "", length);
}
