/* What the command line says wins over what the file says; lists of the file are used where the command line has none.
 */
#include "cli/settings.h"

#include <string.h>

#include "cli/root.h"
#include "source/path.h"

#define BYTES_MAX (64 << 20) /* of a file that comments are looked for in */

enum { KEY_CONFIG = 768, KEY_NO_CONFIG, KEY_BASELINE };

static error_t parse_settings(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_CONFIG:
		g_free(options->config);
		options->config = g_strdup(text);
		return 0;
	case KEY_NO_CONFIG: options->no_config = true; return 0;
	case KEY_BASELINE:
		g_free(options->baseline);
		options->baseline = g_strdup(text);
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option table[] = {
	{"config", KEY_CONFIG, "FILE", 0,
	 "Take the project's settings from FILE (default: the nearest " PROJECT_FILE
	 " from the root up to the top of its git repository)",
	 0},
	{"no-config", KEY_NO_CONFIG, NULL, 0, "Take no settings from a file", 0},
	{"baseline", KEY_BASELINE, "FILE", 0,
	 "Findings that FILE has (see sysfall baseline) are not reported unless they became worse", 0},
	{0}};
const struct argp options_settings = {.options = table, .parser = parse_settings};

char *settings_path(const struct options *options, const char *root)
{
	if (options->no_config || options->config)
		return options->no_config ? NULL : g_strdup(options->config);
	g_autofree char *folder = root_upwards(root, PROJECT_FILE);

	return folder ? g_build_filename(folder, PROJECT_FILE, NULL) : NULL;
}

static void fill_in(char **option, const char *setting)
{
	if (!*option)
		*option = g_strdup(setting);
}

static void fill_in_path(char **option, const char *root, const char *setting)
{
	if (!*option && setting)
		*option = g_path_is_absolute(setting) ? g_strdup(setting) : g_build_filename(root, setting, NULL);
}

static void fill_in_list(GPtrArray *option, const GPtrArray *setting)
{
	for (guint i = 0; i < setting->len; i++)
		g_ptr_array_add(option, g_strdup(g_ptr_array_index(setting, i)));
}

/* A glob as it is seen from the root; owned. */
static char *seen_from_root(const char *glob, const char *root)
{
	g_autofree char *absolute = g_canonicalize_filename(glob, NULL);
	const char *rest = path_below(root, absolute);

	return g_strdup(rest && *rest ? rest : absolute);
}

/* A glob of the command line is relative to the root. It may also be seen from the current folder, as a shell has it:
 * then it need not begin with a dot. */
static void resolve_excludes(struct options *options, const char *root)
{
	g_autofree char *here = g_get_current_dir();
	bool elsewhere = strcmp(here, root) != 0;
	guint given = options->excludes->len;

	for (guint i = 0; i < given; i++) {
		char *glob = g_ptr_array_index(options->excludes, i);
		bool dotted = g_str_has_prefix(glob, "./") || g_str_has_prefix(glob, "../");

		if (dotted) {
			options->excludes->pdata[i] = seen_from_root(glob, root);
			g_free(glob);
		} else if (elsewhere && *glob != '/') {
			g_ptr_array_add(options->excludes, seen_from_root(glob, root));
		}
	}
}

/* What the file says of paths is relative to its folder, which may be above the root. */
static void fill_in_excludes(struct options *options, const struct project *project, const char *folder)
{
	for (guint i = 0; i < project->excludes->len; i++) {
		const char *glob = g_ptr_array_index(project->excludes, i);
		bool above = project->place && *project->place && *glob != '/';

		g_ptr_array_add(options->excludes, above ? g_build_filename(folder, glob, NULL) : g_strdup(glob));
	}
}

static void fill_in_all(struct options *options, const struct project *project, const char *root)
{
	bool has_rules = options->rule_ids->len, has_errnos = options->errnos->len;

	fill_in(&options->kernel, project->kernel);
	fill_in(&options->arch, project->arch);
	fill_in(&options->libc, project->libc);
	options->sandbox = options->sandbox || project->sandbox;
	if (!has_rules)
		fill_in_list(options->rule_ids, project->rules);
	if (!has_errnos)
		fill_in_list(options->errnos, project->errnos);
	fill_in_excludes(options, project, root);
	fill_in_path(&options->build_dir, root, project->build_dir);
	fill_in_path(&options->baseline, root, project->baseline);
	if (project->has_fail_on && !options->fail_on_given)
		options->fail_on = project->fail_on;
}

/* Not the whole root, or not all that the project wants to be looked for. */
static bool is_partial(const struct options *options, const char *root)
{
	if (options->staged || options->since || options->from_stdin || options->rule_ids->len ||
	    options->errnos->len || options->arguments->len > 1)
		return true;
	if (options->arguments->len == 0)
		return false;
	g_autofree char *only = g_canonicalize_filename(g_ptr_array_index(options->arguments, 0), NULL);

	return strcmp(only, root) != 0;
}

static bool load_baseline(struct settings *settings, const struct options *options)
{
	g_autoptr(GError) error = NULL;

	if (!options->baseline)
		return true;
	settings->baseline = baseline_load(options->baseline, &error);
	if (!settings->baseline)
		cli_error("%s%s", error->domain == G_FILE_ERROR ? "baseline: " : "", error->message);
	return settings->baseline;
}

/* That of the settings' file, unless it was named: then the root's. */
static char *folder_of(const struct options *options, const char *root)
{
	char *folder = options->config ? NULL : root_upwards(root, PROJECT_FILE);

	return folder ? folder : g_strdup(root);
}

static char *place_below(const char *folder, const char *root)
{
	const char *rest = path_below(folder, root);

	return rest && *rest ? g_strconcat(rest, "/", NULL) : g_strdup("");
}

struct settings *settings_load(struct options *options, const char *root)
{
	auto_ptr(settings) settings = g_new0(struct settings, 1);
	g_autofree char *path = settings_path(options, root);
	g_autoptr(GError) error = NULL;

	settings->partial = is_partial(options, root);
	resolve_excludes(options, root);
	if (path) {
		settings->project = project_load(path, &error);
		if (!settings->project) {
			cli_error("%s%s", error->domain == G_FILE_ERROR ? "settings: " : "", error->message);
			return NULL;
		}
		g_autofree char *folder = folder_of(options, root);

		settings->project->place = place_below(folder, root);
		settings->partial = settings->partial || *settings->project->place;
		fill_in_all(options, settings->project, folder);
	}
	return load_baseline(settings, options) ? g_steal_pointer(&settings) : NULL;
}

void settings_free(struct settings *settings)
{
	if (!settings)
		return;
	project_free(settings->project);
	baseline_free(settings->baseline);
	g_free(settings);
}

/* A run's files as they were analysed. */
struct analysed {
	const char *root;
	const struct source_overlay *overlay;
};

static GBytes *read_analysed(const char *path, void *data)
{
	const struct analysed *files = data;
	g_autofree char *absolute = g_canonicalize_filename(path, files->root);

	if (!source_overlay_covers(files->overlay, absolute) && !g_file_test(absolute, G_FILE_TEST_IS_REGULAR))
		return NULL; /* a pipe would wait for its writer */
	GMappedFile *file = source_overlay_map(files->overlay, absolute, NULL);

	if (!file)
		return NULL;
	GBytes *bytes = g_mapped_file_get_length(file) <= BYTES_MAX ? g_mapped_file_get_bytes(file) : NULL;

	g_mapped_file_unref(file);
	return bytes;
}

void settings_apply(const struct settings *settings, struct run *run, const struct source_overlay *overlay)
{
	struct analysed files = {run->root, overlay};
	struct policy policy = {.project = settings->project,
				.baseline = settings->baseline,
				.partial = settings->partial,
				.read = read_analysed,
				.data = &files};

	policy_apply(run, &policy);
}
