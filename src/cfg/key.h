/* Reading link keys, the names that functions have across units (ast/names.c makes them): "take", "src/take.h#take",
 * "c:@N@net@S@listener@F@take#I#", "src/take.cc#c:take.cc@aN@F@take#I#", each with "@2" behind it when it is another
 * configuration's. */
#ifndef CFG_KEY_H
#define CFG_KEY_H

/* The name as it is written in the code, owned; empty where there is none. */
char *cfg_key_name(const char *key);

#endif
