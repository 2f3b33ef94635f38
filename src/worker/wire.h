/* What the two ends of a worker's socket say to each other: a job's number goes in, one header and that many bytes come
 * out. Private to this folder. */
#ifndef WORKER_WIRE_H
#define WORKER_WIRE_H

#include "worker/pool.h"

#define WIRE_MAGIC  0x73663031u /* "sf01" */
#define WIRE_LENGTH (G_MAXUINT32 / 2)

struct wire_header {
	guint32 magic;
	guint32 job;
	guint32 length;
};

/* The child's whole life: limits, then jobs from the socket until it is closed. `stderr_fd` takes what the jobs print
 * (-1: they print where the parent does), emptied before each job. Does not return. */
G_NORETURN void child_run(const struct pool *pool, int sock, int stderr_fd, pid_t parent);

/* True in a build whose sanitizer needs more address space than any limit would leave. */
bool wire_has_sanitizer(void);

#endif
