/* What a worker packs, the parent unpacks; what is damaged, it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "analysis/wire.h"
#include "model/run.h"

static struct ast_unit *sample_unit(void)
{
	struct ast_unit *unit = ast_unit_new(g_intern_string("src/a.c"));
	cfg_text_free(unit->code);
	unit->code = cfg_text_parse("global x internal = 1\n"
				    "function f(s) \"src/a.c\" 1:1-4:2\n"
				    "    local fd\n"
				    "  entry:\n"
				    "    fd = accept4(s, 0, 0, 0) site 1 @2:7-2:30 \"fd = accept4(s, 0, 0, 0)\"\n"
				    "    return fd\n",
				    NULL);
	assert_non_null(unit->code);
	struct ast_site *s = g_new0(struct ast_site, 1);
	s->number = 1;
	s->rule = s->call = g_intern_string("accept4");
	s->range = (struct location_range){unit->path, 2, 7, 2, 30};
	s->function = s->function_key = g_intern_string("f");
	s->form = FORM_MACRO;
	s->guard = g_strdup("defined(X)");
	s->flags = g_array_new(FALSE, FALSE, sizeof(int));
	g_array_append_val(s->flags, (int){-1});
	g_ptr_array_add(unit->sites, s);
	struct ast_occurrence *o = g_new0(struct ast_occurrence, 1);
	o->line = 7;
	o->column = 3;
	o->name = s->rule;
	o->class = OCCURRENCE_LOOK_ALIKE;
	o->note = g_strdup("a \xff method");
	g_ptr_array_add(unit->occurrences, o);
	g_ptr_array_add(unit->problems, problem_new(unit->path, 9, "parse", true, "text"));
	g_ptr_array_add(unit->system, (gpointer)g_intern_string("strerror"));
	unit->parses = 3;
	unit->configs = 2;
	unit->complete = true;
	return unit;
}

static void unit_comes_back(void **state)
{
	(void)state;
	auto_ptr(ast_unit) unit = sample_unit();
	g_ptr_array_add(unit->variants, sample_unit());
	g_autoptr(GByteArray) out = g_byte_array_new();
	wire_pack_unit(unit, out);
	g_autoptr(GBytes) bytes = g_bytes_new(out->data, out->len);
	g_autoptr(GError) error = NULL;
	auto_ptr(ast_unit) back = wire_unpack_unit(bytes, &error);
	assert_non_null(back);
	assert_ptr_equal(back->path, unit->path);
	g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);
	cfg_text_print(unit->code, a);
	cfg_text_print(back->code, b);
	assert_string_equal(a->str, b->str);
	const struct ast_site *s = back->sites->pdata[0];
	assert_int_equal(s->form, FORM_MACRO);
	assert_string_equal(s->guard, "defined(X)");
	assert_int_equal(g_array_index(s->flags, int, 0), -1);
	assert_int_equal(s->range.end_column, 30);
	const struct ast_occurrence *o = back->occurrences->pdata[0];
	assert_int_equal(o->class, OCCURRENCE_LOOK_ALIKE);
	assert_true(g_utf8_validate(o->note, -1, NULL));
	const struct problem *p = back->problems->pdata[0];
	assert_true(p->incomplete);
	assert_int_equal(back->parses, 3);
	assert_true(back->complete);
	assert_int_equal(back->variants->len, 1);
	const struct ast_unit *variant = back->variants->pdata[0];
	assert_int_equal(variant->sites->len, 1);
	assert_int_equal(variant->code->functions->len, 1);
}

static void damage_is_refused(void **state)
{
	(void)state;
	auto_ptr(ast_unit) unit = sample_unit();
	g_autoptr(GByteArray) out = g_byte_array_new();
	wire_pack_unit(unit, out);
	unsigned refused = 0;
	for (guint cut = 0; cut < out->len; cut++) {
		g_autoptr(GBytes) bytes = g_bytes_new(out->data, cut);
		g_autoptr(GError) error = NULL;
		auto_ptr(ast_unit) back = wire_unpack_unit(bytes, &error);
		assert_true((back == NULL) == (error != NULL));
		refused += back == NULL;
	}
	assert_true(refused > out->len / 2);
	for (guint at = 0; at < out->len; at++) { /* any byte may be anything: a unit, or an error */
		g_autoptr(GBytes) bytes = NULL;
		g_autoptr(GError) error = NULL;
		guint8 *copy = g_memdup2(out->data, out->len);
		copy[at] ^= 0x55;
		bytes = g_bytes_new_take(copy, out->len);
		auto_ptr(ast_unit) back = wire_unpack_unit(bytes, &error);
		assert_true((back == NULL) == (error != NULL));
	}
}

