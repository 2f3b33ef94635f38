/* Messages on stderr. Text from outside (paths, arguments, other libraries' errors) is data, so the whole line goes
 * through the repair. Each line is written at once: those of two processes don't mix. */
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>

#include "util/utf8.h"

static void G_GNUC_PRINTF(2, 0) say(const char *kind, const char *format, va_list args)
{
	g_autofree char *text = g_strdup_vprintf(format, args);
	g_autofree char *line = utf8_printable(text, strlen(text));
	g_autofree char *whole = g_strconcat("sysfall: ", kind, line, "\n", NULL);

	/* Where stderr can't be written, there is nobody to tell. */
	(void)!write(STDERR_FILENO, whole, strlen(whole));
}

void cli_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", format, args);
	va_end(args);
}

void cli_warning(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("warning: ", format, args);
	va_end(args);
}

void cli_note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("note: ", format, args);
	va_end(args);
}

void cli_tell(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say("", format, args);
	va_end(args);
}
