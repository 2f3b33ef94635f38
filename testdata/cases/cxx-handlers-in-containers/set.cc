#include "handlers.h"

#include <cerrno>

std::map<int, handler *> by_number = {{1, mild}};
std::map<int, handler *> harmless = {{1, mild}};
std::array<handler *, 2> in_order = {mild, clear};
std::vector<handler *> in_a_row;
std::vector<std::function<void(int)>> held;

void clear(int error)
{
	errno = error ? 0 : 5;
}

void mild(int error)
{
	(void)error;
}

int main()
{
	by_number.insert_or_assign(2, clear);
	in_a_row.push_back(clear);
	held.push_back([](int error) { clear(error); });
	return 0;
}
