/* Which steps of a piece of evidence are shown at first, and what stands for the others: the steps that decide, loop
 * turns folded, a row of tests with one answer told as one. Private to this folder. */
#ifndef RENDER_EVIDENCE_H
#define RENDER_EVIDENCE_H

#include <glib.h>

enum evidence_kind {
	EVIDENCE_STEP,  /* one step, shown */
	EVIDENCE_TESTS, /* tests of one value, one after the other, with the same answer */
	EVIDENCE_TURNS, /* what comes just before, once more or several times */
	EVIDENCE_REST   /* steps that decide less */
};

struct evidence_part {
	enum evidence_kind kind;
	guint first, count; /* steps; the parts hold each step once, in order */
};

/* Of struct evidence_part. `name` is the error that the evidence is about ("ENOSYS"), or NULL. Free with
 * g_array_unref. */
GArray *evidence_fold(const GPtrArray *steps, const char *name);
/* What stands for the steps of a part that is folded: "err is EPERM: 8 tests are false". Free with g_free. */
char *evidence_label(const GPtrArray *steps, const struct evidence_part *part);

#endif
