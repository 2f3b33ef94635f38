/* Comparisons only; who is to blame for a difference is decided by the caller. */
#include "fix/verify.h"

#include <string.h>

static bool was_unknown(const struct site *before, const char *errno_name)
{
	const struct errno_verdict *v = before ? site_verdict(before, errno_name) : NULL;
	return v && v->verdict == VERDICT_UNKNOWN;
}

static bool defers(const struct site *before)
{
	for (guint i = 0; before && i < before->verdicts->len; i++)
		if (((struct errno_verdict *)before->verdicts->pdata[i])->verdict == VERDICT_DEFERRED)
			return true;
	return false;
}

static enum flag_state flag_of(const struct site *site, const char *flag)
{
	for (guint i = 0; site && i < site->flags->len; i++)
		if (((struct flag_verdict *)site->flags->pdata[i])->flag == flag)
			return ((struct flag_verdict *)site->flags->pdata[i])->state;
	return FLAG_NA;
}

char *verify_site(const struct site *after, const struct site *before)
{
	for (guint i = 0; i < after->verdicts->len; i++) {
		const struct errno_verdict *v = after->verdicts->pdata[i];
		bool ok = v->verdict == VERDICT_HANDLED || (v->verdict == VERDICT_DEFERRED && defers(before)) ||
			  (v->verdict == VERDICT_UNKNOWN && was_unknown(before, v->errno_name));
		if (!ok)
			return g_strdup_printf("%s is %s: %s", v->errno_name, verdict_name(v->verdict),
					       v->reason ? v->reason : "");
	}
	for (guint i = 0; i < after->flags->len; i++) {
		const struct flag_verdict *f = after->flags->pdata[i];
		if (f->state == FLAG_LOST)
			return g_strdup_printf("%s is lost", f->flag);
		if (f->state == FLAG_UNKNOWN && flag_of(before, f->flag) != FLAG_UNKNOWN)
			return g_strdup_printf("whether %s is kept cannot be told", f->flag);
	}
	return NULL;
}

char *verify_not_worse(const struct site *after, const struct site *before)
{
	for (guint i = 0; i < before->verdicts->len; i++) {
		const struct errno_verdict *v = before->verdicts->pdata[i];
		const struct errno_verdict *now = site_verdict(after, v->errno_name);
		if (now && now->verdict != v->verdict && verdict_worse(now->verdict, v->verdict) == now->verdict)
			return g_strdup_printf("%s:%u: %s was %s and is %s", before->where.path, before->where.line,
					       v->errno_name, verdict_name(v->verdict), verdict_name(now->verdict));
	}
	for (guint i = 0; i < after->flags->len; i++) {
		const struct flag_verdict *f = after->flags->pdata[i];
		enum flag_state was = flag_of(before, f->flag);
		if (f->state == FLAG_LOST && was == FLAG_KEPT)
			return g_strdup_printf("%s:%u: %s is lost now", before->where.path, before->where.line,
					       f->flag);
	}
	return NULL;
}

const struct site *verify_find(const struct run *run, const char *id)
{
	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *s = run->sites->pdata[i];
		if (strcmp(s->id, id) == 0)
			return s;
	}
	return NULL;
}

const struct site *verify_find_wrapper(const struct run *run, const char *path, const char *function)
{
	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *s = run->sites->pdata[i];
		if (strcmp(s->where.path, path) == 0 && strstr(s->function, function))
			return s;
	}
	return NULL;
}

static unsigned count_problem(const struct run *run, const struct problem *p)
{
	unsigned n = 0;
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *q = run->problems->pdata[i];
		n += q->path == p->path && q->kind == p->kind && q->incomplete;
	}
	return n;
}

static unsigned count_unreached(const struct run *run, const char *path)
{
	unsigned n = 0;
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = run->occurrences->pdata[i];
		n += o->class == OCCURRENCE_UNREACHED && (!path || strcmp(o->where.path, path) == 0);
	}
	return n;
}

char *verify_new_problem(const struct run *after, const struct run *before, const char *path)
{
	for (guint i = 0; i < after->problems->len; i++) {
		const struct problem *p = after->problems->pdata[i];
		if (p->incomplete && (!path || strcmp(p->path, path) == 0) &&
		    count_problem(after, p) > count_problem(before, p))
			return g_strdup_printf("%s: %s", p->path, p->text ? p->text : p->kind);
	}
	if (count_unreached(after, path) > count_unreached(before, path))
		return g_strdup_printf("%s: a place is not reached any more", path ? path : "the tree");
	return NULL;
}
