/* Which files hold C or C++, by their names. */
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

static enum language language_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash ? slash : path, '.');

	for (size_t i = 0; dot && i < G_N_ELEMENTS(extensions); i++)
		if (dot[1] == *extensions[i].extension && strcmp(dot + 1, extensions[i].extension) == 0)
			return extensions[i].language;
	return 0;
}

bool source_is_c(const char *path)
{
	return language_of(path) != 0;
}

bool source_is_cxx(const char *path)
{
	return language_of(path) == LANGUAGE_CXX;
}
