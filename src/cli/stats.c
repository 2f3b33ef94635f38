/* A line for each question that somebody has who waits: what was read, what was parsed and why so often, what was
 * asked, and which of these took the time. */
#include "cli/stats.h"

#include "cli/cli.h"

static const char *const phase_names[SCAN_PHASE_COUNT] = {"finding files", "searching", "parsing", "judging",
							  "the rest"};

unsigned stats_count_headers(const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	unsigned count = 0;

	while (dir && (name = g_dir_read_name(dir)))
		count += g_str_has_suffix(name, ".pch");
	if (dir)
		g_dir_close(dir);
	return count;
}

static void tell_parses(const struct scan_stats *stats, const struct run *run, unsigned headers)
{
	cli_tell("stats: parsing: %u files given to workers in %u rounds, %u of them again; %u parses in %u "
		 "configurations; %u taken from the cache; %u headers compiled",
		 stats->jobs, stats->parse_rounds, stats->again, run->files.parses, run->files.configurations,
		 run->files.cached, headers);
}

void stats_tell(const struct scan_stats *stats, const struct run *run, unsigned headers)
{
	g_autofree char *bytes = g_format_size(stats->bytes);
	g_autoptr(GString) times = g_string_new(NULL);

	cli_tell("stats: files: %u seen, %u searched (%s, %u times), %u parsed, %u not analysed", run->files.seen,
		 run->files.searched, bytes, stats->searches, run->files.analysed, run->files.failed);
	tell_parses(stats, run, headers);
	cli_tell("stats: judging: %u explorations in %u rounds, for %u sites", stats->explorations, stats->judge_rounds,
		 run->sites->len);
	for (int i = 0; i < SCAN_PHASE_COUNT; i++)
		g_string_append_printf(times, "%s%.2f %s", i ? ", " : "", stats->seconds[i], phase_names[i]);
	cli_tell("stats: seconds: %s", times->str);
}
