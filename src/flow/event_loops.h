/* What is known by name of event loops. */
#ifndef FLOW_EVENT_LOOPS_H
#define FLOW_EVENT_LOOPS_H

#include <glib.h>
#include <stdbool.h>

/* The call comes back when a descriptor is ready: poll() and its kin. */
bool event_loop_waits(const char *name);
/* Their names, interned. Free with g_ptr_array_unref. */
GPtrArray *event_loop_waiting_names(void);

enum event_loop_removal {
	EVENT_LOOP_NEVER,   /* the source stays whatever the callback returns */
	EVENT_LOOP_ON_ZERO, /* 0 removes it */
	EVENT_LOOP_ON_ERROR /* a negative number does */
};

/* The function watches a descriptor and calls a callback that it is given as long as that is ready. */
bool event_loop_registers(const char *name, enum event_loop_removal *out_removal);

/* The name says that something is stopped, removed or closed: "event_del", "stopListening". */
bool event_loop_ends(const char *name);
/* The name says that something is told to people. */
bool event_loop_logs(const char *name);

#endif
