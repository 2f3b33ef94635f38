/* Holding the sites of two runs, or of a run and a baseline, against each other. */
#ifndef POLICY_COMPARE_H
#define POLICY_COMPARE_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "util/auto.h"

/* How bad one error or flag is at a site; larger is worse. */
struct known_state {
	const char *name; /* interned: "ENOSYS", "SOCK_CLOEXEC" */
	const char *word; /* interned: "unhandled", "lost" */
	unsigned badness; /* 0: handled */
};

/* A site as a baseline or an earlier run knows it. */
struct known {
	char *id;
	const char *rule, *call, *path, *function; /* interned */
	GArray *states;                            /* of struct known_state: all errors, and the flags that are lost */
	struct site *site;                         /* borrowed; NULL in a baseline */
};

struct known *known_new(struct site *site);
void known_free(struct known *known);
/* Adds one state by its words; false when `word` is none for an error or a flag. */
bool known_add_state(struct known *known, const char *name, const char *word);
/* Whether there is anything to complain about. */
bool known_is_finding(const struct known *known);
/* Whether anything is worse in `now` than in `before`; what `before` does not have was handled. */
bool known_is_worse(const struct known *before, const struct known *now);
/* All sites of a run, in its order: of struct known *. */
GPtrArray *known_of_run(const struct run *run);

enum change_kind { CHANGE_NEW, CHANGE_FIXED, CHANGE_CHANGED, CHANGE_UNCHANGED, CHANGE_KIND_COUNT };
const char *change_kind_name(enum change_kind kind);

struct change {
	enum change_kind kind;
	const struct known *before, *now; /* borrowed; one of them is NULL for what came or went */
	bool worse;                       /* there is something to complain about that was not there before */
};

/* What is known of the files now. */
struct compare_files {
	bool (*is_gone)(const char *path, void *data); /* there is no such file any more */
	/* The function's name stands nowhere in the file any more; NULL: not known. */
	bool (*lacks_word)(const char *path, const char *word, void *data);
	void *data;
};

/* Pairs sites by id; then those of files that are gone with those of the same function elsewhere (a file was renamed),
 * and those of functions that are gone with the others of the file (a function was renamed). Gives struct change * in
 * the order of `now`, then what is no more. The changes borrow from both arrays. */
GPtrArray *compare_known(const GPtrArray *before, const GPtrArray *now, const struct compare_files *files);

UTIL_DEFINE_AUTO(known, known_free)

#endif
