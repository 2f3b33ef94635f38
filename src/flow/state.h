/* What is known at one point of a path: where it is (a stack of frames), what memory holds, what the conditions passed
 * so far say about values, and how the attempt under judgement stands. States are values: copied, compared, hashed. */
#ifndef FLOW_STATE_H
#define FLOW_STATE_H

#include "flow/value.h"
#include "rules/rule.h"

#define FLAG_BIT(i) (G_GUINT64_CONSTANT(1) << (i)) /* of a rule's i-th flag */

#define ASKED_EARLIER -2 /* by the call of an earlier invocation, which this one does not make */

struct frame {
	const struct cfg_function *function;
	int block, stmt;             /* where it goes on */
	const struct cfg_stmt *call; /* in the frame below: the call that made this frame; NULL for the root */
};

struct cell {
	int location, value;
};

struct constraint {
	int value;
	struct range range;
};

/* The attempt: from the failing call of the site on, until a fallback is called; then the descriptor's flags. */
struct attempt {
	bool tried;                       /* the site's call was made on this path */
	bool later;                       /* of a later invocation, and neither made nor answered in it so far */
	bool fell;                        /* a fallback was called without an attempt before it: a flag says so */
	bool pending;                     /* the call failed, no fallback since */
	bool guessed;                     /* since it failed, a decision hung on a value that was forgotten */
	bool other;                       /* another site's call failed, no fallback since */
	bool probe;                       /* made for no listener: every attempt that comes after it hangs on it */
	bool following;                   /* a fallback gave a descriptor whose flags are watched */
	int listener;                     /* value of the rule's descriptor argument; -1 */
	int place;                        /* where that lies, when it is in no local of its own; -1 */
	int event;                        /* what the listener was before the path found out what it is; -1 */
	bool stale;                       /* the listener's value may name another one by now */
	int asked;                        /* value of the flags argument of the failed call; -1, ASKED_EARLIER */
	int descriptor;                   /* value the fallback returned */
	guint64 restored, maybe_restored; /* a bit per flag of the rule: on the descriptor again; open */
};

struct state {
	GArray *frames;      /* of struct frame, the root first */
	GArray *cells;       /* of struct cell, sorted by location */
	GArray *constraints; /* of struct constraint, sorted by value */
	struct attempt attempt;
	const char *thrown; /* interned: of what type the exception on its way is (cfg/thrown.h); NULL: none, or not
			       known */
};

struct state *state_new(void);
struct state *state_copy(const struct state *s);
void state_free(struct state *s);
guint state_hash(gconstpointer s);
gboolean state_equal(gconstpointer a, gconstpointer b);

static inline struct frame *state_top(const struct state *s)
{
	return &g_array_index(s->frames, struct frame, s->frames->len - 1);
}

/* The value at a location: what was written, else VALUE_INIT of it. */
int state_read(const struct state *s, struct value_table *t, int location);
bool state_written(const struct state *s, int location, int *out_value);
void state_write(struct state *s, int location, int value);

/* The members of what lies at `to` become those of what lies at `from` (-1: nothing is known of them); the whole's own
 * value is written by the caller. */
void state_copy_parts(struct state *s, struct value_table *t, int from, int to);

/* What a value can be here. */
struct range state_range(const struct state *s, const struct value_table *t, int value);
/* bits.c: what is known of its bits here: by what it is made of, and by the masks that the path has tested. */
struct cfg_bits state_bits(const struct state *s, const struct value_table *t, int value);
/* 1 true, 0 false, -1 open. */
int state_truth(const struct state *s, struct value_table *t, int value);
/* Takes value's being true (or false) as given; false when that cannot be. */
bool state_assume(struct state *s, struct value_table *t, int value, bool truth);
bool state_restrict(struct state *s, struct value_table *t, int value, const struct range *range);

/* The constant a value must be here, if it is only one. */
bool state_constant(const struct state *s, const struct value_table *t, int value, gint64 *out);

/* A fresh value of `origin` that nothing in the state mentions yet. */
int state_fresh(struct state *s, struct value_table *t, const void *origin);

/* What lies at each of the places (of int: locations; used up) is anything from now on, and so is what hangs on what
 * was forgotten there before. */
void state_forget(struct state *s, struct value_table *t, GArray *places, enum forgotten why);

struct reads;
/* Forgets what cannot matter any more: locals of left frames, dead variables (live: bits per variable of the top
 * frame's function, NULL: all live), and conditions on values nothing refers to or reads again (reads NULL: all may
 * be). keep_given: conditions on the root's parameters stay as long as they may tell what was asked for. */
void state_forget_dead(struct state *s, struct value_table *t, const guint8 *live, struct reads *reads,
		       bool keep_given);
/* Forgets the locals of frames at this depth and above. */
void state_drop_frame(struct state *s, const struct value_table *t, unsigned depth);

UTIL_DEFINE_AUTO(state, state_free)

#endif
