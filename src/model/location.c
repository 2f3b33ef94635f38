/* Ordering of places. Paths are compared by their bytes and not by the locale, so that the same tree gives the same
 * order everywhere. */
#include "model/location.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static int number_compare(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int path_compare(const char *a, const char *b)
{
	if (a == b)
		return 0;
	if (!a || !b)
		return a ? 1 : -1;
	int order = strcmp(a, b);
	return (order > 0) - (order < 0);
}

int location_compare(const struct location *a, const struct location *b)
{
	int order = path_compare(a->path, b->path);
	if (order == 0)
		order = number_compare(a->line, b->line);
	if (order == 0)
		order = number_compare(a->column, b->column);
	return order;
}

static bool is_trial_word(const char *word, size_t n)
{
	static const char *const words[] = {"test",       "tests",     "testing",  "tester",  "testsuite",
					    "unittest",   "unittests", "bench",    "benches", "benchmark",
					    "benchmarks", "example",   "examples", "sample",  "samples",
					    "demo",       "demos",     "fuzz",     "fuzzing", "selftest"};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == n && strncasecmp(words[i], word, n) == 0)
			return true;
	return false;
}

/* A word of a folder's or a file's name, between what is neither letter nor digit. */
bool path_is_trial(const char *path)
{
	for (const char *at = path; at && *at;) {
		size_t n = 0;
		while (isalnum((unsigned char)at[n]))
			n++;
		if (is_trial_word(at, n))
			return true;
		at += n + (at[n] != '\0');
	}
	return false;
}
