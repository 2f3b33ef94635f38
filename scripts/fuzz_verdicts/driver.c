/* The driver: executes every program of the table over all of its choices and all states that its statics get into, and
 * prints what was observed. Comes last in the translation unit, after stubs.h and the programs. */
#undef exit
#undef abort
#undef errno

static int h_find_state(const unsigned char *data, size_t size)
{
	for (int i = 0; i < h.n_states; i++)
		if (memcmp(h.states[i].data, data, size) == 0)
			return i;
	if (h.n_states == H_STATES) {
		h.failed = "states";
		return 0;
	}
	memcpy(h.states[h.n_states].data, data, size);
	h.states[h.n_states].bits = 0;
	return h.n_states++;
}

static void h_add_edge(int from, int to, unsigned pending)
{
	for (int i = 0; i < h.n_edges; i++)
		if (h.edges[i].from == from && h.edges[i].to == to && h.edges[i].pending == pending)
			return;
	if (h.n_edges == H_EDGES)
		h.failed = "edges";
	else
		h.edges[h.n_edges++] = (struct h_edge){from, to, pending};
}

static void h_finish(enum h_end end)
{
	size_t size = (size_t)(h.prog->data_end - h.prog->data);
	int to;

	if (end == H_RETURNED) {
		for (int i = 0; i < h_run.n_fds; i++)
			if (h_run.fds[i].open && !h_run.fds[i].used)
				h_hand_over(&h_run.fds[i], true);
		to = h_find_state((unsigned char *)h.prog->data, size);
		h_add_edge(h_run.state, to, h_run.pending);
		if (h_run.pending)
			h.states[h_run.state].bits |= H_ANY_LEFT;
	}
	for (int i = 0; i < h.n_sites; i++) {
		struct h_seen *seen = &h.sites[i];

		if (end == H_RETURNED && (h_run.probes | h_run.useless) >> i & 1) {
			if (h_run.probes >> i & 1 || memcmp(h.prog->data, h_run.data, (size_t)(h.prog->data_end - h.prog->data)))
				seen->unclear++;
			else
				seen->bad++;
		}
		if (!((h_run.pending | h_run.probes | h_run.useless) >> i & 1))
			continue;
		seen->ends |= end;
		if (end == H_EXITED || end == H_ABORTED || end == H_BUSY)
			seen->bad++;
		else if (end == H_FREE)
			seen->endless++;
	}
}

/* One execution. volatile: the compiler must not keep things in registers over the jump. */
static void h_execute(int state)
{
	size_t size = (size_t)(h.prog->data_end - h.prog->data);
	volatile int end;

	memcpy(h.prog->data, h.states[state].data, size);
	h_run.state = state;
	h_run.serial++;
	h_run.pending = h_run.attempted = h_run.probes = h_run.useless = h_run.on[0] = h_run.on[1] = 0;
	h_run.streak = h_run.accepts = h_run.n_fds = 0;
	h_run.last_choice = -9;
	h_run.first_done = false;
	h_choices.at = 0;
	h_open_errno(0);
	end = sigsetjmp(h_run.out, 0);
	if (end == 0) {
		for (int i = 0; i < h.prog->n_params; i++)
			h_run.params[i] = h_choose(h.prog->domains[i]);
		h_run.last_choice = -9;
		h.prog->call(h_run.params);
		end = H_RETURNED;
	}
	if (end == H_HUNG && !h.failed)
		h.failed = "hung";
	if (!h.failed)
		h_finish((enum h_end)end);
}

/* The next vector of choices; false when all were seen. */
static bool h_advance(void)
{
	h_choices.n = h_choices.at;
	while (h_choices.n > 0 && h_choices.value[h_choices.n - 1] + 1 == h_choices.domain[h_choices.n - 1])
		h_choices.n--;
	if (h_choices.n == 0)
		return false;
	h_choices.value[h_choices.n - 1]++;
	return true;
}

