/* The parse ladder: from a request to translation units that show the places asked for. The files:
 *
 *     flags.c        the flags that are made up for a file without a command
 *     command_flags.c a compile database's flags, filtered
 *     includes.c     where the tree has the headers that a file includes
 *     modern.c       whether C++ text needs C++20
 *     isolate.c      the file with everything blanked that is not needed, locations kept
 *     stubs.c        declarations for what is missing
 *     stubs_learn.c  what that is, by the diagnostics
 *     prelude.c      the system's headers that stand before a file, compiled once
 *     gates.c        what headers of the tree declare under a condition that is off
 *     tu.c           one parse: arguments, files in memory, diagnostics
 *     occurrences.c  what each textual occurrence is, in the compiler's eyes
 *     handed_on.c    what may become a call elsewhere
 *     includer.c     which file of the tree shows a fragment
 *     commands.c     which of a file's commands differ
 *     alternatives.c further configurations, for what is still not seen
 *     ladder.c       the rungs of one configuration, best first
 *     analyse.c      all configurations of a file
 *     assemble.c     what they show, put together into a unit */
#ifndef AST_LADDER_H
#define AST_LADDER_H

#include "ast/lower.h"
#include "ast/virtual.h"
#include "source/compdb.h"

/* --- includes.c --- */
struct includes {
	const struct source_overlay *overlay;
	GPtrArray *folders;  /* of char *: to be given as -I, in order */
	GPtrArray *missing;  /* of char *: names no folder has; empty files in memory stand for them */
	GPtrArray *headers;  /* of char *: absolute paths of the tree's headers that are reached, nearest first */
	GPtrArray *standard; /* of char *: the C++ library's headers that are asked for on the way, sorted */
	GHashTable *seen;
	struct source_needles *modern_needles; /* NULL: nobody asks */
	bool modern;                           /* something in them, or in the file, is C++20 */
};
struct includes *includes_find(const struct ast_request *request, bool cxx);
void includes_free(struct includes *includes);
/* The folders as the compiler is to search them. One with a header that is named like the system's (string.h) only
 * serves those that ask for it in quotes: <string.h> stays the system's, or its headers would get the tree's. */
void includes_add_flags(const struct includes *includes, GPtrArray *flags);
/* What was found for the request, looked for at the first call. */
struct includes *includes_shared(const struct ast_request *request);
/* The one file of the tree that an #include in `includer` (absolute) can mean, absolute and owned; NULL when that is
 * not certain: a header that is made by configuring may well be another one. */
char *includes_certain(const struct ast_request *request, const char *name, bool angled, const char *includer);
UTIL_DEFINE_AUTO(includes, includes_free)

/* --- command_flags.c --- */
/* The arguments of a database command that may pass, as clang takes them: of char *. */
GPtrArray *flags_of_command(const struct compdb_command *command);
/* Adds those of them that say what is defined and where headers are. */
void flags_add_place(GPtrArray *flags, const struct compdb_command *command);
/* Those that do not pass although they say how the file is read, for a human: of char *, owned. */
GPtrArray *flags_unused(const struct compdb_command *command);
/* Takes those out that clang does not take, and gives them, for a human: of char *, owned. */
GPtrArray *flags_take_refused(CXIndex index, GPtrArray *flags);

/* --- flags.c --- */
/* What every parse gets. */
void flags_add_always(GPtrArray *flags);
/* Language and mode for a file without a command. */
GPtrArray *flags_made_up(bool cxx);
/* Asks for the newest C++ instead of the usual one; false when it was asked for already. */
bool flags_use_newest(GPtrArray *flags);
bool flags_is_cxx(const struct ast_request *request);
/* The same for a command's flags: its -x counts, else the name of the file that it compiles. */
bool flags_say_cxx(const GPtrArray *flags, const struct ast_request *request, const struct compdb_command *command);
/* Adds -D and -U of a configuration, and of what the request assumes beside it. */
void flags_add_config(GPtrArray *flags, const struct config *config, const struct ast_request *request);

