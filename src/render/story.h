/* What every format says about a site, in the same words. Private to this folder. */
#ifndef RENDER_STORY_H
#define RENDER_STORY_H

#include <glib.h>
#include <stdbool.h>

#include "model/site.h"
#include "render/renderer.h"

/* What happens then, as half a sentence; NULL for CONSEQUENCE_NONE. */
extern const char *const story_at_run_time[CONSEQUENCE_COUNT];

/* "accept4() falls back on ENOSYS, but not on EPERM". Free with g_free, here and below. */
char *story_headline(const struct site *site);
/* Neither handled nor deferred. */
bool story_is_bad(const struct errno_verdict *v);
/* A verdict before this one has the same evidence, but for the error's name. */
bool story_told_before(const struct site *site, guint index);
/* "EPERM (and likewise ENOTSUP, …)": this error and those after it with the same evidence. */
char *story_names(const struct site *site, guint index);
/* "with EPERM (and likewise ENOTSUP): the reason; at run time the consequence" */
char *story_text(const struct site *site, guint index);
/* The worst that happens, of all verdicts. */
enum consequence story_consequence(const struct site *site);
/* The headline and that: "accept4() has no fallback for ENOSYS; at run time the program exits" */
char *story_sentence(const struct site *site);
/* "SOCK_CLOEXEC is lost on the fallback path"; NULL when none is. */
char *story_lost_flags(const struct site *site);
/* Whether what there may be to complain about is missing fallback or lost flags that somebody has suppressed. */
bool story_is_suppressed(const struct site *site, enum site_part part);
/* There is something to complain about, and it counts for the run's target. It may be suppressed. */
bool story_is_told(const struct site *site);

/* For formats whose readers look from the folder where the program was started (a repository's root): what goes before
 * paths; "" when the scanned root is not below it. */
const char *story_path_prefix(const struct render_options *options);

/* A path as a shell takes it as an argument; free with g_free. */
char *story_shell_path(const char *prefix, const char *path);

#endif
