/* case: a loop over events with more paths than can be followed one by one, round upon round: what each event sets is
 * kept in members, and every combination is another state. That none of them answers the failure can be seen all the
 * same; where one does, the loop is judged as far as it can be. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct router {
	int listener, control, use_old;
	int fd0, state0;
	int fd1, state1;
	int fd2, state2;
	int fd3, state3;
	int fd4, state4;
	int fd5, state5;
	int fd6, state6;
	int fd7, state7;
	int fd8, state8;
	int fd9, state9;
	int fd10, state10;
	int fd11, state11;
	int fd12, state12;
	int fd13, state13;
	int fd14, state14;
	int fd15, state15;
};

int next_event(struct router *r);
int work(struct router *r, int fd);

void no_answer(struct router *r)
{
	r->state0 = 0;
	r->state1 = 0;
	r->state2 = 0;
	r->state3 = 0;
	r->state4 = 0;
	r->state5 = 0;
	r->state6 = 0;
	r->state7 = 0;
	r->state8 = 0;
	r->state9 = 0;
	r->state10 = 0;
	r->state11 = 0;
	r->state12 = 0;
	r->state13 = 0;
	r->state14 = 0;
	r->state15 = 0;
	for (;;) {
		int event = next_event(r);

		if (event == r->listener) {
			int fd = accept4(r->listener, NULL, NULL, 0); /* expect: all=unhandled */
			if (fd < 0)
				continue;
			work(r, fd);
			continue;
		}
		if (event == r->control) {
			int fd = accept(r->control, NULL, NULL);
			if (fd >= 0)
				close(fd);
			continue;
		}
		if (event == r->fd0) {
			if (r->state0 == 2)
				r->state0 = work(r, event) ? 1 : 3;
			else
				r->state0++;
			if (r->state0 == 3)
				r->state1 = 0;
			continue;
		}
		if (event == r->fd1) {
			if (r->state1 == 2)
				r->state1 = work(r, event) ? 1 : 3;
			else
				r->state1++;
			if (r->state1 == 4)
				r->state2 = 0;
			continue;
		}
		if (event == r->fd2) {
			if (r->state2 == 2)
				r->state2 = work(r, event) ? 1 : 3;
			else
				r->state2++;
			if (r->state2 == 5)
				r->state3 = 0;
			continue;
		}
		if (event == r->fd3) {
			if (r->state3 == 2)
				r->state3 = work(r, event) ? 1 : 3;
			else
				r->state3++;
			if (r->state3 == 6)
				r->state4 = 0;
			continue;
		}
		if (event == r->fd4) {
			if (r->state4 == 2)
				r->state4 = work(r, event) ? 1 : 3;
			else
				r->state4++;
			if (r->state4 == 7)
				r->state5 = 0;
			continue;
		}
		if (event == r->fd5) {
			if (r->state5 == 2)
				r->state5 = work(r, event) ? 1 : 3;
			else
				r->state5++;
			if (r->state5 == 8)
				r->state6 = 0;
			continue;
		}
		if (event == r->fd6) {
			if (r->state6 == 2)
				r->state6 = work(r, event) ? 1 : 3;
			else
				r->state6++;
			if (r->state6 == 9)
				r->state7 = 0;
			continue;
		}
		if (event == r->fd7) {
			if (r->state7 == 2)
				r->state7 = work(r, event) ? 1 : 3;
			else
				r->state7++;
			if (r->state7 == 10)
				r->state8 = 0;
			continue;
		}
		if (event == r->fd8) {
			if (r->state8 == 2)
				r->state8 = work(r, event) ? 1 : 3;
			else
				r->state8++;
			if (r->state8 == 11)
				r->state9 = 0;
			continue;
		}
		if (event == r->fd9) {
			if (r->state9 == 2)
				r->state9 = work(r, event) ? 1 : 3;
			else
				r->state9++;
			if (r->state9 == 12)
				r->state10 = 0;
			continue;
		}
		if (event == r->fd10) {
			if (r->state10 == 2)
				r->state10 = work(r, event) ? 1 : 3;
			else
				r->state10++;
			if (r->state10 == 13)
				r->state11 = 0;
			continue;
		}
		if (event == r->fd11) {
			if (r->state11 == 2)
				r->state11 = work(r, event) ? 1 : 3;
			else
				r->state11++;
			if (r->state11 == 14)
				r->state12 = 0;
			continue;
		}
		if (event == r->fd12) {
			if (r->state12 == 2)
				r->state12 = work(r, event) ? 1 : 3;
			else
				r->state12++;
			if (r->state12 == 15)
				r->state13 = 0;
			continue;
		}
		if (event == r->fd13) {
			if (r->state13 == 2)
				r->state13 = work(r, event) ? 1 : 3;
			else
				r->state13++;
			if (r->state13 == 16)
				r->state14 = 0;
			continue;
		}
		if (event == r->fd14) {
			if (r->state14 == 2)
				r->state14 = work(r, event) ? 1 : 3;
			else
				r->state14++;
			if (r->state14 == 17)
				r->state15 = 0;
			continue;
		}
		if (event == r->fd15) {
			if (r->state15 == 2)
				r->state15 = work(r, event) ? 1 : 3;
			else
				r->state15++;
			if (r->state15 == 18)
				r->state0 = 0;
			continue;
		}
	}
}

