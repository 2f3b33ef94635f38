/* case: what no compiler and no reader can make sense of is said to be unreached, with the compiler's words; it is no declaration.
 * does-not-compile: that is the point
 * expect-exit: 3 */
int x = @@@ accept4 (((; /* expect-occurrence: unreached */