static void judgement_comes_back(void **state)
{
	(void)state;
	auto_ptr(judgement) j = judgement_new();
	struct errno_verdict *v = errno_verdict_new(g_intern_string("EPERM"));
	v->verdict = VERDICT_CONDITIONAL;
	v->consequence = CONSEQUENCE_BUSY_LOOP;
	g_free(v->reason);
	v->reason = g_strdup("because");
	g_ptr_array_add(v->steps, step_new(g_intern_string("a.c"), 3, 4, "errno is EPERM"));
	g_ptr_array_add(v->assumes, g_strdup("log_msg() returns"));
	g_ptr_array_add(j->verdicts, v);
	struct flag_verdict *f = flag_verdict_new(g_intern_string("SOCK_CLOEXEC"));
	f->state = FLAG_LOST;
	g_ptr_array_add(j->flags, f);
	g_ptr_array_add(j->wanted, (gpointer)wish_of(WISH_CALLERS, "f", "a.c", 3));
	g_autoptr(GByteArray) out = g_byte_array_new();
	wire_pack_judgement(j, out);
	g_autoptr(GBytes) bytes = g_bytes_new(out->data, out->len);
	auto_ptr(judgement) back = wire_unpack_judgement(bytes, NULL);
	assert_non_null(back);
	const struct errno_verdict *w = back->verdicts->pdata[0];
	assert_int_equal(w->verdict, VERDICT_CONDITIONAL);
	assert_int_equal(w->consequence, CONSEQUENCE_BUSY_LOOP);
	assert_string_equal(((struct step *)w->steps->pdata[0])->text, "errno is EPERM");
	assert_int_equal(w->assumes->len, 1);
	assert_string_equal(w->assumes->pdata[0], "log_msg() returns");
	assert_int_equal(((struct flag_verdict *)back->flags->pdata[0])->state, FLAG_LOST);
	assert_ptr_equal(back->wanted->pdata[0], wish_of(WISH_CALLERS, "f", "a.c", 3));
}

static void run_comes_back(void **state)
{
	(void)state;
	auto_ptr(run) run = run_new();
	auto_ptr(run) back = run_new();

	run->files.searched = 7;
	g_ptr_array_add(run->occurrences, occurrence_new("a.c", 3, 4, "accept4", OCCURRENCE_COMMENT, NULL));
	g_ptr_array_add(run->problems, problem_new("b.c", 1, "parse", true, "why"));
	g_ptr_array_add(run->remarked, (gpointer)g_intern_string("c.c"));
	g_ptr_array_add(back->remarked, (gpointer)g_intern_string("old.c"));
	g_autoptr(GBytes) bytes = wire_pack_run(run);

	assert_true(wire_unpack_run(bytes, back, NULL));
	assert_int_equal(back->files.searched, 7);
	assert_string_equal(((struct occurrence *)back->occurrences->pdata[0])->where.path, "a.c");
	assert_true(((struct problem *)back->problems->pdata[0])->incomplete);
	assert_int_equal(back->remarked->len, 1);
	assert_string_equal(back->remarked->pdata[0], "c.c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unit_comes_back),
		cmocka_unit_test(damage_is_refused),
		cmocka_unit_test(judgement_comes_back),
		cmocka_unit_test(run_comes_back),
	};
	return cmocka_run_group_tests_name("analysis/wire", tests, NULL, NULL);
}
