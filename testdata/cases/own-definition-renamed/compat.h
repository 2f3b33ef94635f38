#define accept4 compat_accept4 /* expect-occurrence: macro-definition */
