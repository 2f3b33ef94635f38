/* One parse: the file, what stands before it, and the headers that exist in memory only. */
#include "ast/ladder.h"

#include <string.h>

#define MISSING_FOLDER VIRTUAL_FOLDER "/missing"

static const char prelude[] =
	"#pragma once\n"
	"#include <sys/types.h>\n#include <sys/socket.h>\n#include <sys/un.h>\n#include <sys/ioctl.h>\n#include "
	"<sys/stat.h>\n"
	"#include <sys/time.h>\n#include <sys/uio.h>\n#include <sys/select.h>\n#include <sys/syscall.h>\n#include "
	"<sys/wait.h>\n"
	"#include <sys/resource.h>\n#include <sys/epoll.h>\n#include <netinet/in.h>\n#include <netinet/tcp.h>\n"
	"#include <arpa/inet.h>\n#include <netdb.h>\n#include <poll.h>\n#include <fcntl.h>\n#include <unistd.h>\n"
	"#include <errno.h>\n#include <signal.h>\n#include <stdlib.h>\n#include <stdio.h>\n#include <string.h>\n"
	"#include <strings.h>\n#include <stdint.h>\n#include <stddef.h>\n#include <stdarg.h>\n#include <limits.h>\n"
	"#include <inttypes.h>\n#include <time.h>\n#include <ctype.h>\n#include <assert.h>\n#include <pthread.h>\n"
	"#include <syslog.h>\n#include <err.h>\n#include <dlfcn.h>\n"
	"#ifndef __cplusplus\n#include <stdbool.h>\n#endif\n";

static struct CXUnsavedFile in_memory(const char *name, const char *text)
{
	return (struct CXUnsavedFile){name, text, strlen(text)};
}

struct memory_files {
	GArray *files;    /* of struct CXUnsavedFile */
	GPtrArray *names; /* of char *, owned */
};

static void add_missing(struct memory_files *m, const GPtrArray *missing)
{
	for (guint i = 0; missing && i < missing->len; i++) {
		char *name = g_build_filename(MISSING_FOLDER, missing->pdata[i], NULL);
		struct CXUnsavedFile f = in_memory(name, "\n");
		g_ptr_array_add(m->names, name);
		g_array_append_val(m->files, f);
	}
}

/* Contents other than the disk's. The file itself has its own text when it has one. */
static void add_overlay(struct memory_files *m, const struct tu_input *input)
{
	const struct source_overlay *overlay = input->request->tree ? input->request->tree->overlay : NULL;
	GHashTableIter it;
	gpointer name, file;
	if (!overlay)
		return;
	g_hash_table_iter_init(&it, overlay->files);
	while (g_hash_table_iter_next(&it, &name, &file)) {
		if (!file || (input->text && strcmp(name, input->request->absolute) == 0))
			continue;
		const char *bytes = g_mapped_file_get_contents(file);
		struct CXUnsavedFile f = {name, bytes ? bytes : "", g_mapped_file_get_length(file)};
		g_array_append_val(m->files, f);
	}
}

static void trace_folders(const struct tu_input *input)
{
	static const char *const with_folder[] = {"-I", "-isystem", "-iquote", "-idirafter", "-isysroot", NULL};
	static const char *const root = "--sysroot=";
	for (guint i = 0; i < input->flags->len; i++) {
		const char *flag = input->flags->pdata[i];
		if (i + 1 < input->flags->len && g_strv_contains(with_folder, flag))
			ast_trace_folder(input->request->trace, input->flags->pdata[i + 1]);
		else if (g_str_has_prefix(flag, root))
			ast_trace_folder(input->request->trace, flag + strlen(root));
	}
}

static void trace_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData trace)
{
	(void)stack;
	(void)depth;
	auto_cxstring name = clang_getFileName(file);
	const char *path = clang_getCString(name);
	if (path && !g_str_has_prefix(path, VIRTUAL_FOLDER "/"))
		ast_trace_read(trace, path);
}

CXTranslationUnit tu_parse(CXIndex index, const struct tu_input *input)
{
	struct memory_files m = {g_array_new(FALSE, FALSE, sizeof(struct CXUnsavedFile)),
				 g_ptr_array_new_with_free_func(g_free)};
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	g_autofree char *stubs =
		g_strconcat(input->macros ? input->macros : "", input->stubs ? input->stubs : "", NULL);
	CXTranslationUnit tu = NULL;
	for (guint i = 0; i < input->flags->len; i++)
		g_ptr_array_add(args, input->flags->pdata[i]);
	if (input->stubs) {
		struct CXUnsavedFile first = in_memory(VIRTUAL_PRELUDE, prelude),
				     second = in_memory(VIRTUAL_STUBS, stubs);
		g_array_append_val(m.files, first);
		g_array_append_val(m.files, second);
		g_ptr_array_add(args, (gpointer) "-include");
		g_ptr_array_add(args, (gpointer)VIRTUAL_PRELUDE);
		g_ptr_array_add(args, (gpointer) "-include");
		g_ptr_array_add(args, (gpointer)VIRTUAL_STUBS);
	}
	if (input->missing && input->missing->len) {
		add_missing(&m, input->missing);
		g_ptr_array_add(args, (gpointer) "-idirafter");
		g_ptr_array_add(args, (gpointer)MISSING_FOLDER);
	}
	if (input->text) {
		struct CXUnsavedFile own = {input->request->absolute, input->text, input->request->text->length};
		g_array_append_val(m.files, own);
	}
	add_overlay(&m, input);
	trace_folders(input);
	clang_parseTranslationUnit2(index, input->request->absolute, (const char *const *)args->pdata, (int)args->len,
				    (struct CXUnsavedFile *)m.files->data, m.files->len, CXTranslationUnit_KeepGoing,
				    &tu);
	if (tu && input->request->trace)
		clang_getInclusions(tu, trace_inclusion, input->request->trace);
	g_array_unref(m.files);
	g_ptr_array_unref(m.names);
	return tu;
}

bool tu_has_error(CXTranslationUnit tu)
{
	g_autofree char *error = tu_first_error(tu);

	return error != NULL;
}

char *tu_first_error(CXTranslationUnit tu)
{
	unsigned n = clang_getNumDiagnostics(tu);
	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		char *text = NULL;
		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error) {
			auto_cxstring s = clang_getDiagnosticSpelling(d);
			struct cx_place p = cx_place(clang_getDiagnosticLocation(d));
			text = g_strdup_printf("line %u: %s", p.line, clang_getCString(s));
		}
		clang_disposeDiagnostic(d);
		if (text)
			return text;
	}
	return NULL;
}
