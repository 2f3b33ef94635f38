/* The text form of functions and globals: what tests are written in, what --dump-cfg prints, and what goes over the
 * pipe. cfg_text_parse(cfg_text_print(x)) gives the same graph, locations and all.
 *
 *     global use_accept4 internal = 1
 *     field accept = my_accept
 *
 *     function serve(sock, addr) "src/server.c" 10:1-40:2
 *         local fd
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
 *       done:
 *         return fd
 *
 * A name that is no variable of the function is a function's key (or errno, or a `global` of the text); keys with odd
 * characters are written in backquotes. `p->f`, `s.f`, `a[i]`, `*p`, `&x`, casts `(s32)x` / `(u8)x` / `(bool)x`, `?`
 * for CFG_UNKNOWN, the C operators with parentheses around every binary one when printed (the parser knows C's
 * precedences). `call noreturn exit(1)`, `throw`, `throw handler`, `stop`, `unwind handler` behind a call. `#` starts a
 * comment. */
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
