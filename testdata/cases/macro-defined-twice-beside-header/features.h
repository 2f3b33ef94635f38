#ifdef ENABLE_NET
#define WITH_NET 1
#endif
