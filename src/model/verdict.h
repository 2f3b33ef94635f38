/* The words of a judgement, as the README and the JSON use them. Each enum has a table of names, in both directions. */
#ifndef MODEL_VERDICT_H
#define MODEL_VERDICT_H

#include <stdbool.h>

enum verdict {
	VERDICT_HANDLED,
	VERDICT_DEFERRED,
	VERDICT_CONDITIONAL,
	VERDICT_UNHANDLED,
	VERDICT_UNKNOWN,
	VERDICT_COUNT
};

enum consequence {
	CONSEQUENCE_NONE,      /* null in JSON: the pair has a fallback, or nothing is known */
	CONSEQUENCE_BUSY_LOOP, /* the worst comes first */
	CONSEQUENCE_ABORT,
	CONSEQUENCE_EXIT,
	CONSEQUENCE_SILENTLY_DROPPED,
	CONSEQUENCE_FLAG_LOST,   /* where a flag is ignored: it is lost */
	CONSEQUENCE_FEATURE_OFF, /* goes on without what the call was for */
	CONSEQUENCE_ERROR_RETURNED,
	CONSEQUENCE_OTHER,
	CONSEQUENCE_COUNT
};

enum flag_state { FLAG_NA, FLAG_KEPT, FLAG_LOST, FLAG_UNKNOWN, FLAG_STATE_COUNT };

enum severity { SEVERITY_NONE, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT };

enum site_form { FORM_DIRECT, FORM_MACRO, FORM_SYSCALL, FORM_FNPTR, FORM_ADDRESS, FORM_COUNT };

/* What there can be to complain about at a site; each has a name of its own in suppressions: sysfall-RULE,
 * sysfall-RULE-flags. */
enum site_part { PART_NONE, PART_FALLBACK, PART_FLAGS, PART_COUNT };

/* How a textual occurrence of a rule's name was accounted for. OCCURRENCE_SITE ones are reported as sites, not as
 * occurrences. */
enum occurrence_class {
	OCCURRENCE_SITE,
	OCCURRENCE_COMMENT,
	OCCURRENCE_STRING,
	OCCURRENCE_DECLARATION,
	OCCURRENCE_DEFINITION,
	OCCURRENCE_MACRO_DEFINITION,
	OCCURRENCE_TABLE,
	OCCURRENCE_LOOK_ALIKE,
	OCCURRENCE_INACTIVE,
	OCCURRENCE_UNREACHED,
	OCCURRENCE_CLASS_COUNT
};

/* The word for a value ("busy-loop"); NULL for CONSEQUENCE_NONE. Static storage. */
const char *verdict_name(enum verdict v);
const char *consequence_name(enum consequence c);
const char *flag_state_name(enum flag_state s);
const char *severity_name(enum severity s);
const char *site_form_name(enum site_form f);
const char *site_part_name(enum site_part p); /* NULL for PART_NONE, too */
const char *occurrence_class_name(enum occurrence_class c);

/* The value for a word; false (and *out untouched) for a word that is none. */
bool verdict_parse(const char *word, enum verdict *out);
bool consequence_parse(const char *word, enum consequence *out);
bool flag_state_parse(const char *word, enum flag_state *out);
bool severity_parse(const char *word, enum severity *out);
bool site_form_parse(const char *word, enum site_form *out);
bool site_part_parse(const char *word, enum site_part *out);
bool occurrence_class_parse(const char *word, enum occurrence_class *out);

/* Of several paths or callers the one with the worst consequence is told. NONE is never worse. */
bool consequence_is_worse(enum consequence a, enum consequence than);

/* The worse of two verdicts when one source location was judged twice (two configurations, two units):
 * unhandled > conditional > unknown > deferred > handled; handled with unhandled stays unhandled. */
enum verdict verdict_worse(enum verdict a, enum verdict b);

#endif
