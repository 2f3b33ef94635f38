#ifndef PIECES_H
#define PIECES_H

#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)
#define SUFFIX	    4
#define NEWER(name) JOIN(name, SUFFIX)

#endif
