#ifndef OLD_H
#define OLD_H
int old_accept(int listener);
void set_cloexec(int fd);
int call_is_missing(int error);
#endif
