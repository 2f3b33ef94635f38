#ifndef LOOKUP_H
#define LOOKUP_H
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int take_function(int, struct sockaddr *, socklen_t *, int);

struct looked_up {
	const char *name;
	union {
		take_function *take;
		void *any;
	} function;
};

struct looked_up look_up(const char *name);
bool find_symbol(const char *name, void **out_address);
int find_or_warn(const char *name, void **out_address);
int fifth(const char *name, void **out_address);
void complain(const char *name, int fd);
#endif
