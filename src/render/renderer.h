/* An output format is one struct of functions over a recorded run. Adding one: a new file and a line in renderer.c. */
#ifndef RENDER_RENDERER_H
#define RENDER_RENDERER_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "model/site_patch.h"
#include "rules/rule.h"

struct render_options {
	const struct rule_set *rules; /* for titles and explanations; may be NULL */
	bool color;
	bool links;               /* text: the terminal has links (OSC 8) */
	const char *command_line; /* as the program was started, quoted for a shell; or NULL */
	int exit_code;            /* that it will end with; only with a command line */
	bool quiet;               /* text: one line for each finding, nothing else */
	bool verbose;            /* text: sites with nothing to complain about too, and the evidence of every verdict */
	const char *path_prefix; /* text: put before paths, so that they can be opened from where the user is; or NULL
				  */
	/* A source line for carets and snippets (without its newline), or NULL when the file is gone; free with g_free.
	 */
	char *(*source_line)(const char *path, unsigned line, void *data);
	/* A whole file as it is now, borrowed until the rendering ends; NULL when it is gone. */
	const char *(*source_bytes)(const char *path, size_t *out_length, void *data);
	void *source_data;
	const GPtrArray *changes; /* of struct change: what became of each site since another run; NULL: not asked */
	GHashTable *patches;      /* a site's id -> struct site_patch *; or NULL */
	const GPtrArray *history; /* of struct run_totals: this run and those before it, oldest first; or NULL */
	bool local_paths;         /* html: tell where the tree lies on this machine */
};

struct renderer {
	const char *name;    /* "json" */
	const char *summary; /* for --help */
	bool marks_changes;  /* looks at the options' changes */
	bool shows_record;   /* looks at the options' history or patches */
	bool shows_origin;   /* looks at the run's origin */
	bool from_top;       /* its paths are relative to the repository's top, wherever the user is */
	bool (*render)(const struct run *run, const struct render_options *options, GString *out, GError **error);
};

/* NULL-terminated. */
extern const struct renderer *const renderers[];
const struct renderer *renderer_find(const char *name);

#endif
