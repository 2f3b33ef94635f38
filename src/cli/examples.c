/* The examples can be typed as they stand, in a tree that has such files. The manual page has them, too. */
#include "cli/examples.h"

#include <string.h>

static const struct {
	const char *command, *text;
} examples[] = {
	{"sysfall", "  sysfall scan src                          what lacks a fallback below src\n"
		    "  sysfall scan --kernel 2.6.35 --arch arm . what lacks one on that kernel\n"
		    "  sysfall show src/net.c:31                 why, step by step\n"
		    "  sysfall fix src/net.c | git apply         a patch that was proven\n"},
	{"sysfall scan", "  sysfall scan                              all of the current folder\n"
			 "  sysfall scan -p build src/net.c           one file, with the flags of its build\n"
			 "  sysfall scan --staged                     what a commit would make worse (a git hook)\n"
			 "  sysfall scan --changed-since origin/main  what a branch makes worse (CI)\n"
			 "  sysfall scan --output sarif=out.sarif .   for code scanning, beside the text\n"
			 "  sysfall scan --stdin --stdin-filename src/net.c <buffer   in an editor\n"},
	{"sysfall fix", "  sysfall fix src/net.c | git apply         take over what is proven\n"
			"  sysfall fix src/net.c:31                  the patch for one place\n"
			"  sysfall fix --series debian/patches       one numbered patch per file\n"},
	{"sysfall report", "  sysfall report --format html >report.html a report to hand on\n"
			   "  sysfall report --run 3 --verbose          an earlier run, with all evidence\n"
			   "  sysfall report --kernel 3.2 --arch x86_64 what of it holds on that kernel\n"},
	{"sysfall diff", "  sysfall diff                              since the scan before\n"
			 "  sysfall diff 3 7                          between two runs of sysfall runs\n"
			 "  sysfall diff .sysfall.baseline            since a baseline was made\n"},
	{"sysfall show", "  sysfall show src/net.c:31                 the place in that line\n"
			 "  sysfall show a8c8                         by its id, or how it begins\n"
			 "  sysfall show --coverage                   what was looked at, and what was not\n"},
	{"sysfall baseline", "  sysfall baseline >.sysfall.baseline       accept what is there today\n"
			     "  sysfall scan --baseline .sysfall.baseline report what is new\n"},
	{"sysfall config", "  sysfall config                            the settings as a scan here uses them\n"
			   "  sysfall config --check                    is the file right?\n"},
	{"sysfall cache", "  sysfall cache --prune --days 7            drop what was not used for a week\n"},
	{"sysfall explain", "  sysfall explain accept4                   by the call, or sysfall-accept4\n"},
	{"sysfall run", "  sysfall run --errno EPERM -- memcached    as in a container that refuses it\n"
			"  sysfall run --kernel 2.6.35 --arch arm -- ./server   as on that kernel\n"},
};

static const char environment[] = "  NO_COLOR         set: no colour, unless --color=always\n"
				  "  FORCE_HYPERLINK  set: rule ids are links on any terminal; 0: on none\n"
				  "  XDG_CACHE_HOME   where compiled system headers are kept (~/.cache)\n"
				  "  PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF   of scan --hook: the range to look at\n";

void examples_print(const char *command, FILE *out)
{
	for (unsigned i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		if (strcmp(examples[i].command, command) == 0)
			fprintf(out, "\nExamples:\n%s", examples[i].text);
	if (strcmp(command, "sysfall") == 0 || strcmp(command, "sysfall scan") == 0)
		fprintf(out, "\nEnvironment:\n%s", environment);
}
