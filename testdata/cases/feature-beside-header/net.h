/* What the tree's header defines has a say in what is compiled. */
#ifndef NET_H
#define NET_H
#ifdef WITHOUT_NET
#define USE_NET 0
#else
#define USE_NET 1
#endif
#if USE_NET > 1
#define NET_FAST 1
#elif USE_NET
#define NET_FAST 0
#endif
#endif
