/* Colour decisions, and the progress line in time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/progress.h"
#include "util/term.h"

static void colour_modes(void **state)
{
	(void)state;
	enum color_mode mode = COLOR_AUTO;
	assert_true(color_mode_parse("never", &mode));
	assert_int_equal(mode, COLOR_NEVER);
	assert_false(color_mode_parse("sometimes", &mode));
	assert_int_equal(mode, COLOR_NEVER);
	assert_string_equal(term_begin(STYLE_ERROR, true), "\033[1;31m");
	assert_string_equal(term_begin(STYLE_ERROR, false), "");
	assert_string_equal(term_end(STYLE_ERROR, true), "\033[0m");
	assert_string_equal(term_end(STYLE_PLAIN, true), "");
}

static void colour_on_a_terminal_only(void **state)
{
	(void)state;
	int master = posix_openpt(O_RDWR | O_NOCTTY), pipes[2];
	assert_int_equal(pipe(pipes), 0);
	setenv("TERM", "xterm", 1);
	unsetenv("NO_COLOR");
	assert_true(term_has_color(COLOR_ALWAYS, pipes[1]));
	assert_false(term_has_color(COLOR_AUTO, pipes[1]));
	if (master >= 0 && isatty(master)) {
		assert_true(term_has_color(COLOR_AUTO, master));
		assert_false(term_has_color(COLOR_NEVER, master));
		setenv("NO_COLOR", "1", 1);
		assert_false(term_has_color(COLOR_AUTO, master));
		assert_true(term_has_color(COLOR_ALWAYS, master));
		setenv("NO_COLOR", "", 1);
		assert_true(term_has_color(COLOR_AUTO, master));
		setenv("TERM", "dumb", 1);
		assert_false(term_has_color(COLOR_AUTO, master));
	}
	close(master);
	close(pipes[0]);
	close(pipes[1]);
}

static gint64 fake_now;

static gint64 read_fake_clock(void)
{
	return fake_now;
}

/* What has been written to the pipe since the last time. Free with g_free. */
static char *drain(int fd)
{
	char buffer[4096];
	ssize_t length = read(fd, buffer, sizeof buffer);
	return g_strndup(buffer, length > 0 ? (gsize)length : 0);
}

static void assert_written(int fd, const char *expected)
{
	g_autofree char *written = drain(fd);
	assert_string_equal(written, expected);
}

static void progress_waits_and_goes(void **state)
{
	(void)state;
	int pipes[2];
	assert_int_equal(pipe2(pipes, O_NONBLOCK), 0);
	setenv("COLUMNS", "80", 1);
	fake_now = 10 * G_USEC_PER_SEC;
	auto_ptr(progress) progress = progress_new(pipes[1], true, read_fake_clock);
	progress_update(progress, "parsing", 1, 400);
	fake_now += G_USEC_PER_SEC / 2;
	progress_update(progress, "parsing", 50, 400);
	assert_written(pipes[0], "");
	progress_clear(progress);
	assert_written(pipes[0], "");
	fake_now += G_USEC_PER_SEC / 2;
	progress_update(progress, "parsing", 100, 400);
	assert_written(pipes[0], "\rparsing 100/400 (25%) 100/s, 3 s left\033[K");
	fake_now += G_USEC_PER_SEC / 10;
	progress_update(progress, "parsing", 110, 400);
	assert_written(pipes[0], "");
	fake_now += G_USEC_PER_SEC;
	progress_update(progress, "judging\n", 0, 0);
	assert_written(pipes[0], "\rjudging\\n 0\033[K");
	progress_clear(progress);
	assert_written(pipes[0], "\r\033[K");
	setenv("COLUMNS", "12", 1);
	fake_now += 2 * G_USEC_PER_SEC;
	progress_update(progress, "judging\n", 1, 10000);
	assert_written(pipes[0], "\rjudging\\n 1\033[K");
	unsetenv("COLUMNS");
	progress_free(g_steal_pointer(&progress));
	assert_written(pipes[0], "\r\033[K");
	close(pipes[0]);
	close(pipes[1]);
}

static void progress_keeps_quiet(void **state)
{
	(void)state;
	int pipes[2];
	assert_int_equal(pipe2(pipes, O_NONBLOCK), 0);
	fake_now = 0;
	auto_ptr(progress) progress = progress_new(pipes[1], false, read_fake_clock);
	fake_now += 100 * (gint64)G_USEC_PER_SEC;
	progress_update(progress, "parsing", 1, 2);
	progress_clear(progress);
	assert_written(pipes[0], "");
	close(pipes[0]);
	close(pipes[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colour_modes),
		cmocka_unit_test(colour_on_a_terminal_only),
		cmocka_unit_test(progress_waits_and_goes),
		cmocka_unit_test(progress_keeps_quiet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
