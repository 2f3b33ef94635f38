/* A scan's memory of earlier scans, on three levels: the whole answer (answer.c), a file's parse (parse.c) and a site's
 * judgement (judge_sites.c). What a value was made from is either part of its key, or a premise that is stored with it
 * and looked at again before it is believed. Private to scan/. */
#ifndef SCAN_MEMORY_H
#define SCAN_MEMORY_H

#include "ast/ast.h"
#include "scan/identity.h"
#include "scan/scan.h"

/* What a value was made from beside its key. All hold absolute names. */
struct premises {
	GHashTable *reads;   /* set of interned: files whose content counts, or that they are not there */
	GHashTable *folders; /* set of interned: where headers were looked for, beside the folders of those files */
	GHashTable *names;   /* set of interned: which headers; more are added for what the reads include */
	GHashTable *stamps;  /* set of interned: files of which status is enough: libraries, lists of files */
};

struct premises *premises_new(void);
void premises_free(struct premises *p);
void premises_add(struct premises *into, const struct premises *from);
void premises_add_trace(struct premises *into, const struct ast_trace *trace);

#define PREMISES_TYPE "(a(say)asassa(sxx))"

struct memory;

/* NULL when the options give no memo. */
struct memory *memory_new(const struct scan_options *options, GError **error);
void memory_free(struct memory *memory);
struct identities *memory_identities(struct memory *memory);

/* Before headers can be looked up: what the tree offers. A second call replaces it. */
void memory_set_tree(struct memory *memory, const struct ast_tree *tree);

/* A key: the program, the rules and the options that count are in it already. */
struct memory_key;
struct memory_key *memory_key_new(const struct memory *memory, const char *kind);
void memory_key_add(struct memory_key *key, const char *text); /* NULL differs from "" */
void memory_key_add_bytes(struct memory_key *key, const void *bytes, size_t length);
void memory_key_add_number(struct memory_key *key, gint64 number);
/* Frees the key; free the result with g_free. */
char *memory_key_end(struct memory_key *key);

/* A value kept under a key, with its premises; NULL when there is none or a premise does not hold. out (may be NULL)
 * takes the premises over. */
GBytes *memory_recall(struct memory *memory, const char *key, struct premises *out);
/* Keeps it, unless one of the premises (NULL: none) changed while the value was made; false then. */
bool memory_keep(struct memory *memory, const char *key, GBytes *value, const struct premises *premises);

UTIL_DEFINE_AUTO(memory, memory_free)
UTIL_DEFINE_AUTO(premises, premises_free)

#endif
