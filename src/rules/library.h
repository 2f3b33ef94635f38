/* What the C and POSIX libraries, and the event loops that everybody uses, are known to do: data, in one table
 * (library_table.c), for the lowering, the engine and whoever wants to know. A rule's own calls are not in it; those
 * are the rule's.
 *
 * A name means the library's function only where it can mean nothing else: see struct library_function, header. */
#ifndef RULES_LIBRARY_H
#define RULES_LIBRARY_H

#include <glib.h>
#include <stdbool.h>

enum library_does {
	LIBRARY_NO_RETURN = 1 << 0,   /* see unless_zero */
	LIBRARY_ABORTS = 1 << 1,      /* a signal ends the program */
	LIBRARY_JUMPS = 1 << 2,       /* goes on elsewhere: longjmp(), a C++ exception */
	LIBRARY_KEEPS_ERRNO = 1 << 3, /* errno is behind it what it was before; of others, it may be written */
	LIBRARY_MANAGES = 1 << 4,     /* asks or sets something of the descriptor that it is given, and keeps nothing */
	LIBRARY_CLOSES = 1 << 5,      /* closes it */
	LIBRARY_OPENS = 1 << 6,       /* a new descriptor each time, of something new */
	LIBRARY_WAITS = 1 << 7,       /* for events, or for time to pass */
	LIBRARY_CALLS_AGAIN = 1 << 8, /* calls a function that it is given, whenever something happens */
	LIBRARY_ABSOLUTE = 1 << 9,    /* |argument| */
	LIBRARY_ERRNO_PLACE = 1 << 10, /* gives errno's address */
	LIBRARY_GIVES_BACK = 1 << 11,  /* its first argument, looked at otherwise */
	LIBRARY_ADDRESS = 1 << 12,     /* its first argument's address */
	LIBRARY_STD = 1 << 13,         /* a name of C++'s namespace std */
	LIBRARY_RAW = 1 << 14          /* no function: only syscall(SYS_NAME, …) */
};

struct library_function {
	const char *name;
	/* NULL: nobody else may give the name to a function (ISO C and POSIX reserve it, or it begins with an
	 * underscore). A header: it is the library's only where that is included, or where a system header declares it
	 * for somebody who includes that. */
	const char *header;
	/* One letter per argument: i an integer, s a text, p a pointer, f a function, . anything; * any number more.
	 * A call with other arguments means another function. NULL: not looked at. */
	const char *arguments;
	unsigned does;      /* enum library_does */
	bool unless_zero;   /* NO_RETURN: returns where its first argument is 0 */
	unsigned fills;     /* a bit per argument: what that points to holds something else afterwards … */
	const char *member; /* … or only the members of this name; NULL: all of it */
	unsigned callback;  /* CALLS_AGAIN: which argument */
	unsigned calls;     /* a bit per argument: a function that it calls, perhaps, before it comes back */
};

/* The table's line of that name; NULL for others. */
const struct library_function *library_find(const char *name);
/* Whether all of these bits are said of the name. */
bool library_does(const char *name, unsigned does);
/* That many arguments can be given to it. */
bool library_takes(const struct library_function *f, unsigned n_arguments);
/* 'i', 's', 'p', 'f' or '.': what the i-th argument has to be. */
char library_argument(const struct library_function *f, unsigned i);

/* library_plain.c: a name of the libraries that the table has no line for, since there is nothing to say of it. */
bool library_has_plain(const char *name);

/* library_words.c */
/* A macro or an attribute says by its words that a function does not return: NORETURN, ATTRIBUTE_NORETURN, __dead2,
 * does_not_return; not ANALYZER_NORETURN, NORETURN_IF_DEBUG. */
bool library_says_noreturn(const char *name, size_t length);

/* All lines, for tests. */
const struct library_function *library_table(size_t *out_n);

#endif
