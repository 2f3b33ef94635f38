#ifndef LISTS_H
#define LISTS_H

#define CALLS(X) X(accept, int)
#define WITH(OP, s) OP(accept, s)
#define ONLY(m) m

#define TAKE_linux(s) accept4(s, 0, 0, 0)
#define TAKE_bsd(s)   accept(s, 0, 0)
#define TAKE(os, s)   TAKE_##os(s)

#endif
