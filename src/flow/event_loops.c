/* The interfaces of event loops that are not in the tree: libevent, libev, libuv, GLib, sd-event, tevent; the calls of
 * the system that wait; and words by which a function's name says that it ends something. */
#include "flow/event_loops.h"

#include <string.h>

static const char *const waiting[] = {"poll",         "ppoll",     "__poll_chk", "select",
				      "pselect",      "kevent",    "epoll_wait", "epoll_pwait",
				      "epoll_pwait2", "port_getn", "sigwait",    "sigwaitinfo"};

static const struct {
	const char *name;
	enum event_loop_removal removal;
} registering[] = {
	/* libevent */
	{"event_set", EVENT_LOOP_NEVER},
	{"event_new", EVENT_LOOP_NEVER},
	{"event_assign", EVENT_LOOP_NEVER},
	{"evconnlistener_new", EVENT_LOOP_NEVER},
	{"evconnlistener_new_bind", EVENT_LOOP_NEVER},
	/* libev: macros, called like functions where their header is missing */
	{"ev_init", EVENT_LOOP_NEVER},
	{"ev_io_init", EVENT_LOOP_NEVER},
	{"ev_set_cb", EVENT_LOOP_NEVER},
	/* libuv */
	{"uv_listen", EVENT_LOOP_NEVER},
	{"uv_poll_start", EVENT_LOOP_NEVER},
	/* GLib */
	{"g_io_add_watch", EVENT_LOOP_ON_ZERO},
	{"g_io_add_watch_full", EVENT_LOOP_ON_ZERO},
	{"g_unix_fd_add", EVENT_LOOP_ON_ZERO},
	{"g_unix_fd_add_full", EVENT_LOOP_ON_ZERO},
	{"g_source_set_callback", EVENT_LOOP_ON_ZERO},
	/* others */
	{"sd_event_add_io", EVENT_LOOP_ON_ERROR},
	{"tevent_add_fd", EVENT_LOOP_NEVER},
	{"_tevent_add_fd", EVENT_LOOP_NEVER},
};

bool event_loop_waits(const char *name)
{
	for (size_t i = 0; name && i < G_N_ELEMENTS(waiting); i++)
		if (strcmp(waiting[i], name) == 0)
			return true;
	return false;
}

GPtrArray *event_loop_waiting_names(void)
{
	GPtrArray *names = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(waiting); i++)
		g_ptr_array_add(names, (gpointer)g_intern_static_string(waiting[i]));
	return names;
}

bool event_loop_registers(const char *name, enum event_loop_removal *out_removal)
{
	for (size_t i = 0; name && i < G_N_ELEMENTS(registering); i++) {
		if (strcmp(registering[i].name, name) != 0)
			continue;
		*out_removal = registering[i].removal;
		return true;
	}
	return false;
}

static bool is_one_of(const char *word, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == n && g_ascii_strncasecmp(*words, word, n) == 0)
			return true;
	return false;
}

/* Words are parted by '_' and by capital letters. */
static bool has_word(const char *name, const char *const *words)
{
	for (const char *at = name; at && *at;) {
		size_t n = strcspn(at + 1, "_ABCDEFGHIJKLMNOPQRSTUVWXYZ:") + 1;
		while (n && (*at == '_' || *at == ':'))
			at++, n--;
		if (n && is_one_of(at, n, words))
			return true;
		at += n ? n : (*at != '\0');
	}
	return false;
}

bool event_loop_ends(const char *name)
{
	static const char *const words[] = {
		"del",       "delete",   "remove", "rm",         "stop",    "disable", "disarm", "unwatch", "unlisten",
		"close",     "shutdown", "cancel", "unregister", "suspend", "pause",   "detach", "exit",    "quit",
		"terminate", "destroy",  "done",   "closed",     "closing", "stopped", NULL};
	return has_word(name, words);
}

bool event_loop_logs(const char *name)
{
	static const char *const words[] = {"log",     "logger", "logging", "warn",  "warning",
					    "print",   "printf", "trace",   "debug", "msg",
					    "message", "perror", "say",     "echo",  NULL};
	return has_word(name, words);
}
