/* A rule: one call that may be missing at run time, and what makes a program survive that. Everything sysfall knows
 * about a call comes from its YAML file in rules/; no code outside this folder knows a call's name. All strings are
 * interned unless said otherwise, so that they can be compared by pointer after g_intern_string(). */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include <glib.h>
#include <stdbool.h>

#include "model/verdict.h"
#include "util/auto.h"

/* A function, or a raw call "syscall(NAME, …)": arguments are counted without the number. */
struct rule_call {
	const char *name; /* "accept4"; for a raw call "SYS_accept4" */
	bool raw;
	unsigned arity;
};

/* One way to give a descriptor a flag afterwards. `fcntl(fd, F_SETFD, value)`: value_argument 2, mask FD_CLOEXEC; the
 * command argument must equal `command`. A call with no value argument (FIOCLEX) has value_argument -1. A call whose
 * value is behind a pointer (FIONBIO) has value_by_pointer set, and any value that is not zero counts. */
struct rule_restore {
	const char *call; /* "fcntl" */
	unsigned fd_argument;
	int command_argument; /* -1: none */
	gint64 command;       /* the command's number on Linux */
	int value_argument;
	gint64 mask; /* the bits of the value that set the flag */
	bool value_by_pointer;
	bool clears; /* the contrary: the flag is off afterwards (FIONCLEX) */
	bool reads;  /* changes nothing: the result has the bits of mask where the flag is set (F_GETFD) */
};

#define RULE_FLAGS_MAX 64 /* they are sets of bits in the engine; a rule with more is refused */

struct rule_flag {
	const char *name;    /* "SOCK_CLOEXEC" */
	gint64 value;        /* its number on Linux (asm-generic) */
	GPtrArray *restores; /* of struct rule_restore * */
	char *restore;       /* owned: how a patch gives it, with '@' for the descriptor; NULL: a patch can't */
};

struct rule_errno {
	const char *name;
	int number; /* Linux, asm-generic */
};

/* What a patch needs to know beyond the judgement. */
struct rule_header {
	const char *name, *header; /* "fcntl" is declared in "fcntl.h" */
};

struct rule_fix {
	char *undo;       /* owned: ends what the fallback gave when a flag can't be restored; '@' is the descriptor */
	char *failed;     /* owned: the comparison that is true of a failure: "< 0" */
	char *succeeded;  /* owned: of success: ">= 0" */
	char *variable;   /* owned: a name for the result */
	char *helper;     /* owned: the name of a wrapper function */
	char *type;       /* owned: of its result */
	char *parameters; /* owned: "int sock, …", as many as the call's arguments */
	GPtrArray *headers; /* of struct rule_header *, owned */
};

struct rule {
	const char *id;    /* "accept4" */
	char *title;       /* owned: one line */
	char *explanation; /* owned: Markdown, for `explain` and the SARIF help */
	char *manual;      /* owned: the web address of the call's manual page; NULL: none is named */
	struct rule_call call;
	GPtrArray *raw; /* of struct rule_call *: other spellings of the same call */
	GPtrArray
		*multiplexers; /* of interned const char *: system calls that have others as operations: "socketcall" */
	gint64 failure;        /* what the call returns when it is missing */
	GPtrArray *errnos;     /* of struct rule_errno *: what it may fail with, each judged */
	GPtrArray *also;       /* of struct rule_errno *: seen in the field, only told as also_handled */
	GPtrArray *fallbacks;  /* of struct rule_call * */
	int flags_argument;    /* -1: the call takes no flags */
	GPtrArray *flags;      /* of struct rule_flag * */
	int descriptor_argument; /* of call and fallbacks alike: which argument says what is worked on (the listener);
				    -1 none */
	enum severity severity;  /* of a site with nothing handled */
	GPtrArray *tables;       /* of interned const char *: macros that only list the name, e.g. "SCMP_SYS" */
	GPtrArray *lookups;      /* of interned const char *: functions whose string argument names a symbol: "dlsym" */
	GPtrArray *availability; /* of struct rule_availability *, may be empty */
	struct rule_fix *fix;    /* owned; NULL: there are no patches for it */
	char *path;              /* owned: the file it was loaded from */
	char *digest;            /* owned: a hash of that file's content */
};

/* From which kernel on an architecture has the call: version as in "2.6.36", NULL = never. */
struct rule_availability {
	const char *arch;
	const char *since;
};

struct rule_set {
	GPtrArray *rules; /* of struct rule *, sorted by id */
};

/* Loads DIR/<id>.yaml for every file of DIR into the set. A bad file gives G error RULES_ERROR with
 * "FILE:LINE:COLUMN: what was expected". Two rules with one id are an error that names both files. */
bool rule_set_load(struct rule_set *set, const char *dir, GError **error);
struct rule_set *rule_set_new(void);
void rule_set_free(struct rule_set *set);
const struct rule *rule_set_find(const struct rule_set *set, const char *id);

/* Every identifier whose occurrences must be accounted for: calls and raw names of all rules, interned, no duplicates,
 * in a stable order. Free with g_ptr_array_unref. */
GPtrArray *rule_set_names(const struct rule_set *set);

/* The rule that an identifier is the call, or a raw name, of; NULL if none. */
const struct rule *rule_set_by_name(const struct rule_set *set, const char *identifier);

/* Whether the name is that of a system call that has others as its operations, by any rule. */
bool rule_set_multiplexes(const struct rule_set *set, const char *name);

/* Whether a function of that name gives a descriptor a flag, or takes one off, or reads them, by any rule. */
bool rule_set_restores(const struct rule_set *set, const char *name);

/* Linux errno names and numbers (asm-generic); EOPNOTSUPP and ENOTSUP are both 95, and 95 prints as ENOTSUP. */
bool errno_number(const char *name, int *out);
const char *errno_name(int number); /* "ENOSYS"; NULL if unknown */

/* Whether a target's kernel is known to have the call. kernel: "2.6.35", "5.10.0-20-amd64"; arch: "arm", "armhf",
 * "aarch64" …; either may be NULL. Without an architecture only what holds on all of the rule's counts. What a sandbox
 * denies is another question. */
enum rule_presence { RULE_PRESENCE_UNKNOWN, RULE_PRESENT, RULE_ABSENT };
enum rule_presence rule_presence(const struct rule *rule, const char *kernel, const char *arch);
/* The release from which on the architecture's kernel has the call; NULL: never, or not known. */
const char *rule_since(const struct rule *rule, const char *arch);
/* The first three numbers of a kernel's release; false (and out untouched) when it does not begin with two at least. */
bool kernel_release_parse(const char *text, unsigned out[3]);

#define RULES_ERROR rules_error_quark()
GQuark rules_error_quark(void);
enum rules_error { RULES_ERROR_SYNTAX, RULES_ERROR_READ, RULES_ERROR_DUPLICATE };

UTIL_DEFINE_AUTO(rule_set, rule_set_free)

#endif
