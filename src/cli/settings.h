/* A project's settings and decisions, as a scan uses them: .sysfall.yaml, the baseline, and putting both onto a run. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <stdbool.h>

#include "cli/options.h"
#include "policy/policy.h"

struct settings {
	struct project *project;   /* NULL: none */
	struct baseline *baseline; /* NULL: none */
	bool partial;              /* see struct policy */
};

/* --config, --no-config, --baseline. */
extern const struct argp options_settings;

/* The settings file for a root: that of --config, or the root's; NULL when there is none. Free with g_free. */
char *settings_path(const struct options *options, const char *root);

/* Reads the settings for a root and fills in the options that were not given. NULL after a message. To be called before
 * anything else looks at the options. */
struct settings *settings_load(struct options *options, const char *root);
void settings_free(struct settings *settings);

/* Puts comments, settings and baseline onto a finished run. overlay: contents other than the disk's that were analysed;
 * may be NULL. */
void settings_apply(const struct settings *settings, struct run *run, const struct source_overlay *overlay);

UTIL_DEFINE_AUTO(settings, settings_free)

#endif
