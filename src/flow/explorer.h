/* What the parts of the engine share: the exploration of one root function for one site and one errno. Private to
 * flow/. explore.c drives, calls.c says what calls do, eval.c what expressions are, outcome.c what the explored graph
 * means, evidence.c tells it to people. */
#ifndef FLOW_EXPLORER_H
#define FLOW_EXPLORER_H

#include "flow/explore.h"
#include "flow/left_out.h"
#include "flow/reads.h"
#include "flow/state.h"
#include "flow/worklist.h"

enum event_kind {
	EVENT_FAIL,     /* the site's call fails */
	EVENT_BRANCH,   /* stmt NULL, term: value is the truth */
	EVENT_SWITCH,   /* term: value is the case's number, or -1 for the default */
	EVENT_FALLBACK, /* a fallback is called; value 1: it gives a descriptor, 0: it fails */
	EVENT_NEXT,     /* the fallback that follows is called for an event after the attempt's */
	EVENT_RESTORE,  /* value is the flag's index */
	EVENT_ENTER,    /* goes into a function */
	EVENT_LEAVE,    /* comes back from it; subject is its name, value what it returns, if known */
	EVENT_REPORT,   /* an opaque call that is given a text: something is told */
	EVENT_ASSIGN,   /* a constant is written to a variable with static storage, or to errno */
	EVENT_RETURN,   /* the root returns */
	EVENT_EXIT,     /* a call that does not come back */
	EVENT_ABORT,
	EVENT_THROW,
	EVENT_WAIT,   /* a call that comes back when something is ready */
	EVENT_DISARM, /* a call whose name says that it ends what it is given: the listener, or who watches it */
	EVENT_AGAIN,  /* back at the same call with nothing changed */
	EVENT_OUTSIDE /* a call that nobody could look into; subject says of what: assumed.c */
};

struct event {
	enum event_kind kind;
	const struct cfg_function *function;
	const struct cfg_stmt *stmt;
	const struct cfg_term *term;
	gint64 value;
	/* The variable that decided, and what it was known to be. */
	const char *subject;
	gint64 subject_value;
	bool known;
	enum cfg_op never; /* AND: none of subject_value's bits is ever set in the subject; EQ, NE: it is never that */
	bool open;         /* BRANCH: the path does not say which way it goes */
	const struct cfg_function *left; /* LEAVE: the function that returned */
};

struct edge {
	int to;
	guint first_event, n_events;
};

struct node {
	struct state *state;
	int parent;                  /* the node it was first reached from; -1 for a start */
	guint first_event, n_events; /* on the way from the parent */
	GArray *edges;               /* of struct edge */
	bool widened;
	bool explored; /* its successors were made: its state does not change any more */
	bool fell;     /* from here a fallback is called without an attempt before it */
};

enum end_kind { END_RETURN, END_EXIT, END_ABORT, END_THROW };

/* A path's end. */
struct end {
	enum end_kind kind;
	int node;
	guint first_event, n_events;
	bool pending;  /* without a fallback having been tried */
	int valuation; /* RETURN: index of the statics left behind */
	bool value_known;
	gint64 value; /* RETURN: what it returns, if known */
	bool returns_value;
};

/* What the statics and the objects behind pointers hold when an invocation begins. */
struct valuation {
	GArray *cells; /* of struct cell */
	int start;     /* node; -1 until it is explored */
};

/* How finely the states at one point are told apart before they are joined: see join.c. */
struct detail {
	unsigned exact; /* states at a point that are kept as they are */
	unsigned kinds; /* of joined states, before only errno tells them apart */
};

enum reach { REACH_NOT, REACH_BEFORE /* the site can be reached from here */, REACH_AFTER /* only from the site */ };

