/* case: a macro at file scope makes a function of its argument, in one arm of an #if only. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

void check(int fd);
int listener(void);

#ifdef HAVE_TRACK
#define TRACK_TEST(name, expr) void test_##name(void) { check(expr); }
#else
#define TRACK_TEST(name, expr) void test_##name(void) {} struct semicolon
#endif

TRACK_TEST(plain, accept4(listener(), NULL, NULL, 0)); /* expect: all=unhandled */
TRACK_TEST(negative, -accept4(listener(), NULL, NULL, 1)); /* expect: all=unhandled */
