/* The pipeline over a tree: what `sysfall scan` does between its options and its output. */
#ifndef SCAN_SCAN_H
#define SCAN_SCAN_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "rules/rule.h"
#include "scan/memo.h"
#include "scan/stats.h"
#include "source/overlay.h"

struct scan_options {
	char *root;        /* absolute; paths in the result are relative to it */
	const char *place; /* before paths, to have them from the repository's top; NULL: nothing */
	const char *top;   /* absolute: how far up headers of the project may lie that are included; NULL: the root */
	char **paths;      /* NULL-terminated; what to scan below it */
	const GPtrArray *
		files; /* of char *: the files of the tree, relative, instead of those that a walk finds; may be NULL */
	char *build_dir; /* -p: where compile_commands.json is; NULL: looked for */
	char **excludes;
	const struct source_overlay *overlay; /* contents other than the disk's: staged, patched; may be NULL */
	const struct rule_set *rules;
	const struct scan_memo *memo; /* what earlier scans found out; NULL: nothing is recalled and nothing kept */
	struct scan_stats *stats;     /* what it cost is added to it; NULL: nobody asks */
	unsigned jobs;                /* 0: the cores */
	unsigned timeout;             /* seconds for one file; 0: default */
	guint64 memory;               /* bytes for one worker; 0: default */
	struct run_target target;
	char *header_cache; /* a folder for compiled system headers; NULL: they are read every time */
	/* Called now and then with what is going on; may be NULL. */
	void (*progress)(const char *phase, unsigned done, unsigned total, void *data);
	bool (*cancelled)(void *data);
	void *data;
};

/* The finished run (sorted, with ids), or NULL with an error when the answer could not be trusted at all. */
struct run *scan_run(const struct scan_options *options, GError **error);

/* A run that has found nothing: begun now, for the options' root and target. */
struct run *scan_run_empty(const struct scan_options *options);

#define SCAN_ERROR scan_error_quark()
GQuark scan_error_quark(void);
enum scan_error { SCAN_ERROR_USAGE, SCAN_ERROR_CANCELLED, SCAN_ERROR_MODULE };

#endif
