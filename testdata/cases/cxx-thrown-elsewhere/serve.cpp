#include "errors.hpp"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int exactly(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_int(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	}
}

int not_converted(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled rest=unhandled */
		if (fd < 0)
			fail_int(errno);
		return fd;
	} catch (long) {
		return accept_plain(lfd);
	}
}

int long_not_int(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled rest=unhandled */
		if (fd < 0)
			fail_long(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	}
}

int right_of_two(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_long(errno);
		return fd;
	} catch (int) {
		return -1;
	} catch (long) {
		return accept_plain(lfd);
	}
}

int wrong_of_two(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled rest=unhandled */
		if (fd < 0)
			fail_long(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	} catch (long) {
		return -1;
	}
}

int any(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_int(errno);
		return fd;
	} catch (long) {
		return -1;
	} catch (...) {
		return accept_plain(lfd);
	}
}

int array_as_pointer(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_text(errno);
		return fd;
	} catch (const char *) {
		return accept_plain(lfd);
	}
}

int pointer_is_no_int(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled rest=unhandled */
		if (fd < 0)
			fail_text(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	} catch (...) {
		return -1;
	}
}

int null_to_a_pointer(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
		if (fd < 0)
			fail_null(errno);
		return fd;
	} catch (const char *) {
		return accept_plain(lfd);
	}
}

int its_base(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_derived(errno);
		return fd;
	} catch (const base &) {
		return accept_plain(lfd);
	}
}

int itself(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_derived(errno);
		return fd;
	} catch (derived) {
		return accept_plain(lfd);
	}
}

int enumeration(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_enum(errno);
		return fd;
	} catch (int) {
		return -1;
	} catch (fault) {
		return accept_plain(lfd);
	}
}

int through_another(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_nested(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	}
}

int past_a_destructor(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0)
			fail_in_destructor(errno);
		return fd;
	} catch (char) {
		return -1;
	} catch (base &) {
		return accept_plain(lfd);
	}
}

int name_that_is_hidden(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
		if (fd < 0)
			fail_hidden(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	} catch (...) {
		return -1;
	}
}

int thrown_again(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
		if (fd < 0)
			fail_again(errno);
		return fd;
	} catch (int) {
		return accept_plain(lfd);
	} catch (...) {
		return -1;
	}
}

int nested_tries(int lfd)
{
	try {
		try {
			int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
			if (fd < 0)
				fail_derived(errno);
			return fd;
		} catch (int) {
			return -1;
		}
	} catch (const base &) {
		return accept_plain(lfd);
	}
}

int private_base(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled rest=unhandled */
		if (fd < 0)
			fail_derived(errno);
		return fd;
	} catch (const other &) {
		return accept_plain(lfd);
	}
}

int base_twice(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled|conditional|unknown rest=unhandled */
		if (fd < 0)
			fail_both(errno);
		return fd;
	} catch (const base &) {
		return accept_plain(lfd);
	}
}

int left_base(int lfd)
{
	try {
		int fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled|conditional rest=unhandled */
		if (fd < 0)
			fail_both(errno);
		return fd;
	} catch (const left &) {
		return accept_plain(lfd);
	}
}
