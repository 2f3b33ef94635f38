/* tickerd: sends the time of day to whoever connects, as daemons of 2010 did such things. Three sockets are listened
 * on, and each file takes its connections in a way of its own:
 *
 *   listener.c  the public port    falls back for every error that a missing accept4() can give
 *   control.c   the control socket falls back for ENOSYS alone, and forgets a flag
 *   client.c    the relay's port   does not fall back at all */
#ifndef TICKERD_H
#define TICKERD_H

/* Each takes one connection of a listening socket, or returns -1 with errno set. */
int listener_accept(int sock);
int control_accept(int sock);
int relay_accept(int sock);

/* Serves a connection and closes it. */
void client_serve(int fd, const char *greeting);

/* Takes and serves whatever waits on the relay's socket. */
void relay_run(int sock);

#endif