struct explorer {
	const struct flow_query *query;
	const struct rule *rule;
	const struct program *program;
	struct value_table *values;
	const struct cfg_function *root;
	const struct cfg_function *site_function;
	const struct cfg_stmt *site_stmt; /* NULL: any call through a pointer that makes the rule's call is the site */
	GHashTable *tree;                 /* set of functions that the root can call, itself included */
	GHashTable *restores;             /* function -> guint8 per block: a restoring call may come from there on */
	GHashTable *reach;                /* function -> guint8 per block: the site can be reached from there */
	struct detail detail;
	GHashTable *points; /* join.c */
	const struct cfg_stmt
		*watched;     /* probe.c: what is asked is whether this statement is come to; it is no attempt */
	struct range written; /* what it writes; empty while it was not come to */
	const struct cfg_stmt *avoided; /* paths end where this one is come to; NULL */
	const struct cfg_stmt *works;   /* another site's call, that may work; NULL */
	bool any_works;                 /* so may each of them; or they fail */
	bool strict;                    /* what pointers may lead to holds anything at the start */
	bool diverting, decided;        /* the attempt is what a decision leads past the site; the branch is decided */
	bool skims;                     /* large functions that only may stop or set errno are not gone into */
	bool skimmed;                   /* there was one */
	bool free_statics; /* statics hold anything at the start, and so do locals that an unseen function was given */
	int invocation;    /* the number of the valuation that is being explored */
	unsigned limit;
	bool exceeded;
	GPtrArray *nodes;  /* of struct node * */
	GHashTable *index; /* state -> id + 1 */
	struct worklist *work;
	GArray *events;                /* of struct event */
	GArray *ends;                  /* of struct end */
	GPtrArray *valuations;         /* of struct valuation * */
	bool reached;                  /* the site's call was made on some path */
	struct left_out *left;         /* what was not followed */
	const char *doubt;             /* interned: a function of which the parser lost a statement on the way; NULL */
	const char *guess;             /* interned: the first condition that hung on a forgotten value; NULL */
	GArray *listeners;             /* of struct listener: those that the site's call was made for */
	GPtrArray *requests;           /* what the site's call has asked for so far; flags.c */
	guint64 lost, kept, maybe;     /* a bit per flag, over the paths that gave a descriptor */
	int lost_node[RULE_FLAGS_MAX]; /* a node on a path where the flag was lost; -1 */
	guint lost_event[RULE_FLAGS_MAX];
	GHashTable *member_keys; /* value of an address -> explorer_member_key() */
	GHashTable *results;     /* set of const struct cfg_stmt *: calls of unseen functions that gave a fresh value */
	GHashTable *unfollowed;  /* set of functions that were not gone into, with what they call */
	GHashTable *skipped;     /* …: calls of functions of the program that were not gone into */
	struct reads *reads;
	GHashTable *errno_live;      /* function -> struct errno_live */
	bool abandoned;              /* the last resort: start at the site with nothing known … */
	const struct cfg_stmt *from; /* … or at this call of the root's */
	/* Sets of interned keys: variables that any file may write, and that are tested on the way to a fallback
	 * and while a descriptor's flags are watched. */
	GHashTable *tested_pending, *tested_following;
	GHashTable *wanted_through; /* struct function_info * -> effects that were asked of what it calls */
	GHashTable *wanted;      /* set of const struct wish *: functions on the way that the program does not hold */
	GHashTable *wanted_deep; /* …: what is asked only where every path seems to fall back */
};

/* eval.c */
int eval(struct explorer *x, struct state *s, const struct cfg_expr *e);
int eval_address(struct explorer *x, struct state *s, const struct cfg_expr *lvalue);
/* The value at an address, with what is known of variables with static storage at the start. */
int eval_read(struct explorer *x, struct state *s, int address);
int errno_address(struct explorer *x);
/* Writes a value to an address; `from` is where it lies when it is an lvalue's, so that members come along. */
void eval_write(struct explorer *x, struct state *s, int address, int value, int from);
/* The address when the expression is an lvalue, else -1. */
int eval_place(struct explorer *x, struct state *s, const struct cfg_expr *e);
/* Fills subject, subject_value and known of an event from the operands of a condition. */
void eval_subject(struct explorer *x, struct state *s, const struct cfg_expr *e, struct event *out);

struct outcome;
/* probe.c: what other sites' failures do. */
/* A call with it asks for no connection: it is no descriptor. */
bool probe_is_asked(const struct explorer *x, int descriptor);
/* A decision has led past the site: that is the attempt. */
void probe_divert(struct explorer *x, struct state *s);
/* The watched statement writes this. */
void probe_watch(struct explorer *x, const struct state *s, const struct cfg_stmt *stmt, int value);
/* What a write that others make (own: the root itself, in an earlier invocation) can write while the rule's calls fail;
 * false where no such call has a part in it. */
bool probe_written(const struct explorer *x, const struct global_write *w, bool own, struct range *out);
/* out becomes a range that holds what either does. */
void probe_unite(struct range *out, const struct range *other);
/* Whether the statement of f can be come to while the rule's calls fail but for one, which may work (NULL: none does).
 * What is not sure is taken for the case in which nothing is to be said for a site: come to, or not where one works. */
