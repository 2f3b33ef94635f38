/* The command's own arguments, without those that write files; the text comes from standard input, so that the tree
 * stays as it is. Only asked for by name (--verify-build), since a compile database is somebody's code. */
#include "fix/build.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "source/path.h"
#include "source/walk.h"

/* Arguments that name an output; the second word goes, too. */
static const char *const outputs[] = {"-o", "-MF", "-MT", "-MQ", "--serialize-diagnostics", "-dependency-file"};
static const char *const alone[] = {"-c", "-S", "-E", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG"};

static bool is_one_of(const char *word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

static GPtrArray *arguments(const struct compdb_command *command, const char *file, const char *extra)
{
	bool cxx = source_is_cxx(file);
	GPtrArray *args = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *folder = g_path_get_dirname(file);
	g_ptr_array_add(args, g_strdup(cxx ? "c++" : "cc"));
	if (extra)
		g_ptr_array_add(args, g_strdup_printf("-iquote%s", extra));
	g_ptr_array_add(args, g_strdup_printf("-iquote%s", folder));
	for (char **a = command->args; *a; a++) {
		g_autofree char *absolute = **a == '-' ? NULL : path_absolute(command->directory, *a);
		if (is_one_of(*a, outputs, G_N_ELEMENTS(outputs))) {
			a += a[1] != NULL;
			continue;
		}
		bool writes = is_one_of(*a, alone, G_N_ELEMENTS(alone)) || g_str_has_prefix(*a, "-Wp,-M") ||
			      (g_str_has_prefix(*a, "-o") && (*a)[2]);
		if (!writes && !(absolute && strcmp(absolute, file) == 0))
			g_ptr_array_add(args, g_strdup(*a));
	}
	static const char *const last[] = {"-fsyntax-only", "-x"};
	for (size_t i = 0; i < G_N_ELEMENTS(last); i++)
		g_ptr_array_add(args, g_strdup(last[i]));
	g_ptr_array_add(args, g_strdup(cxx ? "c++" : "c"));
	g_ptr_array_add(args, g_strdup("-"));
	g_ptr_array_add(args, NULL);
	return args;
}

char *build_try(const struct compdb_command *command, const char *file, const char *bytes, size_t length,
		const char *extra)
{
	g_autoptr(GPtrArray) args = arguments(command, file, extra);
	g_autofree char *messages = NULL, *input = NULL;
	g_autoptr(GError) error = NULL;
	int status = 0;
	int fd = g_file_open_tmp("sysfall-XXXXXX", &input, &error);
	if (fd < 0 || !g_file_set_contents(input, bytes, (gssize)length, &error)) {
		(void)g_close(fd, NULL);
		return g_strdup(error->message);
	}
	(void)g_close(fd, NULL);
	/* a shell only to redirect; every word is an argument of its own */
	g_ptr_array_insert(args, 0, g_strdup("sh"));
	g_ptr_array_insert(args, 1, g_strdup("-c"));
	g_ptr_array_insert(args, 2, g_strdup("in=$1; shift; exec \"$@\" <\"$in\""));
	g_ptr_array_insert(args, 3, g_strdup("sh"));
	g_ptr_array_insert(args, 4, g_strdup(input));
	bool ran = g_spawn_sync(command->directory, (char **)args->pdata, NULL,
				G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &messages, &status,
				&error);
	(void)remove(input);
	if (!ran)
		return g_strdup(error->message);
	if (g_spawn_check_wait_status(status, NULL))
		return NULL;
	const char *first = messages ? strstr(messages, "error") : NULL;
	const char *at = first ? first : messages ? messages : "the compiler failed";
	return g_strndup(at, strcspn(at, "\n"));
}
