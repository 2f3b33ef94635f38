/* Functions of the C and POSIX libraries of which the table (library_table.c) has nothing to say, because they come
 * back and do nothing that it is about. Here is only that the names are theirs: ISO C and POSIX reserve them. */
#include "rules/library.h"

static const char names[] =
	/* text and memory */
	"memccpy memchr memmem mempcpy memrchr stpcpy stpncpy strcasecmp strcasestr strcat strchrnul "
	"strcoll strcpy strcspn strdup strerror strerror_l strerror_r strlcat strlcpy strncasecmp "
	"strncat strncpy strndup strnlen strpbrk strsep strsignal strspn strtok strtok_r strxfrm isalnum "
	"isalpha isblank iscntrl isdigit isgraph islower isprint ispunct isspace isupper isxdigit "
	"tolower toupper atof atoi atol atoll strtod strtof strtol strtold strtoll strtoul strtoull "
	"strtoimax strtoumax sprintf snprintf vsprintf vsnprintf asprintf vasprintf sscanf vsscanf "
	/* streams */
	"printf fprintf dprintf vprintf vfprintf vdprintf puts fputs putc fputc putchar fwrite fread "
	"fgets fgetc getc getchar ungetc getline getdelim scanf fscanf vscanf vfscanf perror fflush "
	"fopen freopen fdopen fclose fileno feof ferror clearerr fseek fseeko ftell ftello rewind setbuf "
	"setvbuf setlinebuf popen pclose tmpfile remove rename psignal __printf_chk __fprintf_chk "
	"__vprintf_chk __vfprintf_chk __dprintf_chk __sprintf_chk __snprintf_chk __vsprintf_chk "
	"__vsnprintf_chk __syslog_chk __vsyslog_chk syslog vsyslog openlog closelog setlogmask "
	/* memory that is asked for */
	"malloc calloc realloc reallocarray free posix_memalign aligned_alloc alloca mmap munmap "
	"mprotect "
	/* time */
	"time ctime ctime_r asctime asctime_r gmtime gmtime_r localtime localtime_r mktime timegm "
	"difftime strftime clock timer_create timer_settime timer_delete alarm getitimer setitimer "
	/* processes, signals, the environment */
	"getpid getppid getuid geteuid getgid getegid getpgrp getpgid setsid setuid setgid seteuid "
	"setegid setgroups getenv setenv unsetenv putenv kill raise signal sigaction sigemptyset "
	"sigfillset sigaddset sigdelset sigismember sigprocmask pthread_sigmask fork waitpid wait "
	"sched_yield sysconf getrusage setrlimit atexit gettid pthread_create pthread_join "
	"pthread_detach pthread_cond_signal pthread_cond_broadcast pthread_mutex_trylock "
	"pthread_mutex_init pthread_mutex_destroy pthread_getspecific pthread_setspecific "
	"pthread_equal pthread_attr_init pthread_attr_destroy pthread_attr_setdetachstate pthread_attr_setstacksize "
	"pthread_key_create pthread_cond_wait pthread_cond_timedwait pthread_cond_init pthread_cond_destroy "
	"pthread_kill "
	"pthread_cancel pthread_setname_np sem_init sem_post sem_wait sem_trywait sem_destroy getpwnam getpwuid "
	"getgrnam getgrgid random srandom rand srand rand_r random_r "
	/* files and sockets */
	"write writev readv pread pwrite lseek ftruncate fsync fdatasync unlink unlinkat mkdir rmdir "
	"access chdir chmod chown link symlink readlink opendir readdir closedir umask pipe pipe2 dup "
	"dup2 dup3 bind listen connect send sendto sendmsg socketpair epoll_ctl inet_ntoa inet_ntop "
	"inet_pton inet_addr inet_aton getaddrinfo freeaddrinfo getnameinfo gai_strerror getservbyname "
	"gethostname if_nametoindex if_indextoname accept accept4 recvmmsg sendmmsg sendfile splice tee "
	"signalfd prctl getrandom getentropy syscall ";

static GHashTable *build_index(void)
{
	GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
	gchar **words = g_strsplit(names, " ", -1); /* lives as long as the process */
	for (gchar **word = words; *word; word++)
		if (**word)
			g_hash_table_add(index, *word);
		else
			g_free(*word); /* what follows the last space */
	g_free(words);
	return index;
}

bool library_has_plain(const char *name)
{
	static gsize index = 0;
	if (g_once_init_enter(&index))
		g_once_init_leave(&index, (gsize)build_index());
	return name && g_hash_table_contains((GHashTable *)index, name);
}
