/* sysfall cache: how much earlier scans have left for later ones, and dropping it. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "store/cache.h"

#define DAY 86400 /* seconds */

enum { KEY_PRUNE = 512, KEY_DAYS, KEY_SIZE };

struct cache_options {
	bool prune;
	guint64 days, megabytes;
};

static struct cache_options *own(struct argp_state *state)
{
	return ((struct options *)state->input)->own;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_PRUNE: own(state)->prune = true; return 0;
	case KEY_DAYS: return options_number(options, "--days", text, 0, 100000, &own(state)->days);
	case KEY_SIZE: return options_number(options, "--size", text, 0, 1 << 20, &own(state)->megabytes);
	default: return options_parse_common(key, text, state);
	}
}

static const struct argp_option cache_options[] = {
	{"prune", KEY_PRUNE, NULL, 0, "Drop what was not used lately, and make the file smaller", 0},
	{"days", KEY_DAYS, "N", 0, "With --prune: keep what was used in the last N days (30)", 0},
	{"size", KEY_SIZE, "MIB", 0, "With --prune: keep that much at most (256, which no scan exceeds either)", 0},
	{0}};
static const struct argp_child children[] = {{&options_record_only, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp cache_argp = {
	.options = cache_options,
	.parser = parse,
	.doc = "Shows how much earlier scans have left in the database for later ones; --prune drops it.",
	.children = children,
};

int cmd_cache(struct cli *cli)
{
	struct cache_options wanted = {.days = 30, .megabytes = RECORD_CACHE_BYTES >> 20};
	auto_ptr(options) options = options_new();
	g_autoptr(GError) error = NULL;
	struct store_cache_size size = {0};
	int code;

	options->own = &wanted;
	if (!options_parse(cli, &cache_argp, options, &code))
		return code;
	auto_ptr(store) store = record_open(options);

	if (!store)
		return CLI_TROUBLE;
	if ((wanted.prune &&
	     !store_cache_prune(store, (gint64)wanted.days * DAY, (gint64)(wanted.megabytes << 20), &error)) ||
	    !store_cache_measure(store, &size, &error)) {
		cli_error("%s", error->message);
		return CLI_TROUBLE;
	}
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT " values, %.1f MiB\n", size.entries,
						(double)size.bytes / (1 << 20));

	return output_stdout(text, strlen(text)) ? CLI_CLEAN : CLI_TROUBLE;
}
