/* The text form of functions and globals: what tests are written in, what --dump-cfg prints, and what goes over the
 * pipe. cfg_text_parse(cfg_text_print(x)) gives the same graph, locations and all.
 *
 *     global use_accept4 internal = 1
 *     field accept = my_accept
 *
 *     function serve(sock, addr) "src/server.c" 10:1-40:2
 *         local fd, len
 *         static tries key "src/server.c#serve#tries"
 *       entry:
 *         fd = accept4(sock, addr, &len, 526336) site 1  @12:8-12:70 "fd = accept4(sock, …)"
 *         if (fd >= 0) done else failed                  @13:6-13:13 "fd >= 0"
 *       failed:
 *         t1 = (errno == 38)
 *         switch (errno) { 38: fallback; 1..5: other; default: done }
 *       fallback:
 *         fd = accept(sock, addr, &len)
 *         goto done
 *       other:
 *         call noreturn exit(1)
 *         stop
 *       done:
 *         return fd
 *
 * A line is a declaration, a label, a statement or the end of a block; `#` starts a comment.
 *
 * Names: a name that is no variable of the function is errno, else a `global` of the text, else a function's key. A
 * name that nothing declares but that is assigned to or has its address taken is a local (t1, t2 … a temporary). `@f`
 * is the function f even where a variable has that name, fd'2 the second variable called fd. Names with odd characters,
 * and names that are keywords here, stand in backquotes. A function is introduced by its key; `name "X::f"`, `internal`
 * and `noreturn` may follow; `addressed` behind a variable says that its address is taken where no & in the text shows
 * it.
 *
 * Expressions: `p->f`, `s.f`, `a[i]`, `*p`, `&x`, casts `(s32)x`, `(u8)x`, `(bool)x`, strings, `?` for CFG_UNKNOWN, the
 * C operators with parentheses around every binary one when printed (the parser knows C's precedences; there is no &&
 * and no ||). Statements: `x = e`, `f(a)`, `x = f(a)`, `x = (*p)(a)`, `call noreturn f(a)`; behind one `site N`,
 * `takes "record,…"`,
 * `unwind LABEL`, the place `@12:8-12:70` (`@"other.c" 12:8-12:70` in another file) and the source text. Ends: `goto
 * L`, `if (e) L else M`, `switch`, `return`, `return e`, `throw`, `throw L`, `stop`; of exceptions
 * `throw L of "Type"` and `if (?) catches "Type" L else M` (see cfg/thrown.h).
 *
 * Globals: `global NAME [key "K"] [internal] [const] [unseen] [= 1 | = function | = ? | extern]`; without any of the
 * last it is zero. In a function, before the first label: `global NAME [key "K"]` says that it uses one. */
#ifndef CFG_TEXT_H
#define CFG_TEXT_H

#include "cfg/cfg.h"

struct cfg_text {
	GPtrArray *functions;   /* of struct cfg_function *, owned */
	GPtrArray *globals;     /* of struct cfg_global *, owned (g_free) */
	GPtrArray *field_funcs; /* of struct cfg_field_func *, owned (g_free) */
};

struct cfg_text *cfg_text_new(void);
void cfg_text_free(struct cfg_text *text);

/* Parses; an error says "line N: what was expected". Everything parsed has passed cfg_function_check(). */
struct cfg_text *cfg_text_parse(const char *source, GError **error);

void cfg_text_print_function(const struct cfg_function *f, GString *out);
void cfg_text_print_global(const struct cfg_global *g, GString *out);
void cfg_text_print(const struct cfg_text *text, GString *out);

UTIL_DEFINE_AUTO(cfg_text, cfg_text_free)

#endif