/* An invocation gave up and returned: did it leave something behind that makes the next one fall back? */
static void h_judge_edge(const struct h_edge *edge)
{
	unsigned from = h.states[edge->from].bits, to = h.states[edge->to].bits;
	bool moves = false;

	for (int i = 0; i < h.n_edges; i++)
		moves |= h.edges[i].from == edge->to && h.edges[i].to != edge->to;
	for (int i = 0; i < h.n_sites; i++) {
		struct h_seen *seen = &h.sites[i];

		if (!(edge->pending >> i & 1))
			continue;
		if (edge->from == edge->to || from == to)
			seen->bad++;
		else if ((to & (H_FIRST_OLD | H_FIRST_NEW)) == H_FIRST_OLD && from & H_FIRST_NEW)
			seen->deferred++;
		else if ((to & (H_FIRST_OLD | H_FIRST_NEW)) == 0 && !moves)
			seen->bad++;
		else if ((to & (H_FIRST_OLD | H_FIRST_NEW)) == H_FIRST_NEW && !(to & H_ANY_GOOD) && !moves)
			seen->bad++;
		else
			seen->unclear++;
	}
}

static void h_print(void)
{
	if (h.mode != 4 && (h.failed || h.n_sites == 0))
		printf("%s\t%d\t%d\t-1\t%s\n", h.prog->name, h.error, h.mode, h.failed ? h.failed : "no-site");
	for (int i = 0; i < h.n_sites && !h.failed; i++) {
		const struct h_seen *s = &h.sites[i];

		printf("%s\t%d\t%d\t%d\t%ld\t%ld\t%ld\t%ld\t%ld\t%u\t%u\t%u\t%u\t%u\t%u\t%u\t%d\t%ld\n", h.prog->name,
		       h.error, h.mode, s->key, s->good, s->bad, s->deferred, s->endless, s->unclear, s->ends,
		       s->asked_any, s->lost, s->lost_direct, s->lost_plain, s->kept, s->flags_unclear, h.n_states,
		       h.executions);
	}
}

static void h_explore(const struct h_prog *prog, const unsigned char *initial, int error, int mode)
{
	memset(&h, 0, sizeof(h));
	h.prog = prog;
	h.error = error;
	h.mode = mode;
	h_find_state(initial, (size_t)(prog->data_end - prog->data));
	for (int s = 0; s < h.n_states && !h.failed; s++) {
		h_choices.n = 0;
		do {
			h_execute(s);
			if (++h.executions > H_EXECUTIONS && !h.failed)
				h.failed = "executions";
		} while (!h.failed && h_advance());
	}
	for (int i = 0; i < h.n_edges && !h.failed; i++)
		h_judge_edge(&h.edges[i]);
	h_print();
}

/* A loop that makes no call at all never ends: the second tick in one execution ends it. */
static void h_tick(int signal)
{
	static unsigned long last;

	if (last == h_run.serial)
		h_leave(H_HUNG);
	last = h_run.serial;
}

int main(void)
{
	static const int errors[] = {ENOSYS, EPERM, EOPNOTSUPP};
	const struct itimerval every = {{0, 100000}, {0, 100000}};
	struct sigaction action = {.sa_handler = h_tick, .sa_flags = SA_NODEFER};
	unsigned char initial[H_DATA];

	sigaction(SIGVTALRM, &action, NULL);
	setitimer(ITIMER_VIRTUAL, &every, NULL);
	for (const struct h_prog *p = h_progs; p->name; p++) {
		size_t size = (size_t)(p->data_end - p->data);

		if (size > H_DATA) {
			printf("%s\t0\t1\t-1\tdata\n", p->name);
			continue;
		}
		memcpy(initial, p->data, size);
		for (int e = 0; e < 3; e++)
			for (int mode = 1; mode <= (e == 0 ? 4 : 3); mode++)
				h_explore(p, initial, errors[e], mode);
	}
	return 0;
}
