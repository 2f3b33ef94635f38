/* Runs jobs in forked processes, each with limits, so that a crash, a hang or a memory blow-up costs one job. The jobs'
 * inputs are in the parent's memory when the pool starts (the children inherit them); only a job's number goes in and
 * bytes come out. Results are delivered in job order whatever `workers` is; a job that dies in a process which had done
 * others before is tried once more in a new one, so that its outcome does not depend on what ran before it. */
#ifndef WORKER_POOL_H
#define WORKER_POOL_H

#include <glib.h>
#include <stdbool.h>

enum pool_outcome {
	POOL_DONE,
	POOL_CRASHED, /* a signal, or exit() */
	POOL_TIMEOUT,
	POOL_MEMORY, /* an allocation failed under the limit, or the kernel killed it */
	POOL_LOST    /* its answer came damaged */
};

struct pool {
	unsigned n_jobs;
	unsigned workers; /* processes at once; 0: the cores */
	unsigned timeout; /* seconds for one job; 0: none */
	guint64 memory;   /* bytes of address space for one worker; 0: none */
	bool verbose;     /* what jobs print on stderr is shown; otherwise it is only looked at when one dies */
	void *data;
	void (*start)(void *data); /* in each child before its first job; may be NULL */
	/* In a child: does job and appends its answer. */
	void (*work)(unsigned job, GByteArray *out, void *data);
	/* In the parent, in job order: answer is borrowed, NULL unless POOL_DONE; detail is one line ("signal 11"), or
	 * NULL. */
	void (*done)(unsigned job, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data);
	/* In the parent, whenever a job ends: for progress; may be NULL. */
	void (*progress)(unsigned finished, void *data);
	/* Asked now and then in the parent; true ends everything at once; may be NULL. */
	bool (*cancelled)(void *data);
};

/* False when processes cannot be made at all or it was cancelled; the children are gone in every case. */
bool pool_run(const struct pool *pool, GError **error);

#define POOL_ERROR pool_error_quark()
GQuark pool_error_quark(void);
enum pool_error { POOL_ERROR_FORK, POOL_ERROR_CANCELLED };

#endif
