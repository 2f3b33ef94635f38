/* The progress line: "parsing 120/480 (25%) 36/s, 10 s left". The rate is that of the whole phase so far: calm, and
 * right in the long run. */
#include "util/progress.h"

#include <string.h>
#include <unistd.h>

#include "util/term.h"
#include "util/utf8.h"

enum { FIRST_AFTER = G_USEC_PER_SEC, EVERY = G_USEC_PER_SEC / 5 };

struct progress {
	int fd;
	bool shown, visible;
	gint64 (*now)(void);
	gint64 started, phase_started, drawn;
	char *phase; /* owned; NULL before the first update */
};

struct progress *progress_new(int fd, bool shown, gint64 (*now)(void))
{
	struct progress *progress = g_new0(struct progress, 1);
	progress->fd = fd;
	progress->shown = shown;
	progress->now = now ? now : g_get_monotonic_time;
	progress->started = progress->now();
	return progress;
}

/* A terminal that is gone is no reason to stop working. */
static void put(const struct progress *progress, const char *bytes)
{
	ssize_t ignored = write(progress->fd, bytes, strlen(bytes));
	(void)ignored;
}

static void append_time_left(GString *line, double seconds)
{
	unsigned s = (unsigned)MIN(seconds + 0.5, 360000.0);
	if (s < 60)
		g_string_append_printf(line, ", %u s left", s);
	else if (s < 3600)
		g_string_append_printf(line, ", %u min %02u s left", s / 60, s % 60);
	else
		g_string_append_printf(line, ", %u h %02u min left", s / 3600, s / 60 % 60);
}

static void append_rate(GString *line, unsigned done, unsigned total, gint64 elapsed)
{
	double seconds = (double)elapsed / G_USEC_PER_SEC;
	if (done == 0 || seconds < 0.5)
		return;
	double rate = done / seconds;
	g_string_append_printf(line, rate < 10 ? " %.1f/s" : " %.0f/s", rate);
	if (total > done)
		append_time_left(line, (total - done) / rate);
}

/* Cut to the terminal's width: a line that wraps could not be taken away again. */
static void draw(struct progress *progress, unsigned done, unsigned total, gint64 now)
{
	g_autofree char *phase = utf8_printable(progress->phase, strlen(progress->phase));
	g_autoptr(GString) line = g_string_new(phase);
	if (total > 0)
		g_string_append_printf(line, " %u/%u (%u%%)", done, total,
				       (unsigned)(100.0 * MIN(done, total) / total));
	else
		g_string_append_printf(line, " %u", done);
	append_rate(line, done, total, now - progress->phase_started);
	unsigned width = MAX(term_width(progress->fd), 2) - 1;
	while (utf8_width(line->str) > width)
		g_string_truncate(line, (gsize)(g_utf8_find_prev_char(line->str, line->str + line->len) - line->str));
	g_string_prepend(line, "\r");
	g_string_append(line, "\033[K");
	put(progress, line->str);
	progress->visible = true;
	progress->drawn = now;
}

void progress_update(struct progress *progress, const char *phase, unsigned done, unsigned total)
{
	if (!progress->shown)
		return;
	gint64 now = progress->now();
	if (g_strcmp0(progress->phase, phase) != 0) {
		g_free(progress->phase);
		progress->phase = g_strdup(phase);
		progress->phase_started = now;
	}
	if (now - progress->started >= FIRST_AFTER && now - progress->drawn >= EVERY)
		draw(progress, done, total, now);
}

void progress_clear(struct progress *progress)
{
	if (!progress->visible)
		return;
	put(progress, "\r\033[K");
	progress->visible = false;
	progress->drawn = 0;
}

void progress_free(struct progress *progress)
{
	if (!progress)
		return;
	progress_clear(progress);
	g_free(progress->phase);
	g_free(progress);
}
