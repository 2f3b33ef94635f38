/* --format and --output: which formats go where. "-" is standard output, which then has that format alone; whatever is
 * written goes to a place of its own. */
#include <string.h>
#include <sys/stat.h>

#include "cli/nearest.h"
#include "cli/options.h"

enum { KEY_FORMAT = 1024, KEY_OUTPUT, KEY_HISTORY, KEY_LOCAL_PATHS };

static GPtrArray *format_names(void)
{
	GPtrArray *names = g_ptr_array_new();

	for (const struct renderer *const *r = renderers; *r; r++)
		g_ptr_array_add(names, (gpointer)(*r)->name);
	return names;
}

static error_t find_format(struct options *options, const char *option, const char *name,
			   const struct renderer **out_renderer)
{
	const struct renderer *renderer = renderer_find(name);

	if (!renderer) {
		g_autoptr(GPtrArray) names = format_names();
		g_autofree char *hint = nearest_hint(name, "", names);

		g_ptr_array_add(names, NULL);
		g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);

		return options_fail(options, "%s: there is no format '%s'%s (there are %s)", option, name, hint, list);
	}
	*out_renderer = renderer;
	return 0;
}

static error_t set_format(struct options *options, const char *name)
{
	options->format_given = true;
	return find_format(options, "--format", name, &options->format);
}

static error_t set_printed(struct options *options, const struct renderer *renderer)
{
	if (options->printed)
		return options_fail(options, "--output: %s=- and %s=- both go to standard output",
				    options->printed->name, renderer->name);
	options->printed = renderer;
	return 0;
}

static error_t add_output(struct options *options, const char *text)
{
	const char *equals = strchr(text, '=');
	const struct renderer *renderer = NULL;

	if (!equals || !equals[1])
		return options_fail(options, "--output: '%s' is not FORMAT=FILE, as in json=findings.json", text);
	g_autofree char *name = g_strndup(text, (gsize)(equals - text));
	error_t failed = find_format(options, "--output", name, &renderer);

	if (failed)
		return failed;
	if (strcmp(equals + 1, "-") == 0)
		return set_printed(options, renderer);
	struct output_file *file = g_new(struct output_file, 1);

	*file = (struct output_file){renderer, g_strdup(equals + 1)};
	g_ptr_array_add(options->outputs, file);
	return 0;
}

/* Devices, pipes and descriptors take one output after the other. */
static bool is_same_file(const char *a, const char *b)
{
	g_autofree char *x = g_canonicalize_filename(a, NULL), *y = g_canonicalize_filename(b, NULL);
	struct stat first, second;
	bool there = stat(x, &first) == 0;

	if (there && !S_ISREG(first.st_mode))
		return false;
	return strcmp(x, y) == 0 ||
	       (there && stat(y, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino);
}

static error_t check_outputs(struct options *options)
{
	for (guint i = 0; i < options->outputs->len; i++) {
		const struct output_file *a = g_ptr_array_index(options->outputs, i);

		for (guint k = 0; k < i; k++) {
			const struct output_file *b = g_ptr_array_index(options->outputs, k);

			if (is_same_file(a->path, b->path))
				return options_fail(options, "--output: %s=%s and %s=%s are the same file",
						    b->renderer->name, b->path, a->renderer->name, a->path);
		}
	}
	return 0;
}

static error_t conclude_outputs(struct options *options)
{
	if (options->printed && options->format_given && options->format != options->printed)
		return options_fail(options, "--output: %s=- and --format=%s both go to standard output",
				    options->printed->name, options->format->name);
	if (options->printed)
		options->format = options->printed;
	return check_outputs(options);
}

static error_t parse_output(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_FORMAT: return set_format(options, text);
	case KEY_OUTPUT: return add_output(options, text);
	case 'q': options->quiet = true; return 0;
	case 'v': options->verbose = true; return 0;
	case KEY_HISTORY: options->history = true; return 0;
	case KEY_LOCAL_PATHS: options->local_paths = true; return 0;
	case ARGP_KEY_END: return conclude_outputs(options);
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option output[] = {
	{"format", KEY_FORMAT, "FORMAT", 0, "Print to standard output as", 0},
	{"output", KEY_OUTPUT, "FORMAT=FILE", 0,
	 "Write to FILE as well, as FORMAT; - is standard output, which then has nothing else; may be repeated", 0},
	{"verbose", 'v', NULL, 0, "In the text, all steps of the evidence, and the calls that fall back, too", 0},
	{"quiet", 'q', NULL, 0, "Print the findings only, one line each, and no progress", 0},
	{"history", KEY_HISTORY, NULL, 0, "In html, how the recorded runs before it went that had the same target, too",
	 0},
	{"local-paths", KEY_LOCAL_PATHS, NULL, 0, "In html, where the tree lies on this machine, too", 0},
	{0}};

/* The names of the formats are in the table of renderers alone. */
static char *fill_help(int key, const char *text, void *input)
{
	(void)input;
	if (key != KEY_FORMAT || !text)
		return (char *)(gpointer)text;
	g_autoptr(GPtrArray) names = format_names();

	g_ptr_array_remove_index(names, 0);
	g_ptr_array_add(names, NULL);
	g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);

	return g_strdup_printf("%s %s (the default), or %s", text, renderers[0]->name, list);
}

const struct argp options_output = {.options = output, .parser = parse_output, .help_filter = fill_help};
