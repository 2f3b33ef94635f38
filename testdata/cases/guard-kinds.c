/* case: every kind of condition, each told as it is read, and each place that some Linux configuration compiles is a site. */
#include <stddef.h>
#include <sys/socket.h>

#define LEVEL(a, b) ((a) * 100 + (b))
#define HERE LEVEL(2, 5)

int comparisons(int l)
{
#if VERSION >= 3 && VERSION < 5
	return accept4(l, NULL, NULL, 0); /* expect: all=unhandled guard="VERSION >= 3 && VERSION < 5" */
#elif VERSION == 7 || (VERSION != 9 && VERSION > 8)
	return accept4(l, NULL, NULL, 1); /* expect: all=unhandled */
#elif !(VERSION <= 8)
	return accept4(l, NULL, NULL, 2); /* expect: all=unhandled */
#endif
	return -1;
}

int chains(int l)
{
#if defined(ONE)
	return 1;
#elif defined TWO
	return 2;
#elif !defined(THREE) && !defined FOUR
	return 3;
#else
	return accept4(l, NULL, NULL, 0); /* expect: all=unhandled guard="!defined(ONE) && !defined(TWO) && (defined(THREE) || defined(FOUR))" */
#endif
}

int arithmetic(int l)
{
#if (FLAGS & 0x10) && (FLAGS >> 1) % 2 == 1 && ~FLAGS
	return accept4(l, NULL, NULL, 0); /* expect: all=unhandled */
#elif (MODE ? MODE : 4) == 4
	return accept4(l, NULL, NULL, 1); /* expect: all=unhandled */
#elif 'A' == 66 || 010 == 10 || 0x10u < -1
	return accept4(l, NULL, NULL, 2); /* expect: all=unhandled */
#endif
	return -1;
}

int in_the_file(int l)
{
#if HERE > 204
	return accept4(l, NULL, NULL, 0); /* expect: all=unhandled guard="HERE > 204" */
#else
	return accept4(l, NULL, NULL, 1); /* expect-occurrence: inactive */
#endif
}

int defined_on_the_way(int l)
{
#ifdef HAVE_SOMETHING
#define WITH_IT 1
#else
#undef WITH_IT
#endif
#if WITH_IT
	return accept4(l, NULL, NULL, 0); /* expect: all=unhandled */
#elif defined(HAVE_SOMETHING)
	return accept4(l, NULL, NULL, 1); /* expect-occurrence: inactive */
#endif
	return -1;
}

int headers(int l)
{
#if defined(__has_include)
#if __has_include(<sys/socket.h>)
	return accept4(l, NULL, NULL, 0); /* expect: all=unhandled */
#elif !__has_include(<sys/socket.h>)
	return accept4(l, NULL, NULL, 1); /* expect-occurrence: inactive */
#endif
#endif
	return -1;
}

int systems(int l)
{
#if defined(_WIN32) || defined(__APPLE__)
	return accept4(l, NULL, NULL, 0); /* expect-occurrence: inactive */
#elif defined(__FreeBSD__) && __FreeBSD__ >= 10
	return accept4(l, NULL, NULL, 1); /* expect-occurrence: inactive */
#elif defined(__linux__) && !defined(__UCLIBC__)
	return accept4(l, NULL, NULL, 2); /* expect: all=unhandled */
#elif defined(__UCLIBC__)
	return accept4(l, NULL, NULL, 3); /* expect: all=unhandled */
#else
	return accept4(l, NULL, NULL, 4); /* expect-occurrence: inactive */
#endif
}

int impossible(int l)
{
#if VERSION > 5
#if VERSION < 5
	return accept4(l, NULL, NULL, 0); /* expect-occurrence: inactive */
#endif
#endif
#if defined(SOME_FLAG) && !defined(SOME_FLAG)
	return accept4(l, NULL, NULL, 1); /* expect-occurrence: inactive */
#endif
	return -1;
}
