/* Everything that one scan found, as plain data: what the store records and the renderers print. */
#ifndef MODEL_RUN_H
#define MODEL_RUN_H

#include <glib.h>
#include <stdbool.h>

#include "model/site.h"

struct occurrence {
	struct location where;
	const char *rule; /* interned */
	enum occurrence_class class;
	char *note; /* owned; NULL, or why (the condition of an inactive region, the compiler's message) */
};

struct problem {
	const char *path; /* interned; "" when it is about no file */
	unsigned line;    /* 0 when it is about the whole file */
	const char *kind; /* interned: parse, timeout, crash, memory, config, unreadable, encoding, stale, budget,
			     conflict, empty */
	char *text;       /* owned */
	bool incomplete;  /* the scan's answer is incomplete because of it (exit 3) */
};

struct run_files {
	unsigned seen, searched, candidates, analysed, cached, failed;
	unsigned configurations, parses; /* of the analysed ones, all together */
};

struct run_target {
	char *kernel, *arch, *libc; /* owned, NULL when not given */
	bool sandbox;
};
void run_target_clear(struct run_target *target);

/* The commit that was scanned; all NULL when it is not known. */
struct run_origin {
	char *top, *repository, *revision, *branch; /* owned: the work tree, a URI, an id; no branch: NULL */
};

/* What the answer hangs on: a change of anything else leaves it as it is. Of interned const char *, sorted. */
struct run_reach {
	GPtrArray *files;    /* parsed or included; relative to the root */
	GPtrArray *mentions; /* names that all files were searched for, and perhaps RUN_REACH_PASTED */
	GPtrArray *defines;  /* functions and macros whose text counts wherever it stands */
};
#define RUN_REACH_PASTED "##" /* variables were asked about: macros that paste names, and constants, count, too */

struct run {
	gint64 id;          /* database row, 0 before it is recorded */
	char *root;         /* owned, absolute */
	char *place;        /* owned: before paths, to have them from the repository's top: "sub/"; NULL: nothing. Ids
			     * are made of those paths, so that scans of a part and of the whole agree; not recorded */
	char *started;      /* owned, RFC 3339, UTC */
	char *tool_version; /* owned: what made the record */
	double seconds;
	bool complete;
	struct run_target target;
	struct run_files files;
	struct run_origin origin;
	char *compile_database; /* owned, relative to root when below it; NULL when none was used */
	GPtrArray *sites;       /* of struct site *, sorted by location */
	GPtrArray *occurrences; /* of struct occurrence *, sorted by location */
	GPtrArray *problems;    /* of struct problem *, sorted by path, line, kind, text */
	struct run_reach reach; /* not recorded */
	GPtrArray *remarked;    /* of interned const char *: files with a word to this program, in which there may be
				   nothing else to find; not recorded */
};

/* What became of the sites of a run, in numbers. */
struct run_totals {
	gint64 id;
	char *started; /* owned */
	bool complete;
	unsigned handled, partly, unhandled, undecided; /* sites, as render/tally.h tells them apart */
};
void run_totals_free(struct run_totals *totals);

struct run *run_new(void);
void run_free(struct run *run);

struct occurrence *occurrence_new(const char *path, unsigned line, unsigned column, const char *rule,
				  enum occurrence_class class, const char *note);
void occurrence_free(struct occurrence *o);
struct problem *problem_new(const char *path, unsigned line, const char *kind, bool incomplete, const char *text);
void problem_free(struct problem *p);

/* Whether nothing is left open: no problem is marked incomplete, no occurrence is unreached and no site is open. */
bool run_is_complete(const struct run *run);

/* Sorts sites, occurrences and problems, drops equal problems, gives the sites their ids and sets `complete`:
 * true when no problem is marked incomplete, no occurrence is unreached and no site is open. */
void run_finish(struct run *run);

UTIL_DEFINE_AUTO(run, run_free)

#endif