bool probe_is_come_to(const struct flow_query *query, const struct cfg_function *f, const struct cfg_stmt *stmt,
		      const struct cfg_stmt *works, GHashTable *wanted);
/* The call that asks for no connection as it is written: a number below 0 for a descriptor. */
bool probe_is_probe(const struct rule *rule, const struct cfg_stmt *s);
/* The rule's calls in f, of const struct cfg_stmt *; free with g_ptr_array_unref. */
GPtrArray *probe_sites(const struct rule *rule, const struct cfg_function *f);
/* The site's call in f; NULL where it is none. */
const struct cfg_stmt *probe_site(const struct flow_query *query, const struct cfg_function *f);
/* Takes over the reason. */
struct outcome *probe_say_handled(const struct cfg_function *f, const struct location_range *at, char *reason);
/* No path leads to the site in f, and that only because another site's call fails: what is to be said then. NULL: it is
 * not so. */
struct outcome *probe_keeps_away(const struct flow_query *query, const struct cfg_function *f, bool reached_inside,
				 GHashTable *wanted);
/* decides.c: the site in f is a probe and f comes back without a fallback: what is to be said where all that hangs on
 * what it leaves behind uses the older call. NULL: it is not so. */
struct outcome *probe_decides(const struct flow_query *query, const struct cfg_function *f, GHashTable *wanted);
/* installs.c: where the probe works it puts the functions that make the call in the place of this one, which makes the
 * older call, and no other call is come to; NULL where it is not so. */
const struct cfg_function *probe_installs(const struct flow_query *query, const struct cfg_stmt *probe,
					  GHashTable *wanted);

/* shared.c: a write whose effect the exploration of this root does not see by itself. */
bool shared_written_by_others(const struct explorer *x, const struct global_write *w);

/* known.c: tests of variables that any file may write: `g & n`, `g == n`, `g != n`. */
struct known_test {
	const char *key, *name; /* interned */
	enum cfg_op op;
	gint64 n;
};
/* What an expression that is such a test gives whenever it is made: 0 or 1; -1 for others. */
int known_truth(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e);
/* The test in an expression that is known to come out the same always. */
bool known_decides(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e,
		   struct known_test *out);
/* Notes which variable a condition tests. What it holds on this path need not be what it holds in the next invocation.
 */
void known_note_test(struct explorer *x, const struct state *s, const struct cfg_expr *cond);
/* Whether a variable that any file may write is like a static one here, since what is put into it outside the functions
 * that are explored is put there once, at the program's start. */
bool known_start(const struct explorer *x, const char *key, struct range *out);
/* Whether all functions that write a variable that any file may write are part of the program. */
bool known_closed(const struct program *program, const char *key);
/* Whether f writes only when an invocation of the root does. */
bool known_writes_alone(const struct explorer *x, const struct cfg_function *f);

/* members.c: the key of the member of a variable with static storage that lies at this address; NULL where nothing is
 * known of it. */
const char *explorer_member_key(struct explorer *x, int address);
/* An array whose elements are known lies there. */
bool explorer_is_table(struct explorer *x, int address);

/* calls.c */
enum call_effect {
	CALL_DONE,    /* go on behind the call in the same state */
	CALL_ENTERED, /* a frame was pushed */
	CALL_FORKED,  /* the successors were emitted; this state is spent */
	CALL_ENDED    /* the path ended here */
};
enum call_effect explorer_call(struct explorer *x, struct state *s, int from, guint first_event,
			       const struct cfg_stmt *call);

/* flags.c */
/* The watched descriptor is handed on or lost sight of: counts its flags. */
void flags_settle(struct explorer *x, struct state *s, int from);
GPtrArray *flags_requests_new(void);
/* listener.c: of struct listener. */
GArray *listeners_new(void);
/* given.c: whether the watched descriptor lies in the object at this address. */
bool flags_descriptor_in(const struct explorer *x, const struct state *s, int object);

/* explore.c */
void explorer_event(struct explorer *x, const struct event *e);
/* A second way from the same point: the events in [first_event, mark) once more, behind the last; where they start. */
guint explorer_repeat_events(struct explorer *x, guint first_event, guint mark);
/* Takes over s: a successor of `from`, with the events since first_event. */
void explorer_emit(struct explorer *x, int from, guint first_event, struct state *s);