/* --- isolate.c --- */
enum isolation {
	ISOLATE_NOTHING,  /* the file as it is */
	ISOLATE_BODIES,   /* bodies of functions that do not matter are empty */
	ISOLATE_FUNCTIONS /* only directives, the functions that matter and the variables and types they name */
};
/* The file's text with the same length and lines; free with g_free. */
char *isolate(const struct ast_request *request, enum isolation how);
/* The #defines of the headers that the text mentions, itself or through one another, as text; free with g_free. */
char *isolate_macros(const struct includes *includes, const char *text, size_t length);

/* --- stubs.c --- */
struct stubs {
	GHashTable *names; /* interned name ("scope::name" in C++) -> enum stub_kind */
	GPtrArray *order;  /* of interned const char *: as they were learnt */
};
struct stubs *stubs_new(void);
void stubs_free(struct stubs *stubs);
/* Learns from the unit's errors; true when something new was learnt. */
bool stubs_learn(struct stubs *stubs, CXTranslationUnit tu, bool cxx);
char *stubs_text(const struct stubs *stubs, bool cxx);
UTIL_DEFINE_AUTO(stubs, stubs_free)

/* --- modern.c --- */
/* The words that C++20 brought; free with source_needles_free. */
struct source_needles *modern_needles(void);
bool modern_text(const struct source_needles *needles, const char *bytes, size_t length);

/* --- prelude.c --- */
/* The headers put before a file whose real flags nobody knows; free with g_free. */
char *prelude_text(const struct includes *includes, bool cxx);
/* That text compiled with those flags' language and mode (not their folders and definitions), from the folder or made
 * now; NULL when there is none to be had, or a definition could change the headers. */
struct prelude *prelude_compiled(const char *folder, const GPtrArray *flags, const char *text, bool cxx);
void prelude_free(struct prelude *prelude);
UTIL_DEFINE_AUTO(prelude, prelude_free)
const char *prelude_path(const struct prelude *prelude);
/* Adds the headers that were compiled into it. */
void prelude_trace(const char *path, struct ast_trace *trace);
/* It turned out to be out of date: removes the file. */
void prelude_discard(struct prelude *prelude);
/* Takes the definitions out of the flags and gives them as text to stand behind the headers. */
char *prelude_definitions(GPtrArray *flags);

/* --- tu.c --- */
struct tu_input {
	const struct ast_request *request;
	const char *main;         /* absolute: another file, which includes the request's; NULL: the request's own */
	const GPtrArray *flags;   /* of char * */
	const char *text;         /* instead of the file's bytes; NULL: as on disk */
	const char *macros;       /* text of further definitions, before the stubs; may be NULL */
	const char *prelude;      /* headers before everything else, where there are stubs */
	const char *stubs;        /* NULL: neither prelude nor stubs */
	const GPtrArray *missing; /* names of headers to stand in for; may be NULL */
	bool cxx;
};
/* *out_prelude: the compiled headers that it rests on, to be freed after it; NULL: on none. */
CXTranslationUnit tu_parse(CXIndex index, const struct tu_input *input, struct prelude **out_prelude);
/* The first error in the file itself (or anywhere), for a human; free with g_free. NULL when there is none. */
char *tu_first_error(CXTranslationUnit tu);
/* The first that says that a header is not there. */
char *tu_missing_header(CXTranslationUnit tu);
bool tu_has_error(CXTranslationUnit tu);
/* Whether the file is a part of the unit. */
bool tu_includes(CXTranslationUnit tu, const char *absolute);

/* --- occurrences.c --- */
enum sighting { SEEN_NOT, SEEN_SITE, SEEN_OTHER };
/* What the match is in this parse. SEEN_OTHER sets *out_class and *out_note (owned, may stay NULL). */
enum sighting occurrence_look(const struct lower_unit *unit, const struct lex_match *match,
			      enum occurrence_class *out_class, char **out_note);
