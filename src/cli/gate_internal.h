/* Private to the gate's files. */
#ifndef CLI_GATE_INTERNAL_H
#define CLI_GATE_INTERNAL_H

#include "cli/gate.h"
#include "policy/compare.h"
#include "vcs/vcs.h"

struct gate_side {
	GPtrArray *listed; /* of struct vcs_file *, owned */
	GPtrArray *files;  /* of char *, borrowed: their paths */
	struct source_overlay *overlay;
};

struct gate {
	struct vcs *vcs;
	char *base_name;           /* owned: as people call it */
	bool whole;                /* files count as a whole */
	bool named;                /* and so do named files that did not change */
	struct gate_side sides[2]; /* by enum vcs_side */
	struct run *base;          /* NULL: it need not be known */
	GPtrArray *before;         /* of struct known *: the base's sites; NULL likewise */
	GHashTable *texts;         /* path -> struct gate_text *, owned */
};

/* --- gate_code.c: what stands in changed code --- */
/* The change that made the file at this path what it is; NULL: it did not change. */
const struct vcs_change *gate_change_of(const struct gate *gate, const char *path);
/* A line of these is new, or one of the function around them. */
bool gate_is_changed(struct gate *gate, const char *path, unsigned first, unsigned last);
void gate_text_free(gpointer text);

/* --- gate_memo.c: what is known without a scan --- */
/* An earlier scan's answer hangs on none of what changed since, nor on what the change changes. */
bool gate_is_idle(const struct gate *gate, const struct scan_options *how);
/* Keeps what the answer hangs on. */
void gate_keep(const struct gate *gate, const struct scan_options *how, const struct run *run);

/* --- gate_reach.c --- */
struct gate_reach;
struct gate_reach *gate_reach_new(const struct run_reach *reach);
void gate_reach_free(struct gate_reach *reach);
/* The answer may hang on the file's having these contents (of GBytes *, NULL: no such file), one after the other. */
bool gate_reach_has(const struct gate_reach *reach, const char *path, const GPtrArray *contents);
UTIL_DEFINE_AUTO(gate_reach, gate_reach_free)

/* --- gate_narrow.c --- */
/* Something could not be analysed, where the code did not change. */
bool gate_left_elsewhere(struct gate *gate, const struct run *run);

/* --- gate_tell.c --- */
/* Adds to the evidence what changed, in words. */
void gate_tell_plainly(struct gate *gate, struct site *site, const char *what);
/* Adds the changed line to the evidence of what became worse. */
void gate_tell(struct gate *gate, const struct change *worse);

#endif
