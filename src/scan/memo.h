/* What one scan remembers for the next: values by key, kept by somebody else (a database). A key says everything that
 * the value was made from, or the value says what else has to hold; see memo.c and answer.c. */
#ifndef SCAN_MEMO_H
#define SCAN_MEMO_H

#include <glib.h>

struct scan_memo {
	GBytes *(*get)(const char *key, void *data); /* owned by the caller; NULL when there is none */
	void (*put)(const char *key, GBytes *value, void *data);
	void *data;
};

#endif