/* A macro sends the name elsewhere in this parse. */
/* The name of a macro that stands for a call, used where nothing defines it. */
bool occurrence_is_undefined(const struct lower_unit *unit, const struct lex_match *match);
bool occurrence_is_renamed(const struct lower_unit *unit, const struct lex_match *match);
/* Without a compiler's word: what the text alone says. False when it says nothing. */
bool occurrence_guess(const struct ast_request *request, const struct lex_match *match,
		      enum occurrence_class *out_class);

/* The word before the innermost parenthesis around an offset, owned; NULL when there is none in the statement. */
char *occurrence_around(const char *bytes, size_t at, size_t *out_open);

/* --- handed_on.c --- */
/* A number that the file may give to syscall(), though not where it stands. */
bool handed_on_number(const struct source_text *text, const struct lex_match *match);
/* A string that the file may look up, though not where it stands. */
bool handed_on_string(const struct ast_request *request, const struct lex_match *match);

/* --- includer.c --- */
/* By its name, a file that only makes sense inside another. */
bool includer_is_fragment(const char *path);
/* The smallest translation unit of the tree that includes the path, directly or not; interned, relative; NULL: none. */
const char *includer_find(const struct ast_tree *tree, const char *path);
/* What has to be defined so that the includer (its text lexed) comes to the line that includes the path; NULL: nothing,
 * or it can't be told. Owned by the caller. */
struct config *includer_config(const struct ast_request *includer, const char *path);

/* --- commands.c --- */
/* The request's commands that differ in what may pass, of const struct compdb_command *: in an order that does not hang
 * on theirs, at most COMMANDS_MAX; *out_all: how many there would be. */
GPtrArray *commands_distinct(const struct ast_request *request, unsigned *out_all);
#define COMMANDS_MAX 8

/* --- alternatives.c --- */
/* Configurations (owned) that show a match of the file together with further definitions of the macros around it, but
 * for those tried. text, arm: what the conditions are solved on, and the match's arm there. */
GPtrArray *alternatives_find(const struct source_text *file, const struct lex_match *m, const struct source_text *text,
			     int arm, const GPtrArray *tried);

/* One that shows a match without the macros of its name, the file's and its headers'; NULL when there is none. */
struct config *alternatives_undefined(const struct ast_request *request, const struct lex_match *m,
				      const struct source_text *text, int arm, const GPtrArray *tried);

/* --- ladder.c --- */
/* A parse that was kept. */
struct rung {
	CXTranslationUnit tu;
	struct prelude *prelude; /* what it rests on, or NULL */
	struct lower_unit *unit;
	char *text;      /* what was parsed; NULL: the file's own bytes */
	unsigned unseen; /* matches of the configuration that it does not show */
	unsigned lost;   /* functions around matches that lost something */
	unsigned lost_near_site;
	const struct cfg_function *lost_in; /* the first of those */
	const char *why_lost;               /* interned or static: the first of those near a site */
	unsigned blemished;                 /* functions of the file that lost something, wherever they are */
	char *error;                        /* the first error, for a human */
	GPtrArray *missing; /* of interned const char *: names near sites without a declaration; see gates.h */
	unsigned parses;
	bool by_command; /* with the flags of a command, those aside that the compiler refuses */
	char *headless;  /* … and which header the compiler did not find all the same; NULL: it found all */
	char *untold;    /* what is to be told of the command: what of it was not used; NULL: nothing */
};
/* The best parse for the matches (indices into the text's matches) in the configuration; `command` NULL: flags are made
 * up. */
struct rung *ladder_climb(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			  const struct config *config, const GArray *matches);
/* One of several real commands: the matches that it does not show may well be another's. *out_elsewhere: set when it is
 * one of a unit that does not include the file, and shows nothing. */
struct rung *ladder_command(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			    const GArray *matches, bool *out_elsewhere);
void rung_free(struct rung *rung);
UTIL_DEFINE_AUTO(rung, rung_free)

/* --- analyse.c --- */
struct ast_unit *analyse(const struct ast_request *request);

/* True when a match matters to the parser: code, or a string that may be looked up. */
bool match_is_code(const struct ast_request *request, const struct lex_match *match);
/* A macro that stands for a name. */
bool match_is_alias(const struct ast_request *request, const struct lex_match *match);

#endif