void an_answer(struct router *r)
{
	r->state0 = 0;
	r->state1 = 0;
	r->state2 = 0;
	r->state3 = 0;
	r->state4 = 0;
	r->state5 = 0;
	r->state6 = 0;
	r->state7 = 0;
	r->state8 = 0;
	r->state9 = 0;
	r->state10 = 0;
	r->state11 = 0;
	r->state12 = 0;
	r->state13 = 0;
	r->state14 = 0;
	r->state15 = 0;
	for (;;) {
		int event = next_event(r);

		if (event == r->listener) {
			int fd = r->use_old ? accept(r->listener, NULL, NULL) : accept4(r->listener, NULL, NULL, 0); /* expect: ENOSYS=handled|deferred EPERM=unhandled|conditional|unknown */
			if (fd < 0 && errno == ENOSYS)
				r->use_old = 1;
			if (fd < 0)
				continue;
			work(r, fd);
			continue;
		}
		if (event == r->control) {
			int fd = accept(r->control, NULL, NULL);
			if (fd >= 0)
				close(fd);
			continue;
		}
		if (event == r->fd0) {
			if (r->state0 == 2)
				r->state0 = work(r, event) ? 1 : 3;
			else
				r->state0++;
			if (r->state0 == 3)
				r->state1 = 0;
			continue;
		}
		if (event == r->fd1) {
			if (r->state1 == 2)
				r->state1 = work(r, event) ? 1 : 3;
			else
				r->state1++;
			if (r->state1 == 4)
				r->state2 = 0;
			continue;
		}
		if (event == r->fd2) {
			if (r->state2 == 2)
				r->state2 = work(r, event) ? 1 : 3;
			else
				r->state2++;
			if (r->state2 == 5)
				r->state3 = 0;
			continue;
		}
		if (event == r->fd3) {
			if (r->state3 == 2)
				r->state3 = work(r, event) ? 1 : 3;
			else
				r->state3++;
			if (r->state3 == 6)
				r->state4 = 0;
			continue;
		}
		if (event == r->fd4) {
			if (r->state4 == 2)
				r->state4 = work(r, event) ? 1 : 3;
			else
				r->state4++;
			if (r->state4 == 7)
				r->state5 = 0;
			continue;
		}
		if (event == r->fd5) {
			if (r->state5 == 2)
				r->state5 = work(r, event) ? 1 : 3;
			else
				r->state5++;
			if (r->state5 == 8)
				r->state6 = 0;
			continue;
		}
		if (event == r->fd6) {
			if (r->state6 == 2)
				r->state6 = work(r, event) ? 1 : 3;
			else
				r->state6++;
			if (r->state6 == 9)
				r->state7 = 0;
			continue;
		}
		if (event == r->fd7) {
			if (r->state7 == 2)
				r->state7 = work(r, event) ? 1 : 3;
			else
				r->state7++;
			if (r->state7 == 10)
				r->state8 = 0;
			continue;
		}
		if (event == r->fd8) {
			if (r->state8 == 2)
				r->state8 = work(r, event) ? 1 : 3;
			else
				r->state8++;
			if (r->state8 == 11)
				r->state9 = 0;
			continue;
		}
		if (event == r->fd9) {
			if (r->state9 == 2)
				r->state9 = work(r, event) ? 1 : 3;
			else
				r->state9++;
			if (r->state9 == 12)
				r->state10 = 0;
			continue;
		}
		if (event == r->fd10) {
			if (r->state10 == 2)
				r->state10 = work(r, event) ? 1 : 3;
			else
				r->state10++;
			if (r->state10 == 13)
				r->state11 = 0;
			continue;
		}
		if (event == r->fd11) {
			if (r->state11 == 2)
				r->state11 = work(r, event) ? 1 : 3;
			else
				r->state11++;
			if (r->state11 == 14)
				r->state12 = 0;
			continue;
		}
		if (event == r->fd12) {
			if (r->state12 == 2)
				r->state12 = work(r, event) ? 1 : 3;
			else
				r->state12++;
			if (r->state12 == 15)
				r->state13 = 0;
			continue;
		}
		if (event == r->fd13) {
			if (r->state13 == 2)
				r->state13 = work(r, event) ? 1 : 3;
			else
				r->state13++;
			if (r->state13 == 16)
				r->state14 = 0;
			continue;
		}
		if (event == r->fd14) {
			if (r->state14 == 2)
				r->state14 = work(r, event) ? 1 : 3;
			else
				r->state14++;
			if (r->state14 == 17)
				r->state15 = 0;
			continue;
		}
		if (event == r->fd15) {
			if (r->state15 == 2)
				r->state15 = work(r, event) ? 1 : 3;
			else
				r->state15++;
			if (r->state15 == 18)
				r->state0 = 0;
			continue;
		}
	}
}
