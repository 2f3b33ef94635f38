/* A loop whose turns are taken by several threads. For work on files in the program itself, before it forks: no thread
 * is left when the loop ends. */
#ifndef UTIL_PARALLEL_H
#define UTIL_PARALLEL_H

/* How many threads a loop may get; 0 wanted: one for each core. At least 1, at most PARALLEL_MAX. */
#define PARALLEL_MAX 16
unsigned parallel_threads(unsigned wanted);

/* Calls work once for each index below n, on so many threads (parallel_threads() says how many make sense). The turns
 * are taken in no order; `thread` numbers the one that it runs on from 0, which is the caller's. Fewer threads are
 * used where no more can be made. */
void parallel_run(unsigned n, unsigned threads, void (*work)(unsigned index, unsigned thread, void *data), void *data);

#endif
