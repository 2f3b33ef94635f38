/* Asks the engine, and puts what it says about one place together. */
#include "analysis/judge.h"

#include "analysis/patterns.h"
#include "rules/severity.h"

struct judgement *judgement_new(void)
{
	struct judgement *j = g_new0(struct judgement, 1);
	j->verdicts = g_ptr_array_new_with_free_func((GDestroyNotify)errno_verdict_free);
	j->flags = g_ptr_array_new_with_free_func((GDestroyNotify)flag_verdict_free);
	j->also_handled = g_ptr_array_new();
	j->patterns = g_ptr_array_new();
	j->wanted = g_ptr_array_new();
	return j;
}

void judgement_free(struct judgement *j)
{
	if (!j)
		return;
	g_ptr_array_unref(j->verdicts);
	g_ptr_array_unref(j->flags);
	g_ptr_array_unref(j->also_handled);
	g_ptr_array_unref(j->patterns);
	g_ptr_array_unref(j->wanted);
	g_free(j);
}

static void add_names(GPtrArray *into, const GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++)
		if (!g_ptr_array_find(into, from->pdata[i], NULL))
			g_ptr_array_add(into, from->pdata[i]);
}

static const int flag_badness[FLAG_STATE_COUNT] = {[FLAG_NA] = 0, [FLAG_KEPT] = 1, [FLAG_UNKNOWN] = 2, [FLAG_LOST] = 3};

/* The flags of one more errno: the worst counts. */
static void merge_flags(GPtrArray *into, GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++) {
		struct flag_verdict *f = from->pdata[i];
		if (i >= into->len) {
			g_ptr_array_add(into, f);
			from->pdata[i] = NULL;
			continue;
		}
		struct flag_verdict *old = into->pdata[i];
		if (flag_badness[f->state] <= flag_badness[old->state])
			continue;
		into->pdata[i] = f;
		from->pdata[i] = old;
	}
}

static struct errno_verdict *verdict_of(struct flow_answer *answer, const char *name)
{
	struct errno_verdict *v = errno_verdict_new(name);
	v->verdict = answer->verdict;
	v->consequence = answer->consequence;
	g_free(v->reason);
	v->reason = g_steal_pointer(&answer->reason);
	g_ptr_array_extend_and_steal(v->steps, g_steal_pointer(&answer->steps));
	answer->steps = g_ptr_array_new();
	g_ptr_array_extend_and_steal(v->assumes, g_steal_pointer(&answer->assumes));
	answer->assumes = g_ptr_array_new();
	return v;
}

/* Whether a flag was asked for at all: what the compiler saw decides where no fallback path could. */
static void settle_unasked_flags(const struct rule *rule, const struct ast_site *seen, struct judgement *j)
{
	for (guint i = 0; i < rule->flags->len; i++) {
		const struct rule_flag *flag = rule->flags->pdata[i];
		if (i >= j->flags->len)
			g_ptr_array_add(j->flags, flag_verdict_new(flag->name));
		struct flag_verdict *f = j->flags->pdata[i];
		if (seen->flags && i < seen->flags->len && g_array_index(seen->flags, int, i) == 0)
			f->state = FLAG_NA;
	}
}

static bool falls_back(enum verdict v)
{
	return v == VERDICT_HANDLED || v == VERDICT_DEFERRED;
}

struct judgement *judge_ask(const struct question *q, const struct program *program, const struct flow_limits *limits)
{
	struct judgement *j = judgement_new();
	struct flow_query query = {.program = program,
				   .rule = q->rule,
				   .function_key = q->seen->function_key,
				   .site = q->seen->number,
				   .path = q->unit->path,
				   .errno_number = q->e->number,
				   .verdict_only = q->also,
				   .limits = limits};
	auto_ptr(flow_answer) answer = flow_explore(&query);
	if (!q->also) {
		g_ptr_array_add(j->verdicts, verdict_of(answer, q->e->name));
		merge_flags(j->flags, answer->flags);
		add_names(j->wanted, answer->wanted);
	} else if (falls_back(answer->verdict)) {
		g_ptr_array_add(j->also_handled, (gpointer)q->e->name);
	}
	if (!q->also || falls_back(answer->verdict))
		patterns_of_errno(q->e, answer->verdict, answer->sticky, j->patterns);
	return j;
}

void judgement_add(struct judgement *into, struct judgement *part)
{
	g_ptr_array_extend_and_steal(into->verdicts, g_steal_pointer(&part->verdicts));
	part->verdicts = g_ptr_array_new();
	merge_flags(into->flags, part->flags);
	add_names(into->also_handled, part->also_handled);
	add_names(into->patterns, part->patterns);
	add_names(into->wanted, part->wanted);
}

bool judgement_falls_back(const struct judgement *j)
{
	for (guint i = 0; i < j->verdicts->len; i++)
		if (((struct errno_verdict *)j->verdicts->pdata[i])->verdict != VERDICT_UNHANDLED)
			return true;
	return false;
}

void judgement_conclude(struct judgement *j, const struct rule *rule, const struct ast_site *seen)
{
	g_ptr_array_sort(j->wanted, wish_compare);
	settle_unasked_flags(rule, seen, j);
	patterns_of_site(j->verdicts, j->flags, j->also_handled, j->patterns);
}

static void take_all(GPtrArray *into, GPtrArray **from)
{
	g_ptr_array_set_size(into, 0);
	g_ptr_array_extend_and_steal(into, g_steal_pointer(from));
	*from = g_ptr_array_new();
}

struct site *judge_make_site(const struct rule *rule, const struct ast_site *seen, struct judgement *j)
{
	struct site *site = site_new(seen->rule, seen->call);
	site->where = seen->range;
	site->function = seen->function;
	site->form = seen->form;
	site->guard = g_strdup(seen->guard);
	take_all(site->verdicts, &j->verdicts);
	take_all(site->flags, &j->flags);
	take_all(site->also_handled, &j->also_handled);
	take_all(site->patterns, &j->patterns);
	site->severity = rule_severity(rule, site);
	return site;
}

static void swap_verdict(GPtrArray *a, GPtrArray *b, guint i)
{
	gpointer t = a->pdata[i];
	a->pdata[i] = b->pdata[i];
	b->pdata[i] = t;
}

void judge_merge(struct site *into, struct site *other)
{
	for (guint i = 0; i < into->verdicts->len && i < other->verdicts->len; i++) {
		const struct errno_verdict *a = into->verdicts->pdata[i], *b = other->verdicts->pdata[i];
		if (a->verdict != b->verdict && verdict_worse(a->verdict, b->verdict) == b->verdict)
			swap_verdict(into->verdicts, other->verdicts, i);
	}
	for (guint i = 0; i < into->flags->len && i < other->flags->len; i++) {
		const struct flag_verdict *a = into->flags->pdata[i], *b = other->flags->pdata[i];
		if (flag_badness[b->state] > flag_badness[a->state])
			swap_verdict(into->flags, other->flags, i);
	}
	for (guint i = into->also_handled->len; i-- > 0;)
		if (!g_ptr_array_find(other->also_handled, into->also_handled->pdata[i], NULL))
			g_ptr_array_remove_index(into->also_handled, i);
	add_names(into->patterns, other->patterns);
}