/* step.c: runs a node; its successors are emitted. */
void explorer_step(struct explorer *x, int node);

/* invocation.c */
void explorer_end(struct explorer *x, int from, guint first_event, struct state *s, enum end_kind kind, int value);
/* The number of the valuation with these cells, which are taken over. */
int explorer_valuation(struct explorer *x, GArray *cells);
/* Whether a location is still there when the root has returned: static storage, or an object behind its parameters. */
bool explorer_outlives(const struct explorer *x, int location);

/* widen.c */
/* The nearest ancestor at the same point once there are too many of them; NULL before. */
const struct state *explorer_too_often(const struct explorer *x, int from, const struct state *s);
void explorer_widen(struct explorer *x, struct state *s, const struct state *before);
/* Whether a value hangs on nothing but the root's parameters, so that it is the same wherever it is met. */
bool explorer_is_given(const struct explorer *x, int value);
void explorer_forget_objects(struct explorer *x, struct state *s);
void explorer_forget_far(struct explorer *x, struct state *s);
/* Whether all that leaves the value open is that something was forgotten: a decision on it adds a path. */
bool explorer_is_guess(const struct explorer *x, int value);

/* join.c */
struct point;
/* Where a joined state belongs: to be given back with the node that it became. */
struct join_place {
	struct point *kind;
	int node; /* the joined node, where it was not explored yet: it may take the weaker state; -1 */
};
GHashTable *explorer_points_new(void);
/* s, joined with its like when there are many at its point. Takes over s. out_weaker: it lost something. */
struct state *explorer_join(struct explorer *x, struct state *s, bool *out_weaker, struct join_place *out);
void explorer_joined(struct join_place *place, int node);

/* reach.c */
void explorer_compute_reach(struct explorer *x);
bool explorer_can_reach_site(const struct explorer *x, const struct state *s);
/* The call is the site, or a function that leads to it; pointers aside. */
bool explorer_call_reaches(const struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s);
/* Whether a call that sets or clears flags of descriptors, or closes them, may still come. */
bool explorer_restores_ahead(struct explorer *x, const struct state *s);

/* The site in f is no call of its own: it takes the call's address. */
bool explorer_site_is_address(const struct flow_query *query, const struct cfg_function *f);
struct explorer *explorer_new(const struct flow_query *query, const struct cfg_function *root, unsigned limit);
/* Watches a statement of f in place of the site. */
struct explorer *explorer_watching(const struct flow_query *query, const struct cfg_function *root, unsigned limit,
				   const struct cfg_function *f, const struct cfg_stmt *watched);
void explorer_free(struct explorer *x);
void explorer_run(struct explorer *x);

/* What one root's exploration says. */
struct outcome {
	bool good, deferred, bad;
	bool maybe_bad;              /* bad on paths that joins and widening added, and that need not be there */
	struct left_out *left;       /* what was not followed */
	struct left_out *left_flags; /* the same where only the flags hang on it */
	const char *guess;           /* interned: what decides on those; NULL */
	bool hands_on;               /* some bad path ends with the root returning: callers may still fall back */
	bool exceeded, reached;
	bool skimmed;       /* something large was skipped: whatever it may do, only "no path falls back" is sure */
	const char *doubt;  /* interned: see struct explorer */
	bool returns_error; /* that path ends with the root returning what only an error can be, … */
	bool returns_zero, handed, disarmed; /* … or 0; the error was handed on; the source was stopped */
	/* Sets of interned texts, for assumed_words(): on the path that is told, and on all that wait for a fallback.
	 */
	GHashTable *assumed, *assumed_anywhere;
	bool sticky;                           /* an invocation leaves something behind for the next */
	enum consequence consequence;          /* of the bad path that is told */
	guint64 kept, lost, maybe;             /* a bit per flag */
	guint64 asked;                         /* those that the call may have asked for */
	char *reason;                          /* one line */
	GPtrArray *steps;                      /* of struct step *: the bad path if there is one, else a good one */
	GPtrArray *lost_steps[RULE_FLAGS_MAX]; /* of struct step *; NULL where nothing is lost */
};

/* outcome.c */
struct outcome *outcome_of(struct explorer *x);
/* One that says nothing. */
struct outcome *outcome_none(void);
void outcome_free(struct outcome *o);

UTIL_DEFINE_AUTO(explorer, explorer_free)
UTIL_DEFINE_AUTO(outcome, outcome_free)

#endif
