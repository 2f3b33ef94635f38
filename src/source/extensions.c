/* Which files hold C or C++, or what C is made from or linked with, by their names. */
#include <string.h>

#include "source/walk.h"

enum language { LANGUAGE_C = 1, LANGUAGE_CXX, LANGUAGE_EITHER };

static const struct {
	const char *extension;
	enum language language;
} extensions[] = {
	{"c", LANGUAGE_C},      {"h", LANGUAGE_EITHER},   {"cc", LANGUAGE_CXX},     {"cpp", LANGUAGE_CXX},
	{"cxx", LANGUAGE_CXX},  {"C", LANGUAGE_CXX},      {"c++", LANGUAGE_CXX},    {"cp", LANGUAGE_CXX},
	{"CPP", LANGUAGE_CXX},  {"CC", LANGUAGE_CXX},     {"hpp", LANGUAGE_CXX},    {"hh", LANGUAGE_CXX},
	{"hxx", LANGUAGE_CXX},  {"h++", LANGUAGE_CXX},    {"H", LANGUAGE_CXX},      {"ipp", LANGUAGE_CXX},
	{"tcc", LANGUAGE_CXX},  {"tpp", LANGUAGE_CXX},    {"txx", LANGUAGE_CXX},    {"ixx", LANGUAGE_CXX},
	{"cppm", LANGUAGE_CXX}, {"inl", LANGUAGE_EITHER}, {"inc", LANGUAGE_EITHER}, {"def", LANGUAGE_EITHER},
};

/* Grammars, templates, assembler and other languages that share their variables with C. */
static const char *const kin[] = {"y",     "yy",  "ypp", "y++", "l",   "ll",  "lpp",  "lex",  "re",       "rl",
				  "gperf", "xs",  "in",  "S",   "s",   "sx",  "asm",  "m",    "mm",       "cu",
				  "pyx",   "pxd", "rs",  "go",  "d",   "zig", "vala", "tmpl", "template", "m4",
				  "x",     "swg", "i",   "f90", "pas", "ads", "adb"};

static const char *extension_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');

	return dot ? dot + 1 : NULL;
}

static enum language language_of(const char *path)
{
	const char *extension = extension_of(path);

	for (size_t i = 0; extension && i < G_N_ELEMENTS(extensions); i++)
		if (*extension == *extensions[i].extension && strcmp(extension, extensions[i].extension) == 0)
			return extensions[i].language;
	return 0;
}

bool source_is_kin(const char *path)
{
	const char *extension = extension_of(path);

	for (size_t i = 0; extension && i < G_N_ELEMENTS(kin); i++)
		if (strcmp(extension, kin[i]) == 0)
			return true;
	return false;
}

bool source_is_c(const char *path)
{
	return language_of(path) != 0;
}

bool source_is_cxx(const char *path)
{
	return language_of(path) == LANGUAGE_CXX;
}
