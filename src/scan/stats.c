/* Counting is cheap, so the pipeline does it wherever it is asked to; nothing is asked of workers. */
#include "scan/stats.h"

struct scan_stats *scan_stats_new(void)
{
	struct scan_stats *stats = g_new0(struct scan_stats, 1);

	stats->parsed = g_hash_table_new(NULL, NULL);
	return stats;
}

void scan_stats_free(struct scan_stats *stats)
{
	if (!stats)
		return;
	g_hash_table_unref(stats->parsed);
	g_free(stats);
}

void scan_stats_begin(struct scan_stats *stats)
{
	if (stats)
		stats->since = g_get_monotonic_time();
}

void scan_stats_end(struct scan_stats *stats, enum scan_phase phase)
{
	gint64 now = g_get_monotonic_time();

	if (!stats)
		return;
	stats->seconds[phase] += (double)(now - stats->since) / G_USEC_PER_SEC;
	stats->since = now;
}

void scan_stats_parsed(struct scan_stats *stats, const char *path)
{
	if (!stats)
		return;
	stats->jobs++;
	stats->again += !g_hash_table_add(stats->parsed, (gpointer)g_intern_string(path));
}
