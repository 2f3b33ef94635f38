/* Whether a target is known to have a rule's call: the rule's table of architectures, under the names that people use
 * for them. Only a kernel's release is compared; what a vendor put into it or took out is not known here. */
#include "rules/rule.h"

#include <stdlib.h>
#include <string.h>

/* Architectures by what uname -m, Debian, GNU triplets and Go call them. */
static const struct {
	const char *alias, *arch;
} aliases[] = {
	{"amd64", "x86_64"},
	{"x64", "x86_64"},
	{"x32", "x86_64"},
	{"386", "i386"},
	{"i486", "i386"},
	{"i586", "i386"},
	{"i686", "i386"},
	{"x86", "i386"},
	{"aarch64", "arm64"},
	{"armv8", "arm64"},
	{"arm64v8", "arm64"},
	{"aarch64_be", "arm64"},
	{"armel", "arm"},
	{"armhf", "arm"},
	{"armeb", "arm"},
	{"armv5", "arm"},
	{"armv5tel", "arm"},
	{"armv5tejl", "arm"},
	{"armv6", "arm"},
	{"armv6l", "arm"},
	{"armv7", "arm"},
	{"armv7l", "arm"},
	{"armv8l", "arm"},
	{"mipsel", "mips"},
	{"mips64", "mips"},
	{"mips64el", "mips"},
	{"mipsle", "mips"},
	{"ppc", "powerpc"},
	{"ppc64", "powerpc"},
	{"ppc64le", "powerpc"},
	{"ppc64el", "powerpc"},
	{"powerpc64", "powerpc"},
	{"powerpc64le", "powerpc"},
	{"s390x", "s390"},
	{"riscv32", "riscv"},
	{"riscv64", "riscv"},
	{"loong64", "loongarch"},
	{"loongarch64", "loongarch"},
	{"hppa", "parisc"},
	{"parisc64", "parisc"},
	{"sh4", "sh"},
	{"superh", "sh"},
	{"bfin", "blackfin"},
	{"or1k", "openrisc"},
	{"tilegx", "tile"},
	{"tilepro", "tile"},
	{"microblazeel", "microblaze"},
};

static const char *canonical_arch(const char *arch)
{
	for (unsigned i = 0; i < G_N_ELEMENTS(aliases); i++) {
		if (g_ascii_strcasecmp(aliases[i].alias, arch) == 0)
			return aliases[i].arch;
	}
	return arch;
}

bool kernel_release_parse(const char *text, unsigned out[3])
{
	unsigned numbers[3] = {0, 0, 0}, count = 0;
	const char *p = text;
	while (count < 3 && g_ascii_isdigit(*p)) {
		char *end;
		guint64 number = g_ascii_strtoull(p, &end, 10);
		if (number > 65535)
			return false;
		numbers[count++] = (unsigned)number;
		p = end;
		if (*p != '.')
			break;
		p++;
	}
	/* behind two numbers: the end, a suffix ("-amd64"), or whatever follows a dot */
	if (count < 2 || !(*p == '\0' || strchr("-+_~. ", *p) || p[-1] == '.'))
		return false;
	memcpy(out, numbers, sizeof numbers);
	return true;
}

static int release_compare(const unsigned a[3], const unsigned b[3])
{
	for (unsigned i = 0; i < 3; i++) {
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	}
	return 0;
}

static enum rule_presence presence_on(const struct rule_availability *a, const unsigned kernel[3])
{
	unsigned since[3];
	if (!a->since)
		return RULE_ABSENT;
	if (!kernel || !kernel_release_parse(a->since, since))
		return RULE_PRESENCE_UNKNOWN;
	return release_compare(kernel, since) >= 0 ? RULE_PRESENT : RULE_ABSENT;
}

/* Without an architecture: what all architectures agree on. */
static enum rule_presence presence_everywhere(const struct rule *rule, const unsigned kernel[3])
{
	enum rule_presence all = RULE_PRESENCE_UNKNOWN;
	for (unsigned i = 0; i < rule->availability->len; i++) {
		enum rule_presence one = presence_on(g_ptr_array_index(rule->availability, i), kernel);
		if (i > 0 && one != all)
			return RULE_PRESENCE_UNKNOWN;
		all = one;
	}
	return all;
}

static const struct rule_availability *availability_on(const struct rule *rule, const char *arch)
{
	const char *canonical = canonical_arch(arch);

	for (unsigned i = 0; i < rule->availability->len; i++) {
		const struct rule_availability *a = g_ptr_array_index(rule->availability, i);
		if (g_ascii_strcasecmp(a->arch, canonical) == 0)
			return a;
	}
	return NULL;
}

const char *rule_since(const struct rule *rule, const char *arch)
{
	const struct rule_availability *a = availability_on(rule, arch);

	return a ? a->since : NULL;
}

enum rule_presence rule_presence(const struct rule *rule, const char *kernel, const char *arch)
{
	unsigned release[3];
	const unsigned *known = kernel && kernel_release_parse(kernel, release) ? release : NULL;
	if (!arch)
		return presence_everywhere(rule, known);
	const struct rule_availability *a = availability_on(rule, arch);
	return a ? presence_on(a, known) : RULE_PRESENCE_UNKNOWN;
}
