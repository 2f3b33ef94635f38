/* Sets of integers for path conditions: an interval with a few holes. That is what conditions on results and error
 * numbers need (fd < 0, errno != EINTR); anything finer is forgotten, which only adds paths. */
#include "flow/value.h"

#include <string.h>

struct range range_full(void)
{
	return range_of(G_MININT64, G_MAXINT64);
}

struct range range_of(gint64 low, gint64 high)
{
	struct range r = {.low = low, .high = high};
	return r;
}

bool range_empty(const struct range *r)
{
	return r->low > r->high;
}

bool range_single(const struct range *r, gint64 *out)
{
	if (r->low != r->high)
		return false;
	*out = r->low;
	return true;
}

bool range_has(const struct range *r, gint64 n)
{
	if (n < r->low || n > r->high)
		return false;
	for (unsigned i = 0; i < r->n_holes; i++)
		if (r->holes[i] == n)
			return false;
	return true;
}

bool range_equal(const struct range *a, const struct range *b)
{
	return a->low == b->low && a->high == b->high && a->n_holes == b->n_holes &&
	       memcmp(a->holes, b->holes, a->n_holes * sizeof(a->holes[0])) == 0;
}

/* Moves the bounds off the holes and drops holes outside. */
static void range_trim(struct range *r)
{
	bool again = true;
	while (again && r->low <= r->high) {
		again = false;
		for (unsigned i = 0; i < r->n_holes; i++) {
			gint64 h = r->holes[i];
			if (h > r->low && h < r->high)
				continue;
			if (h == r->low && r->low == r->high) {
				r->low = 1;
				r->high = 0;
				r->n_holes = 0;
				return;
			}
			if (h == r->low)
				r->low++;
			else if (h == r->high)
				r->high--;
			memmove(&r->holes[i], &r->holes[i + 1], (r->n_holes - i - 1) * sizeof(r->holes[0]));
			r->n_holes--;
			again = true;
			break;
		}
	}
	if (r->low > r->high)
		r->n_holes = 0;
}

void range_exclude(struct range *r, gint64 n)
{
	if (!range_has(r, n))
		return;
	if (r->low == r->high) {
		r->low = 1;
		r->high = 0;
		r->n_holes = 0;
		return;
	}
	if (n == r->low) {
		r->low++;
	} else if (n == r->high) {
		r->high--;
	} else if (r->n_holes < RANGE_HOLES) {
		unsigned i = r->n_holes;
		for (; i > 0 && r->holes[i - 1] > n; i--)
			r->holes[i] = r->holes[i - 1];
		r->holes[i] = n;
		r->n_holes++;
	}
	range_trim(r);
}

void range_intersect(struct range *r, const struct range *other)
{
	r->low = MAX(r->low, other->low);
	r->high = MIN(r->high, other->high);
	range_trim(r);
	for (unsigned i = 0; i < other->n_holes && !range_empty(r); i++)
		range_exclude(r, other->holes[i]);
}
