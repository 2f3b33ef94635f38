/* Terminal capabilities, asked of the system each time (they are asked a handful of times in a run). */
#include "util/term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *const mode_words[COLOR_MODE_COUNT] = {
	[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};

static const char *const styles[STYLE_COUNT] = {
	[STYLE_PLAIN] = "",           [STYLE_BOLD] = "\033[1m",
	[STYLE_ERROR] = "\033[1;31m", [STYLE_WARNING] = "\033[1;35m",
	[STYLE_NOTE] = "\033[1;36m",  [STYLE_GOOD] = "\033[1;32m",
	[STYLE_FAINT] = "\033[2m",
};

bool color_mode_parse(const char *word, enum color_mode *out)
{
	for (int i = 0; i < COLOR_MODE_COUNT; i++) {
		if (strcmp(mode_words[i], word) == 0) {
			*out = (enum color_mode)i;
			return true;
		}
	}
	return false;
}

bool term_has_color(enum color_mode mode, int fd)
{
	if (mode != COLOR_AUTO)
		return mode == COLOR_ALWAYS;
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	if (no_color && *no_color)
		return false;
	return isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

/* A variable of the environment that a terminal with links sets, and what it begins with; NULL: it is set. */
static const struct {
	const char *variable, *begin;
} link_signs[] = {
	{"TERM_PROGRAM", "iTerm"}, {"TERM_PROGRAM", "WezTerm"}, {"TERM_PROGRAM", "vscode"}, {"TERM_PROGRAM", "ghostty"},
	{"TERM_PROGRAM", "Hyper"}, {"TERM_PROGRAM", "rio"},     {"TERM", "xterm-kitty"},    {"TERM", "alacritty"},
	{"TERM", "foot"},          {"TERM", "contour"},         {"KONSOLE_VERSION", NULL},  {"WT_SESSION", NULL},
	{"DOMTERM", NULL},
};
#define VTE_WITH_LINKS 5000 /* 0.50 */

bool term_has_links(int fd)
{
	const char *forced = getenv("FORCE_HYPERLINK"), *vte = getenv("VTE_VERSION");

	if (!isatty(fd) || (forced && strcmp(forced, "0") == 0))
		return false;
	if ((forced && *forced) || (vte && strtol(vte, NULL, 10) >= VTE_WITH_LINKS))
		return true;
	for (unsigned i = 0; i < sizeof(link_signs) / sizeof(*link_signs); i++) {
		const char *value = getenv(link_signs[i].variable), *begin = link_signs[i].begin;

		if (value && (!begin || strncmp(value, begin, strlen(begin)) == 0))
			return true;
	}
	return false;
}

unsigned term_width(int fd)
{
	struct winsize size;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	const char *columns = getenv("COLUMNS");
	long width = columns ? strtol(columns, NULL, 10) : 0;
	return width > 0 && width < 10000 ? (unsigned)width : 80;
}

const char *term_begin(enum term_style style, bool color)
{
	return color ? styles[style] : "";
}

const char *term_end(enum term_style style, bool color)
{
	return color && style != STYLE_PLAIN ? "\033[0m" : "";
}
