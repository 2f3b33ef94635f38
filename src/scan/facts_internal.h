/* Shared by facts.c, which puts the facts together, facts_read.c, which reads them off the files, and facts_link.c. */
#ifndef SCAN_FACTS_INTERNAL_H
#define SCAN_FACTS_INTERNAL_H

#include "scan/facts.h"
#include "scan/facts_slots.h"
#include "source/text.h"

/* What is special about a word, whoever writes it. */
enum word_kind {
	WORD_FUNCTION = 1 << 0, /* the tree defines a function or a macro of that name */
	WORD_VARIABLE = 1 << 1, /* … a variable */
	WORD_STOP = 1 << 2,     /* calling it ends the program or the path */
	WORD_THROW = 1 << 3,    /* naming it does */
	WORD_ERRNO = 1 << 4,    /* errno, or a macro that stands for it */
	WORD_RULE = 1 << 5,     /* a rule's call */
	WORD_FALLBACK = 1 << 6,
	WORD_SETS = 1 << 7, /* a call that changes flags */
	WORD_CLOSE = 1 << 8,
	WORD_MEMBER = 1 << 10, /* some function of the tree writes a member of that name */
	WORD_FILLS = 1 << 11,  /* a function of the libraries that writes where an argument leads */
	WORD_TABLE = 1 << 9    /* the tree defines a variable of that name, with an initialiser */
};

struct word {
	const char *name; /* interned */
	unsigned length, hash;
	unsigned kind;
	GArray *facts; /* of guint32: definitions; NULL: none */
};

/* A set of words that is only read once it is full: by several threads then. */
struct words {
	GArray *all; /* of struct word */
	guint32 *slots;
	unsigned mask;
	GHashTable *by_name; /* interned -> number + 1 */
};

struct words *words_new(void);
void words_free(struct words *words);
struct word *words_add(struct words *words, const char *name, unsigned kind);
void words_finish(struct words *words);
const struct word *words_find(const struct words *words, const char *bytes, size_t length, unsigned *out_number);

/* A macro whose body does something. */
struct read_macro {
	const char *name; /* interned */
	char *body;       /* owned */
	char *parameters; /* owned: "a,b"; NULL: none */
	unsigned line;
};

/* A variable at file scope with an initialiser. */
struct read_table {
	const char *name;  /* interned */
	size_t begin, end; /* of the initialiser, with its "=" */
	bool internal;
	unsigned line;
};

/* A file's outline. */
struct read_file {
	GArray *functions;    /* of struct lex_function; NULL: there are none */
	GArray *internal;     /* of guint8, beside them */
	GArray *macros;       /* of struct read_macro; NULL: none */
	GPtrArray *variables; /* of interned const char *: names at file scope; NULL: none */
	GArray *tables;       /* of struct read_table; NULL: none */
	GHashTable *members;  /* set of interned names: members that are written; NULL: none */
	bool binary;
	guint32 first; /* number of its first fact: macros, functions, tables */
};

void read_outline(const char *path, const char *bytes, size_t length, const struct source_needles *none,
		  struct read_file *out);
/* facts_tables.c: appends what is initialised between `begin` and `end`, at file scope. */
void read_tables(const char *bytes, size_t begin, size_t end, GArray *out);
/* facts_members.c: appends the names of members that are written between `begin` and `end`. cxx: a method names its own
 * members without more. */
void read_members(const char *bytes, size_t begin, size_t end, bool cxx, GHashTable *out);
void read_file_clear(struct read_file *file);

struct facts {
	const struct source_walk *walk;
	const struct source_overlay *overlay;
	struct words *words;
	GArray *all;         /* of struct fact */
	struct slots *slots; /* NULL until they are asked for */
	bool deep;           /* effects were taken through them */
	unsigned jobs;
	struct read_file *files; /* by entry */
};

static inline struct fact *fact_of(const struct facts *f, guint32 number)
{
	return &g_array_index(f->all, struct fact, number);
}

/* The definitions among the named ones (of guint32) that the file at `from` (NULL: any) can mean: appends to out. */
void facts_choose(const struct facts *facts, const char *from, const GArray *named, GArray *out);
/* mentions: by fact, of guint32: the words that it names; NULL: none. */
void facts_link(struct facts *facts, GArray *const *mentions);

/* Takes effects on through what is called through pointers. */
void facts_link_slots(struct facts *facts);

bool read_is_word(char c);
/* Behind the members and elements of the variable whose name ends at `at`. */
size_t read_behind_members(const char *bytes, size_t at, size_t end);
/* A '=' that writes, or "++" and the like, stands there. */
bool read_writes(const char *bytes, size_t at, size_t end);
/* Behind blanks and comments. */
size_t read_space(const char *bytes, size_t at, size_t end);
/* Behind the token at `at`: a word, a literal, a directive, or one character. */
size_t read_token(const char *bytes, size_t at, size_t end);

/* What the words of one body say. */
struct read_body {
	const struct words *words;
	guint32 *seen; /* by word: the mark of the body that named it last */
	guint32 mark;
	bool macro;       /* a macro's replacement: what it begins with is what it stands for */
	bool methods;     /* a member's name may be a function's */
	GArray *mentions; /* of guint32: words that are functions */
	GArray *tables;   /* of guint32: words that are variables with an initialiser */
	GArray *writes;   /* of guint32: words that are variables */
	unsigned effects;
	bool through;  /* it writes where a pointer leads */
	bool indirect; /* something is called that is no plain name: a member, an element, what a pointer points to */
};
void read_words(struct read_body *body, const char *bytes, size_t begin, size_t end);

#endif
