/* The filter, built with libseccomp: it knows the numbers of a call on every architecture, and that i386, s390 and
 * others have the socket calls in socketcall(2), where it compares the first argument. Built without libseccomp,
 * without/filter.c takes this file's place. */
#include "deny/deny.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>

struct deny_filter {
	scmp_filter_ctx context;
};

/* Programs of which other architectures a kernel runs. */
static const struct {
	uint32_t native, beside;
} families[] = {
	{SCMP_ARCH_X86_64, SCMP_ARCH_X86},      {SCMP_ARCH_X86_64, SCMP_ARCH_X32},
	{SCMP_ARCH_X86, SCMP_ARCH_X86_64},      {SCMP_ARCH_X86, SCMP_ARCH_X32},
	{SCMP_ARCH_AARCH64, SCMP_ARCH_ARM},     {SCMP_ARCH_ARM, SCMP_ARCH_AARCH64},
	{SCMP_ARCH_MIPS64, SCMP_ARCH_MIPS},     {SCMP_ARCH_MIPS64, SCMP_ARCH_MIPS64N32},
	{SCMP_ARCH_MIPSEL64, SCMP_ARCH_MIPSEL}, {SCMP_ARCH_MIPSEL64, SCMP_ARCH_MIPSEL64N32},
	{SCMP_ARCH_PPC64, SCMP_ARCH_PPC},       {SCMP_ARCH_S390X, SCMP_ARCH_S390},
	{SCMP_ARCH_PARISC64, SCMP_ARCH_PARISC},
};

/* Gives false, with the error set, when result is one of libseccomp's failures. */
static bool succeeded(int result, GError **error, enum deny_error code, const char *what)
{
	if (result >= 0)
		return true;
	g_set_error(error, DENY_ERROR, code, "%s: %s", what, g_strerror(-result));
	return false;
}

static bool add_architectures(scmp_filter_ctx context, GError **error)
{
	uint32_t native = seccomp_arch_native();
	for (unsigned i = 0; i < G_N_ELEMENTS(families); i++) {
		if (families[i].native != native || seccomp_arch_exist(context, families[i].beside) == 0)
			continue;
		if (!succeeded(seccomp_arch_add(context, families[i].beside), error, DENY_ERROR_CALL,
			       "libseccomp does not add an architecture"))
			return false;
	}
	return true;
}

/* "SYS_accept4", "__NR_accept4" or "accept4" */
static const char *name_of_call(const char *word)
{
	static const char *const prefixes[] = {"SYS_", "__NR_"};
	for (unsigned i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(word, prefixes[i]))
			return word + strlen(prefixes[i]);
	return word;
}

/* A name that no architecture has is passed over; false when libseccomp does not take one that it knows. */
static bool add_call(scmp_filter_ctx context, const char *word, int own_errno, unsigned *count, GError **error)
{
	int number = seccomp_syscall_resolve_name(name_of_call(word));
	if (number == __NR_SCMP_ERROR)
		return true;
	int result = seccomp_rule_add(context, SCMP_ACT_ERRNO((uint32_t)own_errno), number, 0);
	*count += 1;
	return result == -EEXIST || succeeded(result, error, DENY_ERROR_CALL, name_of_call(word));
}

static bool add_rule(scmp_filter_ctx context, const struct rule *rule, int own_errno, GError **error)
{
	unsigned count = 0;
	for (guint i = 0; i < rule->raw->len; i++) {
		const struct rule_call *raw = g_ptr_array_index(rule->raw, i);
		if (!add_call(context, raw->name, own_errno, &count, error))
			return false;
	}
	if (count == 0 && !add_call(context, rule->call.name, own_errno, &count, error))
		return false;
	if (count == 0)
		g_set_error(error, DENY_ERROR, DENY_ERROR_CALL,
			    "libseccomp knows no system call %s, so rule %s can't be tried here", rule->call.name,
			    rule->id);
	return count > 0;
}

static bool build(scmp_filter_ctx context, const struct rule_set *rules, int own_errno, GError **error)
{
	/* not "kill", which is libseccomp's choice for architectures that the filter does not name; and the kernel's
	 * own error numbers in place of ECANCELED */
	if (!succeeded(seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW), error, DENY_ERROR_CALL,
		       "libseccomp") ||
	    !succeeded(seccomp_attr_set(context, SCMP_FLTATR_API_SYSRAWRC, 1), error, DENY_ERROR_CALL, "libseccomp") ||
	    !add_architectures(context, error))
		return false;
	for (guint i = 0; i < rules->rules->len; i++)
		if (!add_rule(context, g_ptr_array_index(rules->rules, i), own_errno, error))
			return false;
	return true;
}

struct deny_filter *deny_filter_new(const struct rule_set *rules, int number, GError **error)
{
	int own_errno = deny_own_errno(number);
	if (!own_errno) {
		g_set_error(error, DENY_ERROR, DENY_ERROR_ERRNO, "this machine has no errno %s", errno_name(number));
		return NULL;
	}
	auto_ptr(deny_filter) filter = g_new0(struct deny_filter, 1);
	filter->context = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter->context) {
		g_set_error(error, DENY_ERROR, DENY_ERROR_CALL, "libseccomp does not know this architecture");
		return NULL;
	}
	return build(filter->context, rules, own_errno, error) ? g_steal_pointer(&filter) : NULL;
}

void deny_filter_free(struct deny_filter *filter)
{
	if (!filter)
		return;
	if (filter->context)
		seccomp_release(filter->context);
	g_free(filter);
}

bool deny_filter_load(const struct deny_filter *filter, GError **error)
{
	int result = seccomp_load(filter->context); /* EFAULT: libseccomp's word for no way to load one */
	if (result < 0)
		g_set_error(error, DENY_ERROR, DENY_ERROR_REFUSED,
			    "the kernel refuses the seccomp filter that makes calls fail: %s; it needs "
			    "CONFIG_SECCOMP_FILTER, and a sandbox or container around sysfall must allow seccomp",
			    result == -EFAULT ? "it knows none, or may not take one" : g_strerror(-result));
	return result >= 0;
}

bool deny_filter_print(const struct deny_filter *filter, int fd, GError **error)
{
	return succeeded(seccomp_export_pfc(filter->context, fd), error, DENY_ERROR_WRITE, "cannot write the filter");
}
