/* Patches for sites, and their proof: each is tried on the text in memory, with the analysis that found the site, and
 * only what holds is called good. Nothing is written here but what fix_apply() writes. */
#ifndef FIX_FIX_H
#define FIX_FIX_H

#include <glib.h>
#include <stdbool.h>

#include "model/run.h"
#include "scan/scan.h"

/* The ladder; a patch stands on the last rung that held. */
enum fix_rung {
	RUNG_NONE,
	RUNG_APPLIES,  /* to exactly the bytes that were scanned */
	RUNG_PARSES,   /* with no diagnostic that was not there before */
	RUNG_ANALYSED, /* every errno leads to the fallback, no flag is lost, nothing else got worse */
	RUNG_COMPILES, /* with the file's own command */
	RUNG_COUNT
};
const char *fix_rung_name(enum fix_rung rung);

struct fix_style;

struct fix_options {
	const struct scan_options *scan;
	const struct fix_style *style; /* fix_styles[0]: inline where it fits, else a wrapper */
	const char *helper; /* a header for the wrapper, relative to the root; NULL: a function in each file */
	bool nolint;        /* mark the fallback's call for clang-tidy */
	bool verify_build;  /* climb to RUNG_COMPILES where there is a command */
};

/* What became of one site. */
struct fix_patch {
	const struct site *site; /* borrowed from the run before */
	const char *way;         /* static: "extended", "inline", "wrapper" …; NULL: there is no patch */
	enum fix_rung rung;
	bool good;           /* stands on every rung that was to be climbed */
	char *why;           /* owned: why no patch, why not inline, or what failed; may be NULL */
	GPtrArray *paths;    /* of interned const char *: the files it changes */
	struct edits *edits; /* owned */
	unsigned next;       /* of the style's ways */
	bool settled, late;  /* proven; overlaps another one's change in this round */
};

struct fix_change {
	const char *path; /* interned, relative */
	char *hash;       /* owned: SHA-256 of the old bytes; NULL: the file is new */
	char *bytes;      /* owned: the new ones */
	size_t length;
	char *diff; /* owned */
	bool good;  /* false: of patches that failed, to be looked at only */
};

struct fix_result {
	GPtrArray *patches; /* of struct fix_patch *, in the sites' order */
	GPtrArray *changes; /* of struct fix_change *, by path: all good patches together; then those that failed */
	struct run *after;  /* the scan of the patched text; NULL when nothing was patched */
};

/* sites: of struct site * of `before`. NULL with an error when the answer could not be trusted at all. */
struct fix_result *fix_run(const struct fix_options *options, const struct run *before, const GPtrArray *sites,
			   GError **error);
void fix_result_free(struct fix_result *result);

/* Whether there is anything to mend at the site. */
bool fix_is_needed(const struct site *site);

/* Writes the good changes: all, or none and an error; a file that changed since it was read is refused. */
bool fix_apply(const struct fix_result *result, const char *root, GError **error);

#define FIX_ERROR fix_error_quark()
GQuark fix_error_quark(void);
enum fix_error { FIX_ERROR_CHANGED, FIX_ERROR_WRITE, FIX_ERROR_BUILD };

UTIL_DEFINE_AUTO(fix_result, fix_result_free)

#endif
