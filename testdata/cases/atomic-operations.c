/* case: a sticky flag that atomic operations read and write: the compiler's own, old and new, and C11's, through macros,
 * by value and by address. What they leave in it decides, and so does what they do not. */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>

static atomic_int plain = 1;
int serve_plain(int s)
{
	if (atomic_load(&plain)) {
		int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
		if (fd >= 0)
			return fd;
		atomic_store(&plain, 0);
	}
	return atomic_load(&plain) ? -1 : accept(s, 0, 0);
}

static int set_again = 1;
int serve_set_again(int s)
{
	if (set_again) {
		int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
		if (fd >= 0)
			return fd;
		set_again = 0;
		__sync_lock_test_and_set(&set_again, 1);
	}
	return set_again ? -1 : accept(s, 0, 0);
}

static int counted = 0;
int serve_counted(int s)
{
	if (!counted) {
		int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
		if (fd >= 0)
			return fd;
		__sync_add_and_fetch(&counted, 1);
	}
	return counted ? accept(s, 0, 0) : -1;
}

static atomic_uint bits = 3;
int serve_bits(int s)
{
	if (bits & 1) {
		int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
		if (fd >= 0)
			return fd;
		atomic_fetch_and(&bits, ~1u);
	}
	return bits & 1 ? -1 : accept(s, 0, 0);
}
static unsigned other_bits = 3;
int serve_other_bits(int s)
{
	if (other_bits & 1) {
		int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
		if (fd >= 0)
			return fd;
		__sync_fetch_and_and(&other_bits, ~2u);
	}
	return other_bits & 1 ? -1 : accept(s, 0, 0);
}

static atomic_bool exchanged = true;
int serve_exchanged(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0 && atomic_exchange(&exchanged, false))
		fd = accept(s, 0, 0);
	else if (fd < 0)
		fd = accept(s, 0, 0);
	return fd;
}

static int swapped = 1;
int serve_swapped(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		__sync_bool_compare_and_swap(&swapped, 1, 0);
		if (!swapped)
			return accept(s, 0, 0);
	}
	return fd;
}
int serve_not_swapped(int s)
{
	static int state = 2;
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0 && __sync_bool_compare_and_swap(&state, 1, 0))
		fd = accept(s, 0, 0);
	return fd;
}
int serve_expected(int s)
{
	static atomic_int state = 2;
	int expected = 1, fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0 && !atomic_compare_exchange_strong(&state, &expected, 0) && expected == 2)
		fd = accept(s, 0, 0);
	return fd;
}

int serve_by_address(int s)
{
	static int state = 1;
	int off = 0, now = 1, fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		__atomic_store(&state, &off, __ATOMIC_SEQ_CST);
		__atomic_load(&state, &now, __ATOMIC_SEQ_CST);
		if (now == 0)
			fd = accept(s, 0, 0);
	}
	return fd;
}

/* the order is not the value */
int serve_ordered(int s)
{
	static int state = 1;
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		__atomic_store_n(&state, 0, __ATOMIC_SEQ_CST);
		if (!__atomic_load_n(&state, __ATOMIC_ACQUIRE))
			fd = accept(s, 0, 0);
	}
	return fd;
}

#define TURN_OFF(flag) atomic_store_explicit(&(flag), 0, memory_order_release)
#define IS_ON(flag) atomic_load_explicit(&(flag), memory_order_acquire)
static atomic_int wrapped = 1;
int serve_wrapped(int s)
{
	if (IS_ON(wrapped)) {
		int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
		if (fd >= 0)
			return fd;
		TURN_OFF(wrapped);
	}
	return IS_ON(wrapped) ? -1 : accept(s, 0, 0);
}

/* errno is a variable, too */
int serve_errno(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (fd < 0) {
		__atomic_store_n(&errno, 0, __ATOMIC_RELAXED);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(s, 0, 0);
	}
	return fd;
}
